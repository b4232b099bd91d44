"""Which models are served, and how: models.yaml read into checked `ModelConfig`s. No torch here: serve.py starts fast.

`read_models` raises `ModelsFileError`, one line that names key and reason: `models[0].defaults.steps: must be …`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import yaml

SIZE_STEP = 16
"""Picture sides are multiples of this: the VAE shrinks by 8 and the transformer works on 2x2 patches."""

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.IGNORECASE)
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
PICTURE_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")


class ModelsFileError(ValueError):
    """The models file is not usable; the text says which key and why."""


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


def read_models(path: Path) -> list[ModelConfig]:
    """Read and check a models file. Relative folders are relative to the file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelsFileError(f"{path}: cannot be read: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise ModelsFileError(f"{path}: is not YAML: {' '.join(str(error).split())}") from None
    try:
        return _models(content, path.resolve().parent)
    except ModelsFileError as error:
        raise ModelsFileError(f"{path}: {error}") from None


def _models(content: Any, base: Path) -> list[ModelConfig]:
    top = _Section("", content, {"models"})
    entries = top.take("models", list)
    if not entries:
        raise ModelsFileError("models: must hold at least one model")
    models = [_model(_Section(f"models[{i}]", entry, _names(ModelConfig)), base) for i, entry in enumerate(entries)]
    for index, model in enumerate(models):
        if model.name in {other.name for other in models[:index]}:
            raise ModelsFileError(f"models[{index}].name: {model.name!r} is used twice")
    return models


def _model(entry: _Section, base: Path) -> ModelConfig:
    name = entry.matching("name", NAME, "letters, digits, '.', '_' and '-' (64 at most)")
    limits = _limits(entry.section("limits", Limits))
    source = _source(entry, base)
    words = entry.take("words", str, None)
    if words is not None and not (base / words).is_file():
        raise entry.error("words", f"no file {words!r} beside the models file")
    return ModelConfig(
        name=name,
        source=source,
        title=entry.take("title", str, name),
        defaults=_defaults(entry.section("defaults", Defaults), limits),
        limits=limits,
        version=entry.matching("version", re.compile(r"\d+(\.\d+)*"), "numbers and dots, in quotes", "1.0"),
        licence=entry.take("licence", str, "unknown"),
        note=entry.take("note", str, ""),
        revision=entry.take("revision", str, None),
        builtin=entry.take("builtin", bool, False),
        words=str((base / words).resolve()) if words is not None else None,
        t5=_t5(entry, source),
        dtype=entry.choice("dtype", ("auto", "float32", "bfloat16", "float16")),
        device=entry.choice("device", ("auto", "cpu", "cuda")),
        sizes=_sizes(entry, limits),
        max_sequence_length=entry.integer("max_sequence_length", 1, 512, 256),
        prompt_tokens=entry.integer("prompt_tokens", 1, 512, 77),
        shift=entry.number("shift", 0.01, 100, None),
        skip_layer_guidance=_skip_layers(entry),
        workers=entry.integer("workers", 1, 64, 1),
        step_timeout_seconds=entry.integer("step_timeout_seconds", 1, 86_400, 120),
        startup_timeout_seconds=entry.integer("startup_timeout_seconds", 1, 86_400, 600),
    )


def _source(entry: _Section, base: Path) -> str:
    """A folder (it starts with './', '../' or '/') as an absolute path, or the id of a hub repository as it is."""
    source = entry.take("source", str)
    if source.startswith(("./", "../", "/")):
        folder = (base / source).resolve()
        if not (folder / "model_index.json").is_file():
            raise entry.error("source", f"no pipeline (model_index.json) in the folder {source!r}")
        return str(folder)
    if not HUB_ID.fullmatch(source):
        raise entry.error(
            "source", "must be a folder that starts with './', '../' or '/', or a hub id like 'owner/name'"
        )
    return source


def _t5(entry: _Section, source: str) -> bool:
    """Whether to load the third text encoder, which a folder must then have. (What a hub repository has shows at loading.)"""
    t5 = entry.take("t5", bool, False)
    index = Path(source, "model_index.json")
    if t5 and Path(source).is_absolute():
        kind = json.loads(index.read_text(encoding="utf-8")).get("text_encoder_3")
        if not kind or kind[0] is None:
            raise entry.error("t5", "is true, but the folder's pipeline has no text_encoder_3")
    return t5


def _limits(section: _Section) -> Limits:
    return Limits(
        steps=section.span("steps", 1, 1000, whole=True),
        guidance_scale=section.span("guidance_scale", 0, 100, whole=False),
        size=section.span("size", 64, 4096, whole=True, multiple_of=SIZE_STEP),
    )


def _defaults(section: _Section, limits: Limits) -> Defaults:
    return Defaults(
        steps=section.integer("steps", *limits.steps),
        guidance_scale=section.number("guidance_scale", *limits.guidance_scale),
        width=section.integer("width", *limits.size, multiple_of=SIZE_STEP),
        height=section.integer("height", *limits.size, multiple_of=SIZE_STEP),
    )


def _sizes(entry: _Section, limits: Limits) -> tuple[tuple[int, int], ...]:
    low, high = limits.size
    sizes = []
    for index, text in enumerate(entry.take("sizes", list, [])):
        match = PICTURE_SIZE.fullmatch(text) if isinstance(text, str) else None
        size = tuple(map(int, match.groups())) if match else ()
        if not size or any(side % SIZE_STEP or not low <= side <= high for side in size):
            raise entry.error(
                f"sizes[{index}]", f"must be like 1024x768, sides multiples of {SIZE_STEP} from {low} to {high}"
            )
        sizes.append(size)
    return tuple(sizes)


def _skip_layers(entry: _Section) -> SkipLayerGuidance | None:
    if entry.take("skip_layer_guidance", dict, None) is None:
        return None
    section = entry.section("skip_layer_guidance", SkipLayerGuidance)
    layers = section.take("layers", list)
    if not layers or not all(type(layer) is int and 0 <= layer < 1000 for layer in layers):
        raise section.error("layers", "must be a list of layer numbers from 0")
    scale, start = section.number("scale", 0, 100, 2.5), section.number("start", 0, 1, 0.01)
    return SkipLayerGuidance(tuple(layers), scale, start, section.number("stop", start, 1, 0.2))


def _names(kind: type) -> set[str]:
    return {item.name for item in fields(kind)}


@dataclass
class _Section:
    """One mapping of the file under its path, `models[0].limits`; getters refuse with that path in the message."""

    path: str
    content: Any
    known: set[str]

    def __post_init__(self) -> None:
        if not isinstance(self.content, dict):
            raise ModelsFileError(f"{self.path or 'the file'}: must be a mapping of keys to values")
        for key in self.content:
            if key not in self.known:
                raise self.error(str(key), f"unknown key (known: {', '.join(sorted(self.known))})")

    def error(self, key: str, why: str) -> ModelsFileError:
        return ModelsFileError(f"{self.path}.{key}: {why}".lstrip("."))

    def take(self, key: str, kind: type, *default: Any) -> Any:
        """The value of `key`, which must be of this very type; without a default the key must be there."""
        value = self.content.get(key)
        if value is None:
            if default:
                return default[0]
            raise self.error(key, "is missing")
        if type(value) is not kind:
            wanted = {str: "text", list: "a list", dict: "a mapping", bool: "true or false", int: "a whole number"}[
                kind
            ]
            raise self.error(key, f"must be {wanted}" + (", in quotes" if kind is str else ""))
        return value

    def section(self, key: str, kind: type) -> _Section:
        return _Section(f"{self.path}.{key}".lstrip("."), self.take(key, dict), _names(kind))

    def matching(self, key: str, pattern: re.Pattern[str], wanted: str, *default: str) -> str:
        value = self.take(key, str, *default)
        if not pattern.fullmatch(value):
            raise self.error(key, f"must be {wanted}")
        return value

    def choice(self, key: str, options: tuple[str, ...]) -> str:
        value = self.take(key, str, options[0])
        if value not in options:
            raise self.error(key, f"must be one of {', '.join(options)}")
        return value

    def integer(self, key: str, low: float, high: float, *default: int, multiple_of: int = 1) -> int:
        value = self.take(key, int, *default)
        if not low <= value <= high or value % multiple_of:
            raise self.error(
                key, f"must be from {low} to {high}" + (f", a multiple of {multiple_of}" if multiple_of > 1 else "")
            )
        return value

    def number(self, key: str, low: float, high: float, *default: float | None) -> Any:
        value = self.content.get(key)
        if value is None and default:
            return default[0]
        if type(value) not in (int, float) or not math.isfinite(value) or not low <= value <= high:
            raise self.error(key, "is missing" if value is None else f"must be a number from {low} to {high}")
        return float(value)

    def span(self, key: str, low: float, high: float, *, whole: bool, multiple_of: int = 1) -> tuple[Any, Any]:
        ends = self.take(key, list)
        kinds = (int,) if whole else (int, float)
        good = len(ends) == 2 and all(type(end) in kinds and end % multiple_of == 0 for end in ends)
        if not good or not low <= ends[0] <= ends[1] <= high:
            multiples = f", multiples of {multiple_of}" if multiple_of > 1 else ""
            raise self.error(key, f"must be [lowest, highest] within {low} to {high}{multiples}")
        return (ends[0], ends[1]) if whole else (float(ends[0]), float(ends[1]))
