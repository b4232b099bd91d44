"""Trains the autoencoder: 128x128 pictures to 16x16 latents of 16 channels, as Stable Diffusion 3's, and back."""

from __future__ import annotations

import math
import time
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from .icons import Concept
from .model import LATENT_CHANNELS
from .pool import as_tensor
from .scenes import SIDE, Composer

WIDTHS = (16, 32, 64, 96)
PICTURES = 5_000
SEED = 7
MUON_RATE, ADAMW_RATE = 0.02, 2e-3
WARM_UP = 20
# Crops, four times as many at a time, for most of the training; whole pictures at its end.
CROP, CROPS, WHOLES, CROPS_UNTIL = 64, 16, 4, 0.8
# Noise on the latents in training makes pictures bear the small errors of sampling.
LATENT_NOISE = 0.1
KL_WEIGHT, KL_FROM, KL_OVER = 1e-4, 200, 300
NORMALISED_OVER = 640
# A log-variance so small that a drawn latent is its mean.
NO_VARIANCE = -4.6


def new_autoencoder() -> AutoencoderKL:
    """One that knows nothing."""
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * len(WIDTHS),
        up_block_types=("UpDecoderBlock2D",) * len(WIDTHS),
        block_out_channels=WIDTHS,
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=8,
        sample_size=SIDE,
        mid_block_add_attention=False,
        use_quant_conv=False,
        use_post_quant_conv=False,
        scaling_factor=1.0,
        shift_factor=0.0,
        force_upcast=False,
    )
    with torch.no_grad():
        vae.encoder.conv_out.weight[LATENT_CHANNELS:] = 0
        vae.encoder.conv_out.bias[LATENT_CHANNELS:] = NO_VARIANCE
    for name, module in vae.named_modules():
        # Each residual block begins as the identity.
        if name.endswith("conv2"):
            nn.init.zeros_(module.weight)
            nn.init.zeros_(module.bias)
    return vae


def train_autoencoder(concepts: list[Concept], minutes: float, device: torch.device, folder: Path) -> AutoencoderKL:
    """Train, normalise, write to `folder` and return it.

    Not compiled: torch.compile gave wrong gradients for this class on a CPU.
    """
    composer = Composer(concepts, SEED)
    pictures = torch.cat([as_tensor([composer.draw(composer.scene())]) for _ in tqdm(range(PICTURES), desc="pictures")])
    vae = new_autoencoder().to(device).train()
    optimizers = _optimizers(vae)
    rates = [optimizer.param_groups[0]["lr"] for optimizer in optimizers]
    total_s, started, step = minutes * 60, time.monotonic(), 0
    with tqdm(total=round(total_s), unit="s", desc="autoencoder") as bar:
        while (elapsed := time.monotonic() - started) < total_s:
            done = elapsed / total_s
            for optimizer, rate in zip(optimizers, rates, strict=True):
                optimizer.param_groups[0]["lr"] = rate * _rate_factor(step, done)
            batch = _crops(pictures) if done < CROPS_UNTIL else _wholes(pictures)
            loss = _loss(vae, batch.to(device), step)
            vae.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            bar.n = round(elapsed)
            bar.set_postfix_str(f"step {step}, loss {loss.item():.4f}")
    vae = vae.eval().cpu()
    normalise(vae, pictures[:NORMALISED_OVER])
    vae.save_pretrained(folder)
    return vae


def _rate_factor(step: int, done: float) -> float:
    """A short warm-up, then a cosine to a fiftieth."""
    return min(1, (step + 1) / WARM_UP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


def _loss(vae: AutoencoderKL, pictures: Tensor, step: int) -> Tensor:
    """Pixels and their differences to the neighbours (sharp edges), and a weak pull of the latents to a small size."""
    with torch.autocast(pictures.device.type, torch.bfloat16):
        latents = vae.encode(pictures).latent_dist.mean
        made = vae.decode(latents + LATENT_NOISE * torch.randn_like(latents)).sample
    made, latents = made.float(), latents.float()
    pixels = functional.l1_loss(made, pictures) + 0.5 * functional.mse_loss(made, pictures)
    across, down = (functional.l1_loss(made.diff(dim=side), pictures.diff(dim=side)) for side in (-1, -2))
    # Grows from nothing: a pull from the first step would hold the latents at zero.
    weight = KL_WEIGHT * min(1.0, max(0, step - KL_FROM) / KL_OVER)
    return pixels + 0.5 * (across + down) + weight * 0.5 * latents.square().mean()


def _crops(pictures: Tensor) -> Tensor:
    which = torch.randint(len(pictures), (CROPS,)).tolist()
    corners = torch.randint(SIDE - CROP + 1, (CROPS, 2)).tolist()
    crops = [pictures[i, :, y : y + CROP, x : x + CROP] for i, (y, x) in zip(which, corners, strict=True)]
    return _mirrored(torch.stack(crops))


def _wholes(pictures: Tensor) -> Tensor:
    return _mirrored(pictures[torch.randint(len(pictures), (WHOLES,))])


def _mirrored(batch: Tensor) -> Tensor:
    """Half of them, left to right."""
    return torch.where(torch.rand(len(batch), 1, 1, 1) < 0.5, batch.flip(-1), batch)


def _optimizers(vae: AutoencoderKL) -> list[torch.optim.Optimizer]:
    def is_for_muon(name: str, parameter: Tensor) -> bool:
        return parameter.ndim == 4 and "conv_in" not in name and "coder.conv_out" not in name

    convolutions = [parameter for name, parameter in vae.named_parameters() if is_for_muon(name, parameter)]
    others = [parameter for name, parameter in vae.named_parameters() if not is_for_muon(name, parameter)]
    adamw = torch.optim.AdamW(others, lr=ADAMW_RATE, betas=(0.9, 0.99), weight_decay=0.0)
    return [ConvolutionMuon(convolutions, MUON_RATE), adamw]


class ConvolutionMuon(torch.optim.Optimizer):
    """Muon for convolutions, each taken as a matrix (out, in * k * k); torch.optim.Muon takes matrices only.

    Source: Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"; five Newton-Schulz steps.
    """

    MOMENTUM = 0.95
    NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)

    def __init__(self, parameters: list[nn.Parameter], rate: float) -> None:
        super().__init__(parameters, {"lr": rate})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                momentum = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
                momentum.lerp_(parameter.grad, 1 - self.MOMENTUM)
                update = self._orthogonal(parameter.grad.lerp(momentum, self.MOMENTUM).flatten(1))
                rows, columns = update.shape
                parameter.add_(update.view_as(parameter), alpha=-group["lr"] * max(1, rows / columns) ** 0.5)

    def _orthogonal(self, matrix: Tensor) -> Tensor:
        is_tall = matrix.shape[0] > matrix.shape[1]
        matrix = matrix.T if is_tall else matrix
        matrix = matrix / (matrix.norm() + 1e-7)
        a, b, c = self.NEWTON_SCHULZ
        for _ in range(5):
            gram = matrix @ matrix.T
            matrix = a * matrix + (b * gram + c * gram @ gram) @ matrix
        return matrix.T if is_tall else matrix


@torch.no_grad()
def normalise(vae: AutoencoderKL, pictures: Tensor) -> None:
    """Scale each latent channel to deviation 1 inside the networks: one scaling and one shift factor then serve all."""
    latents = torch.cat([vae.encode(part).latent_dist.mean for part in pictures.split(64)])
    deviation = latents.std((0, 2, 3))
    vae.encoder.conv_out.weight[:LATENT_CHANNELS] /= deviation[:, None, None, None]
    vae.encoder.conv_out.bias[:LATENT_CHANNELS] /= deviation
    vae.decoder.conv_in.weight *= deviation[None, :, None, None]
    latents = latents / deviation[None, :, None, None]
    vae.register_to_config(shift_factor=latents.mean().item(), scaling_factor=1 / latents.std().item())


@torch.no_grad()
def psnr(vae: AutoencoderKL, pictures: Tensor) -> float:
    """Peak signal-to-noise ratio in dB of coded and decoded pictures (n, 3, 128, 128) in -1..1, the mean over them."""
    made = vae.decode(vae.encode(pictures).latent_dist.mean).sample.clamp(-1, 1)
    error = (made - pictures).square().mean((1, 2, 3)) / 4
    return (-10 * torch.log10(error)).mean().item()
