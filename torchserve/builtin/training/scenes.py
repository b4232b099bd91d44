"""What a training picture shows, and the picture itself: one thing, a pair, two or three of a kind, on a background."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .icons import Concept
from .palette import COLOURS, NAMES, own_colour, tinted

SIDE = 128
Kind = Literal["one", "pair", "two", "three"]
# Places (x, y) and the side of a thing, in pixels of the picture.
LAYOUTS: dict[Kind, tuple[int, tuple[tuple[int, int], ...]]] = {
    "one": (100, ((64, 64),)),
    "pair": (58, ((33, 64), (95, 64))),
    "two": (58, ((33, 64), (95, 64))),
    "three": (54, ((33, 92), (95, 92), (64, 36))),
}
SHARES = {"one": 0.68, "pair": 0.22, "two": 0.055, "three": 0.045}
COLOURED = {"one": 0.36, "pair": 0.12, "two": 0.25, "three": 0.25}
ON_A_BACKGROUND = 0.42
HELD_OUT_IN = 5


@dataclass(frozen=True)
class Thing:
    """A concept by its number, in a colour other than it has by itself (None: as it is)."""

    concept: int
    colour: str | None = None


@dataclass(frozen=True)
class Scene:
    """`things`: two for a pair, the left one first, else one. `background` None: nothing is said of it (white)."""

    kind: Kind
    things: tuple[Thing, ...]
    background: str | None = None


def held_out(*parts: str) -> bool:
    """A fixed fifth of the combinations (name, colour) and (name, name), in any order. Training never shows them."""
    return zlib.crc32("|".join(sorted(parts)).encode()) % HELD_OUT_IN == 0


class Composer:
    """Makes scenes and draws them. The same seed gives the same ones."""

    def __init__(self, concepts: list[Concept], seed: int) -> None:
        self.concepts = concepts
        self.random = random.Random(seed)
        self.own = [own_colour(concept.icon) for concept in concepts]
        self._tinted = lru_cache(maxsize=4096)(lambda concept, colour: tinted(concepts[concept].icon, colour))

    def scene(self) -> Scene:
        """A scene that training may show."""
        kind: Kind = self.random.choices(list(SHARES), list(SHARES.values()))[0]  # type: ignore[assignment]
        coloured = self.random.random() < COLOURED[kind]
        names: list[str] = []
        things: list[Thing] = []
        while len(things) < (2 if kind == "pair" else 1):
            concept = self.random.randrange(len(self.concepts))
            name = self.concepts[concept].name
            if name in names or any(held_out(name, other) for other in names):
                continue
            names.append(name)
            things.append(Thing(concept, self._colour_for(name) if coloured else None))
        background = self.random.choice(NAMES) if self.random.random() < ON_A_BACKGROUND else None
        while background is not None and any(background in (t.colour, self.own[t.concept]) for t in things):
            background = self.random.choice(NAMES)
        return Scene(kind, tuple(things), background)

    def _colour_for(self, name: str) -> str:
        return self.random.choice([colour for colour in NAMES if not held_out(name, colour)])

    def draw(self, scene: Scene, jitter: bool = True) -> NDArray[np.uint8]:
        """The picture, uint8 (128, 128, 3). With `jitter`, sizes, places and the background's shade vary a little."""
        shake = self.random.randint if jitter else lambda low, high: 0
        image = Image.new("RGB", (SIDE, SIDE), self._shade(background_of(scene), jitter))
        side, places = LAYOUTS[scene.kind]
        shaken = 6 if scene.kind == "one" else 3
        for place, (x, y) in enumerate(places):
            thing = scene.things[place % len(scene.things)]
            size = side + shake(-shaken, shaken)
            icon = self._icon(thing, size)
            x, y = x + shake(-shaken, shaken), y + shake(-shaken, shaken)
            image.paste(icon, (x - size // 2, y - size // 2), icon)
        return np.asarray(image)

    def _shade(self, colour: str, jitter: bool) -> tuple[int, int, int]:
        rgb = COLOURS[colour]
        if not jitter or colour == "white":
            return rgb
        red, green, blue = (min(255, max(0, channel + self.random.randint(-6, 6))) for channel in rgb)
        return red, green, blue

    def _icon(self, thing: Thing, size: int) -> Image.Image:
        # What has a colour by itself keeps its own shades: a red apple is the apple, not one in shades of red.
        is_own = thing.colour is None or thing.colour == self.own[thing.concept]
        icon = self.concepts[thing.concept].icon if is_own else self._tinted(thing.concept, thing.colour)
        return Image.fromarray(icon).resize((size, size), Image.Resampling.BILINEAR, reducing_gap=2.0)


def background_of(scene: Scene) -> str:
    """White, if nothing is said; gray behind a thing that is to be white, which would be lost on it."""
    if scene.background is not None:
        return scene.background
    return "gray" if any(thing.colour == "white" for thing in scene.things) else "white"
