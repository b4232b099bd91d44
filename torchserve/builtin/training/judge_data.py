"""What the judge learns from: drawings of every concept in every colour, made as imperfect as generated ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from .icons import Concept
from .judge import COLOUR_ANSWERS, LOOK, Known, Picture, crops, whole
from .model import scaled_latents
from .palette import NAMES, tinted
from .pool import as_tensor
from .scenes import Composer, Kind, Scene, Thing

# No answer: the loss leaves it out.
UNKNOWN = -1
# A tint is unclear when it moves what an icon shows by less than this (root mean square of distances in RGB).
UNCLEAR = 45
KINDS: tuple[Kind, ...] = ("one", "pair", "two", "three")
SHARES = (0.6, 0.25, 0.07, 0.08)
COUNTS: dict[Kind, int] = {"one": 0, "pair": 1, "two": 1, "three": 2}
COLOURED, ON_A_BACKGROUND = 0.6, 0.45
# Generated pictures come out of the VAE, and are as soft as it makes them.
THROUGH_VAE = 0.15


@dataclass(frozen=True)
class Looks:
    """n views `pixels` uint8 (n, 64, 64, 3) and the answers, int64 (n,) each, -1 where the view does not tell."""

    pixels: Tensor
    thing: Tensor
    colour: Tensor
    count: Tensor


def known(concepts: list[Concept], own: list[str | None]) -> tuple[Known, ...]:
    """What the judge must know of the concepts where their icons are not installed."""
    return tuple(Known(c.name, colour, _unclear(c.icon)) for c, colour in zip(concepts, own, strict=True))


def _unclear(icon: NDArray[np.uint8]) -> tuple[str, ...]:
    shown = icon[..., 3:].astype(np.float32)

    def moved(colour: str) -> float:
        squares = (tinted(icon, colour)[..., :3].astype(np.float32) - icon[..., :3]) ** 2
        return float(np.sqrt((squares.sum(-1, keepdims=True) * shown).sum() / shown.sum()))

    return tuple(colour for colour in NAMES if moved(colour) < UNCLEAR)


def draw_looks(concepts: list[Concept], count: int, seed: int, vae: AutoencoderKL | None = None) -> Looks:
    """About `count` views of drawings, all concepts alike often. Some go through the VAE and back, if there is one."""
    composer = Composer(concepts, seed)
    facts = known(concepts, composer.own)
    views: list[Picture] = []
    answers: list[tuple[int, int, int]] = []
    order: list[int] = []

    def next_thing() -> Thing:
        if not order:
            order.extend(composer.random.sample(range(len(concepts)), len(concepts)))
        concept = order.pop()
        return Thing(concept, composer.random.choice(NAMES) if composer.random.random() < COLOURED else None)

    with tqdm(total=count, desc="drawings") as bar:
        while len(views) < count:
            before = len(views)
            kind = composer.random.choices(KINDS, SHARES)[0]
            scene = _scene(composer, kind, tuple(next_thing() for _ in range(2 if kind == "pair" else 1)))
            picture = composer.draw(scene)
            if vae is not None and composer.random.random() < THROUGH_VAE:
                picture = _through(vae, picture)
            if kind != "one":
                views.append(whole(picture))
                answers.append((UNKNOWN, UNKNOWN, COUNTS[kind]))
            for place, view in enumerate(crops(picture, kind)):
                thing = scene.things[place % len(scene.things)]
                views.append(view)
                answers.append((thing.concept, _colour(thing, facts), COUNTS[kind] if kind == "one" else UNKNOWN))
            bar.update(len(views) - before)
    return Looks(torch.from_numpy(np.stack(views)), *torch.tensor(answers).unbind(1))


def _scene(composer: Composer, kind: Kind, things: tuple[Thing, ...]) -> Scene:
    taken = {colour for thing in things for colour in (thing.colour, composer.own[thing.concept])}
    free = [colour for colour in NAMES if colour not in taken]
    return Scene(kind, things, composer.random.choice(free) if composer.random.random() < ON_A_BACKGROUND else None)


def _colour(thing: Thing, facts: tuple[Known, ...]) -> int:
    if thing.colour is None or thing.colour == facts[thing.concept].own:
        return 0
    return UNKNOWN if thing.colour in facts[thing.concept].unclear else COLOUR_ANSWERS.index(thing.colour)


@torch.inference_mode()
def _through(vae: AutoencoderKL, picture: Picture) -> Picture:
    pixels = as_tensor([picture]).to(vae.device, vae.dtype)
    latents = scaled_latents(vae, pixels) / vae.config.scaling_factor + vae.config.shift_factor
    decoded = vae.decode(latents.to(vae.dtype)).sample[0].float().cpu().add(1).mul(127.5).round().clamp(0, 255)
    return decoded.byte().permute(1, 2, 0).numpy()


def augmented(pixels: Tensor) -> Tensor:
    """Views uint8 (n, 64, 64, 3) to float (n, 3, 64, 64) in -1..1: moved, bent, softened, in other light, blotched."""
    view = _bent(pixels.permute(0, 3, 1, 2).float().div(127.5).sub(1))
    view = _softened(view)
    count = len(view)

    def about(middle: float, spread: float) -> Tensor:
        return middle + spread * (2 * torch.rand(count, 1, 1, 1) - 1)

    gray = view.mean(1, keepdim=True)
    view = gray + (view - gray) * about(1, 0.2)
    view = view * about(1, 0.12) + about(0, 0.08)
    blotches = functional.interpolate(torch.randn(count, 3, 16, 16), size=LOOK, mode="bilinear")
    view = view + blotches * about(0.05, 0.05) + torch.randn_like(view) * about(0.03, 0.03)
    return view.clamp(-1, 1)


def _bent(view: Tensor) -> Tensor:
    """Another size and place, and each part a little out of place."""
    count = len(view)
    scale = 1 + 0.14 * (2 * torch.rand(count, 1) - 1)
    stretch = 1 + 0.05 * (2 * torch.rand(count, 1) - 1)
    turn = 0.08 * (2 * torch.rand(count, 1) - 1)
    shift = 0.12 * (2 * torch.rand(count, 2) - 1)
    rows = torch.cat([scale * stretch, -turn, shift[:, :1], turn, scale / stretch, shift[:, 1:]], 1)
    grid = functional.affine_grid(rows.view(count, 2, 3), list(view.shape), align_corners=False)
    bends = functional.interpolate(torch.randn(count, 2, 6, 6), size=LOOK, mode="bilinear") * 0.018
    return functional.grid_sample(view, grid + bends.permute(0, 2, 3, 1), padding_mode="border", align_corners=False)


def _softened(view: Tensor) -> Tensor:
    """Each pixel mixed with the mean of its 3x3 neighbourhood, twice, each view by a share of its own."""
    for _ in range(2):
        mean = functional.avg_pool2d(view, 3, 1, 1, count_include_pad=False)
        view = torch.lerp(view, mean, torch.rand(len(view), 1, 1, 1))
    return view
