"""Measures pictures: what the judge makes of each, how much of a colour they hold, and how sure a share is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .cases import Case
from .judge import COLOUR_ANSWERS, Judge, Picture, crops, whole
from .palette import COLOURS, NAMES, NEAR, nearest

CORNER = 8
TOP = 5
NUMBER = {"one": 1, "pair": 2, "two": 2, "three": 3}
# The deviate of a two-sided interval of 95%.
DEVIATE = 1.96


@dataclass(frozen=True)
class Verdict:
    """What the judge made of one picture.

    In each place: `answers`, `ranks` of the right thing (0: recognised) and its `probabilities`. `colour` is that of
    the first thing.
    """

    case: Case
    picture: Picture
    answers: tuple[str, ...]
    ranks: tuple[int, ...]
    probabilities: tuple[float, ...]
    colour: str
    colour_is_right: bool
    number: int
    background: str

    @property
    def things_are_right(self) -> bool:
        return all(rank == 0 for rank in self.ranks)

    @property
    def is_in_top5(self) -> bool:
        return all(rank < TOP for rank in self.ranks)

    @property
    def number_is_right(self) -> bool:
        return self.number == NUMBER[self.case.scene.kind]

    @property
    def background_is_right(self) -> bool:
        return self.background == self.case.scene.background


@dataclass(frozen=True)
class Share:
    """How many of how many were right."""

    right: int
    n: int

    @staticmethod
    def of(answers: list[bool]) -> Share:
        return Share(sum(answers), len(answers))

    @property
    def value(self) -> float:
        return self.right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval (Wilson 1927, "Probable inference, the law of succession, and statistical inference")."""
        squared = DEVIATE**2 / self.n
        middle = (self.value + squared / 2) / (1 + squared)
        half = DEVIATE * math.sqrt(self.value * (1 - self.value) / self.n + squared / (4 * self.n)) / (1 + squared)
        return max(0.0, middle - half), min(1.0, middle + half)


def judged(judge: Judge, case: Case, picture: Picture) -> Verdict:
    """The judge's verdict on a picture (128, 128, 3)."""
    scene = case.scene
    places = crops(picture, scene.kind)
    opinion = judge.look(places)
    wanted = [scene.things[place % len(scene.things)] for place in range(len(places))]
    rows = [(row, thing.concept) for row, thing in zip(opinion.things, wanted, strict=True)]
    colour = int(opinion.colours[0].argmax())
    first = wanted[0]
    return Verdict(
        case=case,
        picture=picture,
        answers=tuple(judge.known[int(row.argmax())].name for row, _ in rows),
        ranks=tuple(int((row > row[concept]).sum()) for row, concept in rows),
        probabilities=tuple(float(row[concept]) for row, concept in rows),
        colour=COLOUR_ANSWERS[colour],
        colour_is_right=first.colour is not None and judge.accepts_colour(first.concept, colour, first.colour),
        number=1 + int(judge.look([whole(picture)]).counts[0].argmax()),
        background=corner_colour(picture),
    )


def corner_colour(picture: Picture) -> str:
    """The name of the colour that is nearest to the median of the four corners of 8x8 pixels."""
    ends = np.r_[:CORNER, -CORNER:0]
    corners = picture[ends][:, ends].reshape(-1, 3).astype(np.float32)
    return NAMES[int(nearest(np.median(corners, 0)))]


def amount_of(colour: str, picture: Picture) -> float:
    """How much of a colour a picture holds, 0 to 1: a pixel counts less the farther from the colour it is in RGB."""
    squares = ((picture.astype(np.float32) - np.array(COLOURS[colour], np.float32)) ** 2).sum(-1)
    return float(np.exp(-squares / (2 * NEAR**2)).mean())


def psnr(one: Picture, other: Picture) -> float:
    """Decibels between two pictures; infinite when they are the same."""
    error = float(((one.astype(np.float64) - other.astype(np.float64)) ** 2).mean())
    return 10 * math.log10(255**2 / error) if error else math.inf
