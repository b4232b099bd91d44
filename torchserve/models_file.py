"""Reads models.yaml into checked `ModelConfig`s. No torch here, so that serve.py starts fast.

`read_models` raises `ModelsFileError`, one line that names key and reason: `models[0].defaults.steps: must be …`.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from models import SIZE_STEP, Defaults, Limits, ModelConfig, SkipLayerGuidance
from section import ModelsFileError, Section

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.IGNORECASE)
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
PICTURE_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")


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
    top = Section("", content, {"models"})
    entries = top.take("models", list)
    if not entries:
        raise ModelsFileError("models: must hold at least one model")
    models = [
        _model(Section(f"models[{i}]", entry, {item.name for item in fields(ModelConfig)}), base)
        for i, entry in enumerate(entries)
    ]
    for index, model in enumerate(models):
        if model.name in {other.name for other in models[:index]}:
            raise ModelsFileError(f"models[{index}].name: {model.name!r} is used twice")
    return models


def _model(entry: Section, base: Path) -> ModelConfig:
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
        threads=entry.integer("threads", 0, 1024, 0),
        step_timeout_seconds=entry.integer("step_timeout_seconds", 1, 86_400, 120),
        startup_timeout_seconds=entry.integer("startup_timeout_seconds", 1, 86_400, 600),
    )


def _source(entry: Section, base: Path) -> str:
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


def _t5(entry: Section, source: str) -> bool:
    """Whether to load the third text encoder, which a folder must then have. (A hub's shows at loading.)"""
    t5 = entry.take("t5", bool, False)
    index = Path(source, "model_index.json")
    if t5 and Path(source).is_absolute():
        kind = json.loads(index.read_text(encoding="utf-8")).get("text_encoder_3")
        if not kind or kind[0] is None:
            raise entry.error("t5", "is true, but the folder's pipeline has no text_encoder_3")
    return t5


def _limits(section: Section) -> Limits:
    return Limits(
        steps=section.span("steps", 1, 1000, whole=True),
        guidance_scale=section.span("guidance_scale", 0, 100, whole=False),
        size=section.span("size", 64, 4096, whole=True, multiple_of=SIZE_STEP),
    )


def _defaults(section: Section, limits: Limits) -> Defaults:
    return Defaults(
        steps=section.integer("steps", *limits.steps),
        guidance_scale=section.number("guidance_scale", *limits.guidance_scale),
        width=section.integer("width", *limits.size, multiple_of=SIZE_STEP),
        height=section.integer("height", *limits.size, multiple_of=SIZE_STEP),
    )


def _sizes(entry: Section, limits: Limits) -> tuple[tuple[int, int], ...]:
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


def _skip_layers(entry: Section) -> SkipLayerGuidance | None:
    if entry.take("skip_layer_guidance", dict, None) is None:
        return None
    section = entry.section("skip_layer_guidance", SkipLayerGuidance)
    layers = section.take("layers", list)
    if not layers or not all(type(layer) is int and 0 <= layer < 1000 for layer in layers):
        raise section.error("layers", "must be a list of layer numbers from 0")
    scale, start = section.number("scale", 0, 100, 2.5), section.number("start", 0, 1, 0.01)
    return SkipLayerGuidance(tuple(layers), scale, start, section.number("stop", start, 1, 0.2))
