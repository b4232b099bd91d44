"""The eleven colours that the model knows by name, for things and for backgrounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLOURS: dict[str, tuple[int, int, int]] = {
    "red": (226, 46, 46),
    "orange": (247, 137, 28),
    "yellow": (252, 212, 40),
    "green": (62, 170, 72),
    "blue": (44, 102, 226),
    "purple": (132, 66, 192),
    "pink": (248, 140, 186),
    "brown": (130, 84, 52),
    "black": (28, 28, 30),
    "gray": (150, 152, 158),
    "white": (255, 255, 255),
}
NAMES = tuple(COLOURS)
VALUES = np.array(list(COLOURS.values()), np.float32)
# How light a colour looks to this drawing: more weight on green, less on blue.
LUMA = np.array([0.35, 0.5, 0.15], np.float32)
# An icon is of a colour when more than this share of it lies within this distance (of 255) of the colour.
MOSTLY = 0.5
NEAR = 60


def nearest(rgb: NDArray[np.float32]) -> NDArray[np.intp]:
    """Index of the nearest colour in RGB for each of `rgb`, (..., 3) in 0..255."""
    return ((rgb[..., None, :] - VALUES) ** 2).sum(-1).argmin(-1)


def own_colour(icon: NDArray[np.uint8]) -> str | None:
    """The colour that an RGBA icon is already: that of more than half of it; None for a many-coloured one."""
    shown = icon[..., :3][icon[..., 3] > 128].astype(np.float32)
    which = nearest(shown)
    is_near = ((shown - VALUES[which]) ** 2).sum(-1) < NEAR**2
    shares = np.bincount(which[is_near], minlength=len(NAMES)) / len(shown)
    return NAMES[int(shares.argmax())] if shares.max() > MOSTLY else None


def tinted(icon: NDArray[np.uint8], colour: str) -> NDArray[np.uint8]:
    """An RGBA icon in shades of one colour: its middle tone becomes the colour, others go to black and to white."""
    target = np.array(COLOURS[colour], np.float32) / 255
    alpha = icon[..., 3].astype(np.float32) / 255
    luma = (icon[..., :3].astype(np.float32) / 255) @ LUMA
    middle = float(np.clip((luma * alpha).sum() / (alpha.sum() + 1e-6), 0.15, 0.85))
    luma = luma[..., None]
    if colour == "white":
        rgb = (0.72 + 0.28 * np.clip(luma / middle * 0.8, 0, 1)) * np.ones(3, np.float32)
    else:
        darker = target * (0.25 + 0.75 * np.clip(luma / middle, 0, 1))
        lighter = target + (1 - target) * np.clip((luma - middle) / (1 - middle), 0, 1) * 0.85
        rgb = np.where(luma <= middle, darker, lighter)
    return np.concatenate([np.clip(rgb * 255, 0, 255).astype(np.uint8), icon[..., 3:]], -1)
