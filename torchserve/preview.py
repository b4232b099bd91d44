"""What a picture will look like, from its latents in the middle of denoising: small, and in about a millisecond.

Two steps. `predict_x0` takes the noise out: a flow model moves along x_t = (1 - sigma) x0 + sigma noise, so two
neighbouring latents give the velocity and that gives x0; x_t itself would show noise for the first half of the run.
`LatentToRgb` then paints latents by one linear convolution, fitted to the model's own VAE (fit_latent_rgb.py).
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file, save_file

COEFFICIENTS = "latent_rgb.safetensors"
MIN_SIDE, MAX_SIDE = 128, 256
"""A preview's longer side, in pixels."""


def predict_x0(before: torch.Tensor, after: torch.Tensor, sigma_before: float, sigma_after: float) -> torch.Tensor:
    """The clean latents that the model expects, from those around an Euler step; at the last (sigma 0) just `after`."""
    velocity = (after - before) / (sigma_after - sigma_before)
    return after - sigma_after * velocity


class LatentToRgb:
    """Latents to a small picture by one convolution that gives each latent s x s pixels.

    weight: (3*s*s, channels, k, k), bias: (3*s*s).
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        self.weight, self.bias = weight, bias
        self.scale = round((weight.shape[0] / 3) ** 0.5)

    @staticmethod
    def load(path: Path) -> LatentToRgb:
        tensors = load_file(path)
        return LatentToRgb(tensors["weight"].float(), tensors["bias"].float())

    def save(self, path: Path) -> None:
        save_file({"weight": self.weight.half().contiguous(), "bias": self.bias.half()}, path)

    def pixels(self, latents: torch.Tensor) -> torch.Tensor:
        """(n, channels, h, w) latents, float32 on the CPU -> (n, 3, h*s, w*s) in -1..1, not clamped."""
        pad = self.weight.shape[-1] // 2
        padded = torch.nn.functional.pad(latents, (pad,) * 4, mode="replicate")
        return torch.nn.functional.pixel_shuffle(torch.nn.functional.conv2d(padded, self.weight, self.bias), self.scale)

    def picture(self, latents: torch.Tensor) -> Image.Image:
        """(channels, h, w) latents -> a picture whose longer side is MIN_SIDE..MAX_SIDE pixels."""
        rgb = self.pixels(latents[None])[0].add(1).mul(127.5).clamp(0, 255).byte().permute(1, 2, 0).contiguous().numpy()
        image = Image.fromarray(rgb)
        longer = max(image.size)
        ratio = max(MIN_SIDE / longer, min(1.0, MAX_SIDE / longer))
        if ratio == 1.0:
            return image
        return image.resize((round(image.width * ratio), round(image.height * ratio)), Image.Resampling.BICUBIC)


def encode(image: Image.Image) -> tuple[str, str]:
    """(base64, media type). WebP at its fastest setting."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=70, method=0)
    return base64.b64encode(buffer.getvalue()).decode("ascii"), "image/webp"
