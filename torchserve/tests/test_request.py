"""What a request may hold: one row for each way to be wrong, with the answer that it gets."""

from __future__ import annotations

import json

import pytest

from request import MAX_SEED, RequestError, parse_request

REFUSED = {
    "no prompt": ({"prompt": None}, "wrong_type: prompt: must be text"),
    "prompt of another type": ({"prompt": ["a"]}, "wrong_type: prompt: must be text"),
    "empty prompt": ({"prompt": ""}, "empty: prompt: is empty"),
    "blank prompt": ({"prompt": " \n"}, "empty: prompt: is empty"),
    "prompt too long": ({"prompt": "a" * 10_001}, "too_long: prompt: is longer than 10000 characters"),
    "control character": ({"prompt": "a\x00b"}, "control_character: prompt: holds control characters"),
    "C1 control": ({"negative_prompt": "\x85"}, "control_character: negative_prompt: holds control characters"),
    "lone surrogate": ({"prompt": "\ud800"}, "control_character: prompt: holds control characters"),
    "unknown field": ({"scheduler": "euler"}, "unknown_field: 'scheduler': is not a field of a request"),
    "steps as a bool": ({"steps": True}, "wrong_type: steps: must be a whole number"),
    "steps as a float": ({"steps": 20.0}, "wrong_type: steps: must be a whole number"),
    "steps as text": ({"steps": "20"}, "wrong_type: steps: must be a whole number"),
    "steps null": ({"steps": None}, "wrong_type: steps: must be a whole number"),
    "no steps": ({"steps": 0}, "out_of_range: steps: must be from 1 to 100"),
    "too many steps": ({"steps": 101}, "out_of_range: steps: must be from 1 to 100"),
    "guidance as a bool": ({"guidance_scale": True}, "wrong_type: guidance_scale: must be a number"),
    "guidance below": ({"guidance_scale": -0.1}, "out_of_range: guidance_scale: must be from 0 to 20"),
    "guidance above": ({"guidance_scale": 20.5}, "out_of_range: guidance_scale: must be from 0 to 20"),
    "guidance NaN": ({"guidance_scale": float("nan")}, "out_of_range: guidance_scale: must be from 0 to 20"),
    "guidance infinite": ({"guidance_scale": float("inf")}, "out_of_range: guidance_scale: must be from 0 to 20"),
    "negative seed": ({"seed": -1}, f"out_of_range: seed: must be from 0 to {MAX_SEED}"),
    "seed too large": ({"seed": MAX_SEED + 1}, f"out_of_range: seed: must be from 0 to {MAX_SEED}"),
    "seed null": ({"seed": None}, "wrong_type: seed: must be a whole number"),
    "width not a multiple": ({"width": 100}, "out_of_range: width: must be a multiple of 16"),
    "height too small": ({"height": 48}, "out_of_range: height: must be from 64 to 192"),
    "width too large": ({"width": 208}, "out_of_range: width: must be from 64 to 192"),
    "job of another type": ({"job": 7}, "wrong_type: job: must be text"),
    "job with a colon": ({"job": "a:b"}, "invalid_value: job: must be at most 128 letters, digits, '_', '.' and '-'"),
    "preview_every below": ({"preview_every": -1}, "out_of_range: preview_every: must be from 0 to 1000"),
    "interval below": (
        {"preview_min_interval_ms": -1},
        "out_of_range: preview_min_interval_ms: must be from 0 to 60000",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_field_is_refused_with_its_code_name_and_reason(builtin_config, change, message):
    body = json.dumps({"prompt": "red apple", **change}).encode()
    with pytest.raises(RequestError) as refusal:
        parse_request(body, builtin_config)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "invalid_json: body: is not JSON"),
        (b"\xff\xfe{", "invalid_json: body: is not JSON"),
        (b"[" * 100_000, "invalid_json: body: is not JSON"),
        (b"[]", "invalid_json: body: must be a JSON object, sent as application/json"),
        (None, "invalid_json: body: must be a JSON object, sent as application/json"),
        (b'{"prompt": "a", "prompt": "b"}', "invalid_json: body: names a field twice"),
        (b"{}", "missing_field: prompt: is required"),
    ],
)
def test_a_body_that_is_no_request_is_refused(builtin_config, body, message):
    with pytest.raises(RequestError) as refusal:
        parse_request(body, builtin_config)
    assert str(refusal.value) == message


def test_a_refusal_never_repeats_a_prompt(builtin_config):
    with pytest.raises(RequestError) as refusal:
        parse_request({"prompt": "my secret\x07"}, builtin_config)
    assert "secret" not in str(refusal.value)


def test_the_ends_of_every_limit_are_accepted(builtin_config):
    low = parse_request(
        {"prompt": "a", "steps": 1, "guidance_scale": 0, "seed": 0, "width": 64, "height": 64}, builtin_config
    )
    high = parse_request(
        {"prompt": "é\n😀" * 3000, "steps": 100, "guidance_scale": 20, "seed": MAX_SEED, "width": 192, "height": 192},
        builtin_config,
    )
    assert (low.steps, low.guidance_scale, high.seed, high.width) == (1, 0.0, MAX_SEED, 192)


def test_a_prompt_alone_gets_the_models_defaults_and_a_new_seed(builtin_config):
    first, second = (parse_request({"prompt": "red apple"}, builtin_config) for _ in range(2))
    assert (first.steps, first.guidance_scale, first.width, first.height, first.job) == (20, 4.0, 128, 128, "")
    assert first.seed != second.seed
