"""What is said about one model: where it comes from, what it offers, how it runs. models_file.py reads it from YAML."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SIZE_STEP = 16
"""Picture sides are multiples of this: the VAE shrinks by 8 and the transformer works on 2x2 patches."""


@dataclass(frozen=True)
class Defaults:
    """What a request gets where it says nothing."""

    steps: int
    guidance_scale: float
    width: int
    height: int


@dataclass(frozen=True)
class Limits:
    """What a request may ask for, both ends included."""

    steps: tuple[int, int]
    guidance_scale: tuple[float, float]
    size: tuple[int, int]


@dataclass(frozen=True)
class SkipLayerGuidance:
    """Guidance away from the picture that the model makes without some layers, in a part (start..stop) of the run."""

    layers: tuple[int, ...]
    scale: float = 2.5
    start: float = 0.01
    stop: float = 0.2


@dataclass(frozen=True)
class ModelConfig:
    """One model: where it comes from, what it offers, how it runs."""

    name: str
    source: str
    title: str
    defaults: Defaults
    limits: Limits
    version: str = "1.0"
    licence: str = "unknown"
    note: str = ""
    revision: str | None = None
    builtin: bool = False
    words: str | None = None
    t5: bool = False
    dtype: str = "auto"
    device: str = "auto"
    sizes: tuple[tuple[int, int], ...] = ()
    max_sequence_length: int = 256
    prompt_tokens: int = 77
    shift: float | None = None
    skip_layer_guidance: SkipLayerGuidance | None = None
    workers: int = 1
    threads: int = 0
    """CPU threads of a worker; 0: all CPUs, shared among the workers."""
    step_timeout_seconds: int = 120
    startup_timeout_seconds: int = 600

    @property
    def is_folder(self) -> bool:
        return Path(self.source).is_absolute()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON data, the way a worker reads it back with `from_dict`."""
        return asdict(self)

    @staticmethod
    def from_dict(data: dict[str, Any]) -> ModelConfig:
        """The inverse of `to_dict`. Trusts its input, which serve.py wrote from a checked file."""
        skip = data["skip_layer_guidance"]
        return ModelConfig(
            **{
                **data,
                "defaults": Defaults(**data["defaults"]),
                "limits": Limits(**{key: tuple(ends) for key, ends in data["limits"].items()}),
                "sizes": tuple(tuple(size) for size in data["sizes"]),
                "skip_layer_guidance": SkipLayerGuidance(**{**skip, "layers": tuple(skip["layers"])}) if skip else None,
            }
        )
