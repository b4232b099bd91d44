"""The judge: a small classifier that tells what a picture shows. It learned from the icons, not from generated ones.

It looks at 64x64 pixels: a whole picture of 128x128 at half its size, or the square round one place in a picture of
several things. Its weights (../judge) hold what it must know of the concepts: it needs no icons.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from .palette import NAMES
from .scenes import LAYOUTS, SIDE, Kind

WEIGHTS = Path(__file__).resolve().parent.parent / "judge" / "judge.safetensors"
LOOK = 64
# Answer 0 of the colour head: the thing as it is, in no named tint.
AS_IT_IS = 0
COLOUR_ANSWERS = ("own", *NAMES)
MOST_THINGS = 3
# Channels, kernel and stride of each convolution. The first is coarse: at full size it would take most of the time.
LAYERS = ((48, 7, 4), (64, 3, 2), (96, 3, 1), (128, 3, 2))
FEATURES = LAYERS[-1][0]

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Known:
    """What the judge knows of a concept: its name, its own colour if it has one, the tints that hardly show on it."""

    name: str
    own: str | None
    unclear: tuple[str, ...]


@dataclass(frozen=True)
class Opinion:
    """Probabilities for n pictures: `things` (n, concepts), `colours` (n, 12), `counts` (n, 3); each row sums to 1."""

    things: Tensor
    colours: Tensor
    counts: Tensor


class JudgeNet(nn.Module):
    """Four convolutions, the mean over all places, and one linear layer for each question."""

    def __init__(self, concepts: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for channels, kernel, stride in LAYERS:
            convolution = nn.Conv2d(before, channels, kernel, stride, kernel // 2, bias=False)
            layers += [convolution, nn.BatchNorm2d(channels), nn.ReLU()]
            before = channels
        self.body = nn.Sequential(*layers)
        self.thing = nn.Linear(FEATURES, concepts)
        self.colour = nn.Linear(FEATURES, len(COLOUR_ANSWERS))
        self.count = nn.Linear(FEATURES, MOST_THINGS)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pixels (n, 3, 64, 64) in -1..1 to the logits of things (n, concepts), colours (n, 12) and counts (n, 3)."""
        features = self.body(pixels).mean((2, 3))
        return self.thing(features), self.colour(features), self.count(features)


@dataclass(frozen=True)
class Judge:
    """A trained network and the concepts that its answers stand for."""

    net: JudgeNet
    known: tuple[Known, ...]

    @staticmethod
    def load(path: Path = WEIGHTS) -> Judge:
        """Raises FileNotFoundError, with what to do about it, when there are no weights."""
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing: npm run model:evaluate -- --train-judge")
        with safe_open(path, "pt") as file:
            stored = json.loads(file.metadata()["concepts"])
            # A handle of safetensors is no dict, but has keys.
            state = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
        known = tuple(Known(fact["name"], fact["own"], tuple(fact["unclear"])) for fact in stored)
        net = JudgeNet(len(known))
        net.load_state_dict(state, strict=False)  # all but the batch norms' counters, which only training uses
        return Judge(net.eval(), known)

    def save(self, path: Path = WEIGHTS) -> None:
        """Float16, with the concepts as JSON in the file's metadata."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = self.net.state_dict().items()
        halves = {name: value.half().contiguous() for name, value in state if value.is_floating_point()}
        save_file(halves, path, {"concepts": json.dumps([asdict(concept) for concept in self.known])})

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each concept by its name."""
        return {concept.name: number for number, concept in enumerate(self.known)}

    @torch.inference_mode()
    def look(self, looks: list[Picture]) -> Opinion:
        """What it makes of n pictures (64, 64, 3) from `whole` and `crops`."""
        parts = [[logits.softmax(-1) for logits in self.net(as_pixels(np.stack(part)))] for part in _batches(looks)]
        things, colours, counts = (torch.cat(head) for head in zip(*parts, strict=True))
        return Opinion(things, colours, counts)

    def accepts_colour(self, concept: int, answer: int, colour: str) -> bool:
        """Whether an answer of the colour head is right for a thing that was asked for in `colour`."""
        return COLOUR_ANSWERS[answer] == colour or (answer == AS_IT_IS and self.known[concept].own == colour)


def as_pixels(looks: NDArray[np.uint8]) -> Tensor:
    """Pictures (n, 64, 64, 3) of 0..255 to pixels (n, 3, 64, 64) in -1..1."""
    return torch.from_numpy(looks).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def whole(picture: Picture) -> Picture:
    """A picture (128, 128, 3) at half its size, each pixel the mean of four."""
    fours = picture.reshape(LOOK, SIDE // LOOK, LOOK, SIDE // LOOK, 3)
    return fours.mean((1, 3)).round().astype(np.uint8)


def crops(picture: Picture, kind: Kind) -> list[Picture]:
    """What to look at, place by place: the whole of a picture of one thing, else a square of 64 round each place."""
    if kind == "one":
        return [whole(picture)]
    corners = [(min(max(at - LOOK // 2, 0), SIDE - LOOK) for at in place) for place in LAYOUTS[kind][1]]
    return [picture[y : y + LOOK, x : x + LOOK] for x, y in corners]


def _batches(looks: list[Picture], size: int = 64) -> list[list[Picture]]:
    return [looks[start : start + size] for start in range(0, len(looks), size)]
