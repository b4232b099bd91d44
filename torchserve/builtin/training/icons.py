"""The icons that the model learns to draw: one RGBA picture for each concept of `concepts.txt`."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HERE = Path(__file__).parent
CONCEPTS = HERE / "concepts.txt"
PACKAGES = HERE / "node_modules"
ICONS = "@iconify-json/fluent-emoji-flat"
SIDE = 192
RENDERED = 224

Rgba = NDArray[np.uint8]


@dataclass(frozen=True)
class Concept:
    """A thing that the model draws.

    `names` are the words for it, the usual one first. `icon` is uint8 (192, 192, 4), centred and as large as fits.
    """

    names: tuple[str, ...]
    group: str
    icon: Rgba

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Line:
    """One line of `concepts.txt`: the label of the icon, and the words for it."""

    label: str
    names: tuple[str, ...]
    group: str


def read_concepts(path: Path = CONCEPTS) -> list[Line]:
    """The concepts in order.

    A line is `label` or `label = name, name, ...`; `# group` starts a group. Raises ValueError when two share a name.
    """
    lines: list[Line] = []
    group = ""
    owners: dict[str, str] = {}
    for text in path.read_text().splitlines():
        if text.startswith("#"):
            group = text[1:].strip()
        elif text.strip():
            label, _, listed = (part.strip() for part in text.partition("="))
            names = tuple(name.strip() for name in listed.split(",")) if listed else (plain(label),)
            for name in names:
                if name in owners:
                    raise ValueError(f'{path.name}: "{name}" means both {owners[name]} and {label}')
                owners[name] = label
            lines.append(Line(label, names, group))
    return lines


def load_concepts(path: Path = CONCEPTS) -> list[Concept]:
    """Render every concept. Raises ValueError for a label that has no icon, FileNotFoundError without the packages."""
    package = PACKAGES / ICONS
    if not package.is_dir():
        raise FileNotFoundError(f"{package} is missing: npm ci --prefix {HERE}")
    emoji = json.loads((PACKAGES / "emojibase-data/en/data.json").read_text())
    hexcodes = {entry["label"].lower(): entry["hexcode"].lower() for entry in emoji}
    icons = json.loads((package / "icons.json").read_text())
    chars = json.loads((package / "chars.json").read_text())
    concepts = []
    for line in read_concepts(path):
        name = _icon_name(line.label, hexcodes.get(line.label.lower(), ""), icons, chars)
        if name is None:
            raise ValueError(f"{path.name}: the icon package has no {line.label}")
        concepts.append(Concept(line.names, line.group, _render(icons, name)))
    return concepts


def plain(label: str) -> str:
    """A label as people type it: lower case, words apart."""
    return re.sub(r"\s+", " ", label.lower().replace("-", " ")).strip()


def _icon_name(label: str, hexcode: str, icons: dict[str, Any], chars: dict[str, str]) -> str | None:
    # The packages disagree on the variation selector at a code's end.
    for code in (hexcode, hexcode.removesuffix("-fe0f"), f"{hexcode}-fe0f"):
        if code in chars:
            return chars[code]
    slug = plain(label).replace(" ", "-")
    return slug if slug in icons["icons"] else None


def _render(icons: dict[str, Any], name: str) -> Rgba:
    import resvg_py

    icon = icons["icons"][name]
    width, height = (icon.get(side, icons.get(side, 16)) for side in ("width", "height"))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{icon["body"]}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, width=RENDERED, height=RENDERED)
    image = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
    image = image.crop(image.getchannel("A").point(lambda alpha: 255 if alpha > 8 else 0).getbbox())
    side = max(image.size)
    square = Image.new("RGBA", (side, side))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return np.asarray(square.resize((SIDE, SIDE), Image.Resampling.LANCZOS))
