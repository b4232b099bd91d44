"""One mapping of a YAML file, read strictly: every getter refuses with the path of the key and the reason."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import Any


class ModelsFileError(ValueError):
    """The models file is not usable; the text says which key and why."""


@dataclass
class Section:
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

    def section(self, key: str, kind: type) -> Section:
        return Section(f"{self.path}.{key}".lstrip("."), self.take(key, dict), {item.name for item in fields(kind)})

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
