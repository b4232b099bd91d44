"""Image to image through the handler: on the same weights, by strength, reproducibly, leaving nothing behind."""

from __future__ import annotations

import base64
import dataclasses
import io

import numpy
import pytest
import tiny_sd3
import torch
from fakes import HandlerRun
from PIL import Image
from redis import Redis

import pipeline
from cancel import KEY_PREFIX
from request import RequestError, parse_request

APPLE = {"prompt": "red apple", "seed": 7, "steps": 20}
PANDA = {"prompt": "panda", "seed": 3, "steps": 20}


def pixels(encoded: str) -> numpy.ndarray:
    image = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    return numpy.asarray(image, dtype=numpy.float64)


def psnr(one: numpy.ndarray, other: numpy.ndarray) -> float:
    return float(10 * numpy.log10(255**2 / numpy.square(one - other).mean()))


def png(size: tuple[int, int], mode: str = "RGB", form: str = "PNG") -> str:
    buffer = io.BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(buffer, form)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


@pytest.fixture(scope="module")
def apple(builtin):
    with pytest.MonkeyPatch.context() as patch:
        return builtin.ask(patch, **APPLE)[-2]["png"]


def test_the_weights_are_there_once(builtin):
    model = builtin.handler.model
    for name, part in model.pipe.components.items():
        assert model.from_picture.components[name] is part, name


def test_the_number_type_stays(builtin_config, tmp_path):
    folder = tiny_sd3.build(tmp_path, t5=False)
    model = pipeline.load(
        dataclasses.replace(builtin_config, source=str(folder), dtype="bfloat16", device="cpu", max_sequence_length=16)
    )
    assert {p.dtype for p in model.pipe.transformer.parameters()} == {torch.bfloat16}


def test_the_weaker_the_nearer_to_the_picture_that_it_began_from(builtin, apple, monkeypatch):
    likeness = [
        psnr(pixels(apple), pixels(builtin.ask(monkeypatch, **PANDA, init_image=apple, strength=strength)[-2]["png"]))
        for strength in (0.2, 0.5, 0.9)
    ]
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[0] > likeness[-1] + 6, likeness


def test_the_vae_gives_a_picture_back_as_it_was(builtin, apple, monkeypatch):
    again = builtin.ask(monkeypatch, **APPLE, init_image=apple, strength=0.1)[-2]["png"]
    assert psnr(pixels(apple), pixels(again)) > 20


@pytest.mark.parametrize(
    ("steps", "strength", "run"), [(20, 0.2, 4), (20, 1.0, 20), (10, 0.3, 3), (7, 0.5, 4), (4, 0.1, 1), (1, 0.1, 1)]
)
def test_progress_counts_the_steps_that_are_run(builtin, apple, monkeypatch, steps, strength, run):
    asked = {**PANDA, "steps": steps, "init_image": apple, "strength": strength}
    lines = builtin.ask(monkeypatch, **asked, preview_every=1)
    assert [line["event"] for line in lines] == ["start", *["step"] * run, "done", "end"]
    assert [line["step"] for line in lines[1:-2]] == list(range(1, run + 1))
    assert all(line["steps"] == run for line in lines[:-2])
    assert all("preview" in line for line in lines[1:-2])


def test_a_late_preview_shows_the_picture(builtin, apple, monkeypatch):
    lines = builtin.ask(monkeypatch, **PANDA, init_image=apple, strength=0.5, preview_every=1)
    preview = Image.open(io.BytesIO(base64.b64decode(lines[-3]["preview"]))).convert("RGB")
    assert psnr(numpy.asarray(preview, dtype=numpy.float64), pixels(lines[-2]["png"])) > 20


def test_the_first_preview_shows_the_start_without_its_noise(builtin, apple, monkeypatch):
    lines = builtin.ask(monkeypatch, **{**APPLE, "seed": 9}, init_image=apple, strength=0.3, preview_every=1)
    first = Image.open(io.BytesIO(base64.b64decode(lines[1]["preview"]))).convert("RGB")
    assert psnr(numpy.asarray(first, dtype=numpy.float64), pixels(apple)) > 16


def test_the_same_start_seed_and_settings_give_the_same_bytes(builtin, apple, monkeypatch):
    ask = {**PANDA, "init_image": apple, "strength": 0.6}
    first, again = (builtin.ask(monkeypatch, **ask, preview_every=every)[-2]["png"] for every in (0, 1))
    other = builtin.ask(monkeypatch, **{**ask, "seed": 4})[-2]["png"]
    assert first == again
    assert first != other


def test_a_picture_from_noise_is_the_same_before_and_after_one_from_a_picture(builtin, apple, monkeypatch):
    builtin.ask(monkeypatch, **PANDA, init_image=apple, strength=0.3)
    assert builtin.ask(monkeypatch, **APPLE)[-2]["png"] == apple


def test_a_flag_stops_it_at_the_next_step(builtin, apple, redis_url, monkeypatch):
    redis = Redis.from_url(redis_url)

    def give_up(line):
        if line["event"] == "step" and line["step"] == 2:
            redis.set(KEY_PREFIX + "from-1", 1, ex=60)

    lines = builtin.ask(monkeypatch, give_up, **PANDA, init_image=apple, strength=0.5, job="from-1")
    assert [line["event"] for line in lines] == ["start", "step", "step", "cancelled", "end"]


def test_a_pipeline_with_a_vae_of_random_weights_takes_other_shapes(builtin_config, tmp_path, monkeypatch):
    folder = tiny_sd3.build(tmp_path, t5=True)
    run = HandlerRun(
        dataclasses.replace(builtin_config, source=str(folder), t5=True, shift=None, max_sequence_length=16)
    )
    ask = {"prompt": "a house", "steps": 4, "seed": 1, "width": 96, "height": 64}
    done = run.ask(monkeypatch, **ask, init_image=png((96, 64)), strength=0.5)[-2]
    assert (done["event"], done["width"], done["height"]) == ("done", 96, 64)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "I;16"])
def test_a_png_of_any_kind_is_read_as_rgb(builtin_config, mode):
    request = parse_request(
        {"prompt": "a", "width": 64, "height": 64, "strength": 1, "init_image": png((64, 64), mode)}, builtin_config
    )
    assert (request.init_image.mode, request.strength) == ("RGB", 1.0)


def truncated() -> str:
    return base64.b64encode(base64.b64decode(png((64, 64)))[:60]).decode("ascii")


def claims(width: int, height: int) -> str:
    """A PNG whose header says another size than its pixels have."""
    data = bytearray(base64.b64decode(png((64, 64))))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return base64.b64encode(bytes(data)).decode("ascii")


NO_PNG = "image_invalid: init_image: is not a PNG in base64"
REFUSED = {
    "no strength": ({"strength": ...}, "missing_field: strength: and init_image come together"),
    "no picture": ({"init_image": ...}, "missing_field: strength: and init_image come together"),
    "too weak": ({"strength": 0.05}, "out_of_range: strength: must be from 0.1 to 1"),
    "too strong": ({"strength": 1.1}, "out_of_range: strength: must be from 0.1 to 1"),
    "strength as text": ({"strength": "0.5"}, "wrong_type: strength: must be a number"),
    "strength NaN": ({"strength": float("nan")}, "out_of_range: strength: must be from 0.1 to 1"),
    "picture null": ({"init_image": None}, "wrong_type: init_image: must be base64 text"),
    "no base64": ({"init_image": "§"}, NO_PNG),
    "empty": ({"init_image": ""}, NO_PNG),
    "a JPEG": ({"init_image": png((64, 64), form="JPEG")}, NO_PNG),
    "half a PNG": ({"init_image": truncated()}, NO_PNG),
    "another size": ({"init_image": png((64, 80))}, "image_invalid: init_image: must be 64 x 64 pixels"),
    "a bomb": ({"init_image": claims(65535, 65535)}, NO_PNG),
    "too long": ({"init_image": "A" * 20_000_001}, "too_long: init_image: is longer than 20000000 characters"),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_picture_to_begin_from_is_refused(builtin_config, change, message):
    fields = {"prompt": "a", "width": 64, "height": 64, "strength": 0.5, "init_image": png((64, 64)), **change}
    with pytest.raises(RequestError) as refusal:
        parse_request({key: value for key, value in fields.items() if value is not ...}, builtin_config)
    assert str(refusal.value) == message
