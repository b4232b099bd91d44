"""Fits what paints previews, the linear map from a VAE's latents to small pictures, by least squares.

    python fit_latent_rgb.py <pipeline folder> [--prompts <file, one a line>] [--count 200]

Precondition: the folder holds a StableDiffusion3Pipeline. Outcome: `latent_rgb.safetensors` beside model_index.json,
and the map's error on pictures it was not fitted to. With prompts the pipeline's own pictures are used as well as drawn
ones. A pipeline without that file is fitted with drawn pictures when it is loaded.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch.nn import functional

from preview import COEFFICIENTS, MIN_SIDE, LatentToRgb

KERNEL = 3
RIDGE = 1e-3
DRAWN_SIDE = 128
"""Side in pixels of the drawn pictures."""


def drawn_pictures(count: int, seed: int = 0) -> torch.Tensor:
    """(count, 3, 128, 128) in -1..1: soft colour fields under hard-edged discs and boxes, for colours and edges."""
    random = torch.Generator().manual_seed(seed)
    pictures = torch.zeros(count, 3, DRAWN_SIDE, DRAWN_SIDE)
    for cells, weight in ((2, 1.0), (6, 0.5), (24, 0.25)):
        field = torch.randn((count, 3, cells, cells), generator=random) * weight
        pictures += functional.interpolate(field, size=DRAWN_SIDE, mode="bicubic", align_corners=False)
    y, x = torch.meshgrid(torch.linspace(-1, 1, DRAWN_SIDE), torch.linspace(-1, 1, DRAWN_SIDE), indexing="ij")
    for shape in range(6):
        centre = torch.rand((count, 2, 1, 1), generator=random) * 2 - 1
        radius = torch.rand((count, 1, 1), generator=random) * 0.5 + 0.05
        dx, dy = x - centre[:, 0], y - centre[:, 1]
        inside = (dx**2 + dy**2).sqrt() < radius if shape % 2 else torch.maximum(dx.abs(), dy.abs()) < radius
        colour = torch.rand((count, 3, 1, 1), generator=random) * 2 - 1
        pictures = torch.where(inside[:, None], colour, pictures)
    return pictures.clamp(-1, 1)


@torch.inference_mode()
def encode(vae: torch.nn.Module, pictures: torch.Tensor) -> torch.Tensor:
    """Pictures (n, 3, H, W) to latents on the scale that the transformer works on, float32 on the CPU."""
    latents = []
    for picture in pictures.split(4):
        mean = vae.encode(picture.to(vae.device, vae.dtype)).latent_dist.mode()
        latents.append(((mean - vae.config.shift_factor) * vae.config.scaling_factor).float().cpu())
    return torch.cat(latents)


def fit(latents: torch.Tensor, pictures: torch.Tensor, scale: int) -> LatentToRgb:
    """Ridge least squares from 3x3 neighbourhoods of latents to scale x scale pixels each."""
    channels, (height, width) = latents.shape[1], latents.shape[-2:]
    padded = functional.pad(latents, (KERNEL // 2,) * 4, mode="replicate")
    inputs = functional.unfold(padded, KERNEL).transpose(1, 2).reshape(-1, channels * KERNEL**2).double()
    small = functional.interpolate(pictures, size=(height * scale, width * scale), mode="area")
    wanted = functional.unfold(small, scale, stride=scale).transpose(1, 2).reshape(-1, 3 * scale**2).double()
    inputs = torch.cat([inputs, torch.ones(len(inputs), 1, dtype=torch.float64)], dim=1)
    ridge = torch.eye(inputs.shape[1], dtype=torch.float64) * RIDGE * len(inputs)
    ridge[-1, -1] = 0  # the bias is free
    solution = torch.linalg.solve(inputs.T @ inputs + ridge, inputs.T @ wanted).float()
    weight = solution[:-1].T.reshape(3 * scale**2, channels, KERNEL, KERNEL).contiguous()
    return LatentToRgb(weight, solution[-1].contiguous())


def scale_for(latent_side: int) -> int:
    """Pixels a latent: as many as bring a preview near its smallest side, so that small latents are not mere blurs."""
    return max(scale for scale in (1, 2, 4) if scale == 1 or latent_side * scale <= MIN_SIDE)


def fit_vae(vae: torch.nn.Module, latent_side: int, count: int = 32) -> LatentToRgb:
    """The map for a VAE of which nothing is known, from drawn pictures."""
    pictures = drawn_pictures(count)
    return fit(encode(vae, pictures), pictures, scale_for(latent_side))


def psnr(painter: LatentToRgb, latents: torch.Tensor, pictures: torch.Tensor) -> float:
    """Decibels against the pictures at the preview's own size."""
    painted = painter.pixels(latents).clamp(-1, 1)
    wanted = functional.interpolate(pictures, size=painted.shape[-2:], mode="area")
    return float(10 * torch.log10(4 / (painted - wanted).square().mean()))


@torch.inference_mode()
def own_pictures(pipe: object, prompts: list[str], count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Latents that the pipeline makes from the prompts, and what its VAE decodes them to."""
    latents = []
    for index in range(count):
        generator = torch.Generator().manual_seed(index)
        made = pipe(
            prompts[index % len(prompts)],
            num_inference_steps=12,
            guidance_scale=4.0,
            generator=generator,
            output_type="latent",
            max_sequence_length=1,
        )
        latents.append(made.images.float())
    stacked = torch.cat(latents)
    config = pipe.vae.config
    decoded = [pipe.vae.decode(z / config.scaling_factor + config.shift_factor).sample for z in stacked.split(4)]
    return stacked, torch.cat(decoded).clamp(-1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the preview coefficients of a pipeline's VAE.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prompts", type=Path, help="file with prompts, one a line")
    parser.add_argument("--count", type=int, default=200, help="how many pictures of its own to make (default 200)")
    args = parser.parse_args()

    from diffusers import StableDiffusion3Pipeline

    # T5 has no part in the VAE and its pictures are as good for this without it.
    without_t5 = {"text_encoder_3": None, "tokenizer_3": None}
    pipe = StableDiffusion3Pipeline.from_pretrained(
        args.folder, dtype=torch.float32, local_files_only=True, **without_t5
    )
    pipe.set_progress_bar_config(disable=True)
    pictures = drawn_pictures(64)
    latents = encode(pipe.vae, pictures)
    scale = scale_for(pipe.transformer.config.sample_size)
    held_out = (encode(pipe.vae, drawn_pictures(16, seed=1)), drawn_pictures(16, seed=1))
    if args.prompts:
        prompts = args.prompts.read_text(encoding="utf-8").split("\n")
        own = own_pictures(pipe, [prompt for prompt in prompts if prompt], args.count)
        keep = args.count * 4 // 5
        held_out = (own[0][keep:], own[1][keep:])
        latents, pictures = torch.cat([latents, own[0][:keep]]), torch.cat([pictures, own[1][:keep]])
    painter = fit(latents, pictures, scale)
    painter.save(args.folder / COEFFICIENTS)
    quality = psnr(painter, *held_out)
    print(f"wrote {args.folder / COEFFICIENTS}: {scale}x{scale} pixels a latent, {quality:.1f} dB on held-out pictures")


if __name__ == "__main__":
    main()
