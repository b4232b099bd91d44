"""What a prediction request may hold. Strict: an unknown field, another type or a value out of the limits is refused.

`parse_request` raises `RequestError`; its text is `<code>: <field>: <why>` and never repeats a prompt.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
import re
import secrets
import unicodedata
from dataclasses import dataclass, fields
from typing import Any

from PIL import Image

from models import SIZE_STEP, ModelConfig

MAX_SEED = 2**53 - 1
"""The largest whole number that JSON carries exactly between all languages."""
MAX_PROMPT_LENGTH = 10_000
MAX_INIT_IMAGE_LENGTH = 20_000_000
"""Characters of base64."""
STRENGTH = (0.1, 1.0)
JOB = re.compile(r"[A-Za-z0-9_.-]{0,128}")
ALLOWED_CONTROLS = "\t\n\r"


class RequestError(ValueError):
    """A request that the model will not run; the client's fault, so HTTP 400."""

    def __init__(self, code: str, name: str, why: str) -> None:
        super().__init__(f"{code}: {name}: {why}")


@dataclass(frozen=True)
class GenerationRequest:
    """One picture to make. `job` names its cancel key (empty: cannot be cancelled); sizes in pixels.

    With `init_image`, an RGB picture of just that size, it begins from it, the less changed the lower its `strength`.
    """

    prompt: str
    negative_prompt: str
    steps: int
    guidance_scale: float
    seed: int
    width: int
    height: int
    job: str
    preview_every: int
    preview_min_interval_ms: int
    init_image: Image.Image | None = None
    strength: float | None = None

    @property
    def steps_to_run(self) -> int:
        """Of `steps`, those that diffusers runs: from a picture only the last part, by its strength, at least one."""
        if self.strength is None:
            return self.steps
        return self.steps - int(max(self.steps - min(self.steps * self.strength, self.steps), 0))


def parse_request(body: Any, model: ModelConfig) -> GenerationRequest:
    """Check a body (JSON bytes, or data that is parsed already) against the model's limits and fill in its defaults."""
    data = _decode(body)
    for key in data:
        if key not in _FIELDS:
            raise RequestError("unknown_field", repr(key[:40]), "is not a field of a request")
    defaults, limits = model.defaults, model.limits
    width = _integer(data, "width", defaults.width, *limits.size, multiple_of=SIZE_STEP)
    height = _integer(data, "height", defaults.height, *limits.size, multiple_of=SIZE_STEP)
    if ("init_image" in data) != ("strength" in data):
        raise RequestError("missing_field", "strength", "and init_image come together")
    return GenerationRequest(
        prompt=_text(data, "prompt", None),
        negative_prompt=_text(data, "negative_prompt", ""),
        steps=_integer(data, "steps", defaults.steps, *limits.steps),
        guidance_scale=_number(data, "guidance_scale", defaults.guidance_scale, *limits.guidance_scale),
        seed=_integer(data, "seed", None, 0, MAX_SEED) if "seed" in data else secrets.randbelow(MAX_SEED + 1),
        width=width,
        height=height,
        job=_job(data),
        preview_every=_integer(data, "preview_every", 0, 0, 1000),
        preview_min_interval_ms=_integer(data, "preview_min_interval_ms", 0, 0, 60_000),
        init_image=_picture(data, "init_image", (width, height)) if "init_image" in data else None,
        strength=_number(data, "strength", 0, *STRENGTH) if "strength" in data else None,
    )


_FIELDS = {item.name for item in fields(GenerationRequest)}


def _decode(body: Any) -> dict[str, Any]:
    if isinstance(body, (bytes, bytearray, str)):
        try:
            body = json.loads(body, object_pairs_hook=_no_doubles)
        except RequestError:
            raise
        except (ValueError, RecursionError):
            raise RequestError("invalid_json", "body", "is not JSON") from None
    if not isinstance(body, dict):
        raise RequestError("invalid_json", "body", "must be a JSON object, sent as application/json")
    return body


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise RequestError("invalid_json", "body", "names a field twice")
    return data


def _text(data: dict[str, Any], name: str, default: str | None) -> str:
    value = data.get(name, default)
    if value is None and name not in data:
        raise RequestError("missing_field", name, "is required")
    if not isinstance(value, str):
        raise RequestError("wrong_type", name, "must be text")
    if len(value) > MAX_PROMPT_LENGTH:
        raise RequestError("too_long", name, f"is longer than {MAX_PROMPT_LENGTH} characters")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in ALLOWED_CONTROLS for c in value):
        raise RequestError("control_character", name, "holds control characters")
    if default is None and not value.strip():
        raise RequestError("empty", name, "is empty")
    return value


def _job(data: dict[str, Any]) -> str:
    value = data.get("job", "")
    if not isinstance(value, str):
        raise RequestError("wrong_type", "job", "must be text")
    if not JOB.fullmatch(value):
        raise RequestError("invalid_value", "job", "must be at most 128 letters, digits, '_', '.' and '-'")
    return value


def _picture(data: dict[str, Any], name: str, size: tuple[int, int]) -> Image.Image:
    """A whole PNG of just this size. The size is read before a pixel is, so that none is larger than it may be."""
    value = data[name]
    if not isinstance(value, str):
        raise RequestError("wrong_type", name, "must be base64 text")
    if len(value) > MAX_INIT_IMAGE_LENGTH:
        raise RequestError("too_long", name, f"is longer than {MAX_INIT_IMAGE_LENGTH} characters")
    try:
        image = Image.open(io.BytesIO(base64.b64decode(value, validate=True)), formats=["PNG"])
        if image.size != size:
            raise RequestError("image_invalid", name, f"must be {size[0]} x {size[1]} pixels")
        return image.convert("RGB")
    except RequestError:
        raise
    # Pillow has errors of many kinds for bytes that are no picture, or half of one.
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise RequestError("image_invalid", name, "is not a PNG in base64") from None


def _integer(data: dict[str, Any], name: str, default: int | None, low: int, high: int, *, multiple_of: int = 1) -> int:
    value = data.get(name, default)
    if type(value) is not int:  # bool is an int to isinstance
        raise RequestError("wrong_type", name, "must be a whole number")
    if not low <= value <= high:
        raise RequestError("out_of_range", name, f"must be from {low} to {high}")
    if value % multiple_of:
        raise RequestError("out_of_range", name, f"must be a multiple of {multiple_of}")
    return value


def _number(data: dict[str, Any], name: str, default: float, low: float, high: float) -> float:
    value = data.get(name, default)
    if type(value) not in (int, float):
        raise RequestError("wrong_type", name, "must be a number")
    if not low <= value <= high or not math.isfinite(value):
        raise RequestError("out_of_range", name, f"must be from {low:g} to {high:g}")
    return float(value)
