"""The built-in model through the handler: its lines, its seeds, its previews, its description."""

from __future__ import annotations

import base64
import io
import itertools

import numpy
import pytest
import torch
from PIL import Image

import preview
from pipeline import cpu_computes_in_bfloat16

APPLE = {"prompt": "red apple", "seed": 7, "steps": 20}


def pixels(encoded: str, size: tuple[int, int] | None = None) -> numpy.ndarray:
    image = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    return numpy.asarray(image.resize(size) if size else image, dtype=numpy.float64)


def psnr(one: numpy.ndarray, other: numpy.ndarray) -> float:
    return float(10 * numpy.log10(255**2 / numpy.square(one - other).mean()))


def test_lines_come_as_start_steps_done_end(builtin, monkeypatch):
    lines = builtin.ask(monkeypatch, prompt="red apple", seed=2**53 - 1, steps=3)
    assert [line["event"] for line in lines] == ["start", "step", "step", "step", "done", "end"]
    assert [line["step"] for line in lines[1:4]] == [1, 2, 3]
    assert all(line["steps"] == 3 for line in lines[:4])
    assert (lines[0]["model"], lines[0]["version"]) == ("builtin", "2.0")
    assert lines[4]["seed"] == 2**53 - 1
    assert all(earlier["t"] <= later["t"] for earlier, later in itertools.pairwise(lines))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture(builtin, monkeypatch):
    first, again, other = (
        builtin.ask(monkeypatch, prompt="panda", steps=8, seed=seed, preview_every=every)[-2]["png"]
        for seed, every in ((5, 0), (5, 1), (6, 0))
    )
    assert first == again, "previews must not change the picture"
    assert psnr(pixels(first), pixels(other)) < 30


def test_a_picture_has_the_size_that_was_asked_for(builtin, monkeypatch):
    done = builtin.ask(monkeypatch, prompt="panda", steps=1, seed=1, width=192, height=64)[-2]
    assert Image.open(io.BytesIO(base64.b64decode(done["png"]))).size == (192, 64)
    assert (done["width"], done["height"]) == (192, 64)


def test_a_late_preview_shows_the_picture(builtin, monkeypatch):
    lines = builtin.ask(monkeypatch, **APPLE, preview_every=1)
    final = pixels(lines[-2]["png"])
    late = pixels(lines[18]["preview"], (128, 128))
    assert lines[18]["step"] == 18
    assert psnr(late, final) > 20


def test_an_early_preview_beats_the_noisy_latents_by_far(builtin, monkeypatch):
    noisy: dict[int, torch.Tensor] = {}
    predict = preview.predict_x0

    def remember(before, after, *sigmas):
        noisy[len(noisy) + 1] = after
        return predict(before, after, *sigmas)

    monkeypatch.setattr(preview, "predict_x0", remember)
    lines = builtin.ask(monkeypatch, **APPLE, preview_every=1)
    final = pixels(lines[-2]["png"])
    for step in (3, 5, 8):
        shown = psnr(pixels(lines[step]["preview"], (128, 128)), final)
        with_noise = builtin.handler.model.painter.picture(noisy[step][0])
        raw = psnr(numpy.asarray(with_noise, dtype=numpy.float64), final)
        assert shown > raw + 3, f"step {step}: x0 {shown:.1f} dB, x_t {raw:.1f} dB"


def test_x0_at_the_last_step_is_the_latent_itself():
    before, after = torch.randn(2, 1, 16, 4, 4)
    assert torch.equal(preview.predict_x0(before, after, 0.1, 0.0), after)


def test_previews_come_at_the_rate_that_was_asked_for(builtin, monkeypatch):
    def shown(**fields):
        lines = builtin.ask(monkeypatch, prompt="panda", seed=1, steps=7, **fields)
        return [line["step"] for line in lines if "preview" in line]

    assert shown(preview_every=0) == []
    assert shown(preview_every=3) == [3, 6]
    assert shown(preview_every=1, preview_min_interval_ms=60_000) == [1]


def test_a_preview_is_a_small_webp_of_128_pixels(builtin, monkeypatch):
    step = builtin.ask(monkeypatch, prompt="pizza", seed=1, steps=2, preview_every=2)[2]
    image = Image.open(io.BytesIO(base64.b64decode(step["preview"])))
    assert (image.format, image.size, step["preview_type"]) == ("WEBP", (128, 128), "image/webp")
    assert len(step["preview"]) < 8192


def test_describe_tells_a_form_what_the_model_offers(builtin):
    (about,) = builtin.answer(None, {"describe": "True"})
    assert about["name"] == "builtin"
    assert about["builtin"] is True
    assert about["defaults"] == {"steps": 20, "guidanceScale": 4.0, "width": 128, "height": 128, "shift": 1.5}
    assert about["limits"] == {
        "steps": {"min": 1, "max": 100},
        "guidanceScale": {"min": 0.0, "max": 20.0},
        "size": {"min": 64, "max": 192, "multipleOf": 16},
        "promptTokens": 24,
    }
    assert about["sizes"][0] == {"width": 128, "height": 128}
    assert {"panda", "apple"} <= set(about["words"])
    assert (about["device"], about["dtype"]) == ("cpu", "bfloat16" if cpu_computes_in_bfloat16() else "float32")


def test_bad_input_is_http_400_in_torchserves_shape_with_no_line_sent(builtin, monkeypatch):
    lines = builtin.ask(monkeypatch, prompt="panda", steps=0)
    assert builtin.status == 400
    assert lines == [
        {"code": 400, "type": "BadRequestException", "message": "out_of_range: steps: must be from 1 to 100"}
    ]


def test_a_prompt_longer_than_the_text_encoder_is_drawn_and_never_logged(builtin, monkeypatch, capfd, caplog):
    lines = builtin.ask(monkeypatch, prompt="zebracorn " * 900, steps=1, seed=1)
    assert lines[-2]["event"] == "done"
    out, err = capfd.readouterr()
    assert "zebracorn" not in out + err + caplog.text


@pytest.mark.parametrize(
    ("raised", "code", "retryable"),
    [
        (torch.OutOfMemoryError("no memory for my secret prompt"), "out_of_memory", True),
        (MemoryError(), "out_of_memory", True),
        (ValueError("my secret prompt"), "internal", True),
    ],
)
def test_a_failure_is_an_error_line_then_end_and_quotes_nothing(builtin, monkeypatch, caplog, raised, code, retryable):
    def fail(*_args, **_kwargs):
        raise raised

    monkeypatch.setattr(builtin.handler.model.pipe.vae, "decode", fail)
    lines = builtin.ask(monkeypatch, prompt="panda", steps=1, seed=1)
    assert [line["event"] for line in lines] == ["start", "step", "error", "end"]
    assert (lines[2]["code"], lines[2]["retryable"]) == (code, retryable)
    assert "secret" not in lines[2]["message"] + caplog.text
