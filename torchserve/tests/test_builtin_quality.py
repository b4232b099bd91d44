"""What the built-in model draws, by way of the handler, and what the judge sees: `npm run model:evaluate` in short."""

from __future__ import annotations

import itertools

import numpy
import pytest
from diffusers import StableDiffusion3Img2ImgPipeline

from builtin.training import cases
from builtin.training.judge import Judge, whole
from builtin.training.measure import Share, amount_of, judged, psnr
from builtin.training.references import LEAST_DECIBELS, likeness
from builtin.training.served import decoded
from builtin.training.suites import change

# A little less than the weights reach. Of each suite, these many cases are drawn.
ALONE, ALONE_RIGHT, ALONE_SURE = 24, 22, 0.85
COLOURS, COLOURED_THINGS_RIGHT, COLOURS_RIGHT = 12, 9, 11
BACKGROUNDS, BACKGROUNDS_RIGHT = 8, 8
PAIRS, PAIRS_RIGHT = 6, 4
COUNTED, COUNTED_RIGHT = 6, 5
NEGATIVES = (("cat", "orange"), ("heart", "red"), ("frog", "green"))
CHANGE_FROM, CHANGE_TO = "apple", "panda"


@pytest.fixture(scope="module")
def judge():
    return Judge.load()


@pytest.fixture
def paint(builtin, monkeypatch):
    """Makes one picture, uint8 (128, 128, 3), through the handler."""
    return lambda prompt, seed, **fields: decoded(
        builtin.ask(monkeypatch, prompt=prompt, seed=seed, **fields)[-2]["png"]
    )


@pytest.fixture
def look(judge, paint):
    """The verdicts on `count` cases, spread evenly over a suite; `fields` go into every request."""

    def look(suite, count, **fields):
        # An odd distance, so that cases which take turns all get theirs.
        distance = (len(suite) // count - 1) | 1
        spread = itertools.islice(suite, 0, None, distance)
        return [
            judged(judge, case, paint(case.prompt, case.seed, **fields)) for case in itertools.islice(spread, count)
        ]

    return look


def right(verdicts):
    return Share.of([seen.things_are_right for seen in verdicts]).right


def sureness(verdicts):
    """The mean probability that the judge gives the thing that was asked for."""
    return numpy.mean([seen.probabilities[0] for seen in verdicts])


def test_things_are_recognised(judge, look):
    verdicts = look(cases.alone(judge.known), ALONE)
    assert right(verdicts) >= ALONE_RIGHT, [(seen.case.prompt, seen.answers) for seen in verdicts]
    assert sureness(verdicts) >= ALONE_SURE


def test_things_take_colours_that_training_never_showed_on_them(judge, look):
    verdicts = look(cases.coloured(judge.known), COLOURS)
    told = [(seen.case.prompt, seen.colour, seen.answers) for seen in verdicts]
    assert right(verdicts) >= COLOURED_THINGS_RIGHT, told
    assert sum(seen.colour_is_right for seen in verdicts) >= COLOURS_RIGHT, told


def test_backgrounds_have_their_colour(judge, look):
    verdicts = look(cases.backgrounds(judge.known), BACKGROUNDS)
    told = [(seen.case.prompt, seen.background) for seen in verdicts]
    assert sum(seen.background_is_right for seen in verdicts) >= BACKGROUNDS_RIGHT, told


def test_pairs_that_training_never_showed_have_both_things_in_their_places(judge, look):
    verdicts = look(cases.pairs(judge.known), PAIRS)
    assert right(verdicts) >= PAIRS_RIGHT, [(seen.case.prompt, seen.answers) for seen in verdicts]


def test_two_and_three_are_two_and_three(judge, look):
    verdicts = look(cases.counted(judge.known), COUNTED)
    told = [(seen.case.prompt, seen.number) for seen in verdicts]
    assert {seen.case.scene.kind for seen in verdicts} == {"two", "three"}
    assert sum(seen.number_is_right for seen in verdicts) >= COUNTED_RIGHT, told


def test_pictures_are_those_that_the_weights_make_when_sampled_right(paint):
    told = likeness(paint)
    assert min(told.values()) >= LEAST_DECIBELS, told


@pytest.mark.parametrize("fields", [{"steps": 12}, {"guidance_scale": 3}, {"guidance_scale": 5}], ids=str)
def test_pictures_differ_when_they_are_asked_for_otherwise(paint, fields):
    told = likeness(lambda prompt, seed: paint(prompt, seed, **fields))
    assert min(told.values()) < LEAST_DECIBELS, told


@pytest.mark.parametrize("change", [{"shift": 1.0}, {"shift": 3.0}, {"use_karras_sigmas": True}], ids=str)
def test_pictures_differ_when_the_noise_levels_are_others(builtin, paint, monkeypatch, change):
    scheduler = builtin.handler.model.pipe.scheduler
    monkeypatch.setattr(
        builtin.handler.model.pipe, "scheduler", type(scheduler).from_config(scheduler.config, **change)
    )
    told = likeness(paint)
    assert min(told.values()) < LEAST_DECIBELS, told


@pytest.mark.parametrize("fields", [{"steps": 2}], ids=["2 steps"])
def test_worse_sampling_falls_below_the_thresholds(judge, look, fields):
    verdicts = look(cases.alone(judge.known), ALONE, **fields)
    assert right(verdicts) < ALONE_RIGHT or sureness(verdicts) < ALONE_SURE


@pytest.mark.parametrize(("name", "colour"), NEGATIVES)
def test_a_negative_prompt_takes_its_colour_away(paint, name, colour):
    def amount(negative):
        pictures = (paint(cases.with_article(name), seed, negative_prompt=negative) for seed in (1, 2))
        return sum(amount_of(colour, picture) for picture in pictures)

    assert amount(colour) < amount("")


def test_image_to_image_goes_from_the_start_to_the_prompt(builtin, judge, paint):
    start = paint(cases.with_article(CHANGE_FROM), 1)
    model = builtin.handler.model
    pipe = StableDiffusion3Img2ImgPipeline.from_pipe(model.pipe)
    pipe.set_progress_bar_config(disable=True)
    little, much = (change(pipe, model.config, start, CHANGE_TO, strength) for strength in (0.3, 0.9))
    assert psnr(start, little) > psnr(start, much)
    first, last = (judge.known[int(row.argmax())].name for row in judge.look([whole(start), whole(much)]).things)
    assert (first, last) == (CHANGE_FROM, CHANGE_TO)
