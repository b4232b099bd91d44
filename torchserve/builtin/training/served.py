"""The built-in model as TorchServe serves it: through the handler's own code, one picture at a time."""

from __future__ import annotations

import base64
import dataclasses
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from diffusers import StableDiffusion3Pipeline
from PIL import Image

from handler import StableDiffusion3Handler
from models import ModelConfig
from models_file import read_models
from request import parse_request

from .judge import Picture

TORCHSERVE = Path(__file__).resolve().parent.parent.parent
NAME = "builtin"


class Served:
    """A loaded handler for the `builtin` entry of models.yaml, with that entry's weights or with others."""

    def __init__(self, weights: Path | None = None, dtype: str = "auto") -> None:
        """Raises FileNotFoundError when `weights` holds no pipeline, ModelsFileError for a bad models file."""
        self.config = dataclasses.replace(builtin_config(weights), dtype=dtype)
        self._handler = StableDiffusion3Handler()
        # What the handler reads of TorchServe's context when it starts.
        self._handler.initialize(
            SimpleNamespace(model_yaml_config={"darkroom": self.config.to_dict()}, system_properties={})
        )

    @property
    def pipe(self) -> StableDiffusion3Pipeline:
        return self._handler.model.pipe

    def paint(self, prompt: str, seed: int, **fields: Any) -> Picture:
        """The picture, uint8 (height, width, 3), for a request with these fields (request.py), else the defaults."""
        return decoded(self._paint(prompt, seed, **fields)["png"])

    def seconds(self, prompt: str, seed: int, **fields: Any) -> float:
        """How long denoising and decoding of one picture took."""
        done = self._paint(prompt, seed, **fields)
        return (done["denoise_ms"] + done["decode_ms"]) / 1000

    def _paint(self, prompt: str, seed: int, **fields: Any) -> dict[str, Any]:
        request = parse_request({"prompt": prompt, "seed": seed, **fields}, self.config)
        return self._handler._paint(request, lambda _line: None)


def builtin_config(weights: Path | None) -> ModelConfig:
    """The `builtin` entry of models.yaml, pointed at another folder if one is given."""
    config = next(model for model in read_models(TORCHSERVE / "models.yaml") if model.name == NAME)
    if weights is None:
        return config
    if not (weights / "model_index.json").is_file():
        raise FileNotFoundError(f"no pipeline (model_index.json) in {weights}")
    return dataclasses.replace(config, source=str(weights.resolve()))


def decoded(png: str) -> Picture:
    """A base64 PNG as uint8 (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))
