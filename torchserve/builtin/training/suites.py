"""Runs the suites: makes the pictures and measures them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import StableDiffusion3Img2ImgPipeline
from PIL import Image
from tqdm import tqdm

from models import ModelConfig

from . import cases
from .cases import Case, with_article
from .judge import Judge, Picture, whole
from .measure import Share, Verdict, amount_of, judged, psnr
from .scenes import Composer, Scene, Thing
from .served import Served

NEGATIVE_SEEDS = 3
STRENGTHS = (0.3, 0.6, 0.9)
STEPS, TIMED = 20, 9


@dataclass(frozen=True)
class Answers:
    """The verdicts, suite by suite."""

    alone: list[Verdict]
    coloured: list[Verdict]
    pairs: list[Verdict]
    counted: list[Verdict]
    backgrounds: list[Verdict]
    people: list[Verdict]


@dataclass(frozen=True)
class Changes:
    """Image to image: is the weakest run `nearer` to its start than the strongest, and the strongest `recognised`?"""

    nearer: Share
    recognised: Share
    pictures: list[tuple[str, Picture]]


@dataclass(frozen=True)
class Costs:
    """Seconds for a picture of 20 steps, with the model's number of threads and with two; bytes of the weights."""

    seconds: float
    seconds_two_threads: float
    bytes: int
    is_repeatable: bool


def run_suites(served: Served, judge: Judge) -> Answers:
    """All pictures of all suites, one after the other."""
    known = judge.known
    suites = {
        "alone": cases.alone(known),
        "coloured": cases.coloured(known),
        "pairs": cases.pairs(known),
        "counted": cases.counted(known),
        "backgrounds": cases.backgrounds(known),
        "people": cases.people(judge.number),
    }
    with tqdm(total=sum(map(len, suites.values())), unit=" pictures") as bar:

        def verdict(case: Case) -> Verdict:
            seen = judged(judge, case, served.paint(case.prompt, case.seed))
            bar.update()
            return seen

        return Answers(**{name: [verdict(case) for case in asked] for name, asked in suites.items()})


def negatives(paint: Callable[..., Picture], asked: Sequence[tuple[str, str]] = cases.NEGATIVES) -> dict[str, float]:
    """The amount of a colour that a negative prompt of it leaves, as a share of that without it, over three seeds."""

    def amount(name: str, colour: str, negative: str) -> float:
        prompt = with_article(name)
        pictures = (paint(prompt, cases.SEED + seed, negative_prompt=negative) for seed in range(NEGATIVE_SEEDS))
        return sum(amount_of(colour, picture) for picture in pictures)

    return {f"{name}, no {colour}": amount(name, colour, colour) / amount(name, colour, "") for name, colour in asked}


def changes(served: Served, judge: Judge, composer: Composer) -> Changes:
    """Image to image from a drawing of one thing with the prompt for another, at three strengths."""
    pipe = StableDiffusion3Img2ImgPipeline.from_pipe(served.pipe)
    pipe.set_progress_bar_config(disable=True)
    nearer, recognised, pictures = [], [], []
    for start_name, name in cases.CHANGES:
        start = composer.draw(Scene("one", (Thing(judge.number[start_name]),)), jitter=False)
        made = [change(pipe, served.config, start, name, strength) for strength in STRENGTHS]
        nearer.append(psnr(start, made[0]) > psnr(start, made[-1]))
        recognised.append(int(judge.look([whole(made[-1])]).things.argmax()) == judge.number[name])
        words = [f"{start_name} to {name}, {strength}" for strength in STRENGTHS]
        pictures += zip(words, made, strict=True)
    return Changes(Share.of(nearer), Share.of(recognised), pictures)


def change(pipe: Any, config: ModelConfig, start: Picture, name: str, strength: float) -> Picture:
    """`start` redrawn as the thing `name` by the image-to-image `pipe`; a strength of 1 would leave nothing of it."""
    made = pipe(
        prompt=with_article(name),
        image=Image.fromarray(start),
        strength=strength,
        num_inference_steps=config.defaults.steps,
        guidance_scale=config.defaults.guidance_scale,
        max_sequence_length=config.max_sequence_length,
        generator=torch.Generator("cpu").manual_seed(cases.SEED),
    )
    return np.asarray(made.images[0])


def costs(served: Served) -> Costs:
    """Times are medians of nine. With other work on the machine they mean little."""
    own_threads = torch.get_num_threads()
    seconds = _median_seconds(served)
    torch.set_num_threads(2)
    seconds_two_threads = _median_seconds(served)
    torch.set_num_threads(own_threads)
    size = sum(path.stat().st_size for path in Path(served.config.source).rglob("*") if path.is_file())
    first, again = (served.paint("a panda", cases.SEED) for _ in range(2))
    return Costs(seconds, seconds_two_threads, size, bool(np.array_equal(first, again)))


def _median_seconds(served: Served) -> float:
    return statistics.median(served.seconds("a panda", cases.SEED + index, steps=STEPS) for index in range(TIMED))
