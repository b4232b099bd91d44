"""Rectified flow, as Stable Diffusion 3 is trained: what is shown to the transformer, and what it is asked for.

Source of all formulas: Esser et al. 2024, "Scaling Rectified Flow Transformers for High-Resolution Image Synthesis".
"""

from __future__ import annotations

import torch
from torch import Tensor

TIMESTEPS = 1000
SHIFT = 1.5
UNIFORM_SHARE = 0.1


def sample_sigmas(count: int, device: torch.device) -> Tensor:
    """Noise levels, (count,) in (0, 1], that weigh the middle most.

    Logit-normal (section 3.1, m=0, s=1), shifted towards noise (equation 23: s' = a*s / (1 + (a-1)*s)) by the shift
    that sampling uses, and a tenth uniform so that the ends are seen too.
    """
    sigmas = torch.sigmoid(torch.randn(count, device=device))
    sigmas = SHIFT * sigmas / (1 + (SHIFT - 1) * sigmas)
    uniform = torch.rand(count, device=device).clamp(min=1 / TIMESTEPS)
    return torch.where(torch.rand(count, device=device) < UNIFORM_SHARE, uniform, sigmas)


def noised(latents: Tensor, sigmas: Tensor) -> tuple[Tensor, Tensor]:
    """The straight line from picture to noise (equation 13): the point on it at `sigmas`, and the velocity.

    Both have the shape of `latents`, (n, channels, height, width).
    """
    noise = torch.randn_like(latents)
    sigmas = sigmas[:, None, None, None]
    return (1 - sigmas) * latents + sigmas * noise, noise - latents
