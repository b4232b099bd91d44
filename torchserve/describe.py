"""What a model offers, as data for a form: the answer to `GET /models/<name>?customized=true`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models import SIZE_STEP, ModelConfig


def describe(config: ModelConfig, device: str, dtype: str) -> dict[str, Any]:
    """Names are camelCase: this goes to the browser as it is."""
    defaults, limits = config.defaults, config.limits
    sizes = config.sizes or ((defaults.width, defaults.height),)
    return {
        "name": config.name,
        "title": config.title,
        "version": config.version,
        "licence": config.licence,
        "builtin": config.builtin,
        "note": config.note,
        "defaults": {
            "steps": defaults.steps,
            "guidanceScale": defaults.guidance_scale,
            "width": defaults.width,
            "height": defaults.height,
            "shift": config.shift,
        },
        "limits": {
            "steps": {"min": limits.steps[0], "max": limits.steps[1]},
            "guidanceScale": {"min": limits.guidance_scale[0], "max": limits.guidance_scale[1]},
            "size": {"min": limits.size[0], "max": limits.size[1], "multipleOf": SIZE_STEP},
            "promptTokens": config.prompt_tokens,
        },
        "sizes": [{"width": width, "height": height} for width, height in sizes],
        "words": _words(config),
        "device": device,
        "dtype": dtype,
    }


def _words(config: ModelConfig) -> list[str]:
    if config.words is None:
        return []
    return [word for word in Path(config.words).read_text(encoding="utf-8").splitlines() if word]
