"""Contact sheets: many small pictures on one page, each with its prompt, and in red what was wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .judge import Picture
from .measure import Verdict

COLUMNS, ROWS = 8, 5
CELL, LABEL, MARGIN = 112, 28, 6
FONT_SIZE = 10
WRITING, WRONG = (60, 60, 60), (200, 0, 0)


@dataclass(frozen=True)
class Entry:
    """A picture with the words under it; `wrong` is empty for a picture that is right."""

    picture: Picture
    prompt: str
    wrong: str = ""


Judged = Callable[[Verdict], bool]
Told = Callable[[Verdict], str]


def entries(verdicts: list[Verdict], is_right: Judged, answer: Told) -> list[Entry]:
    """What the judge saw, with its answer where that is not what was asked for."""

    def wrong(seen: Verdict) -> str:
        return "" if is_right(seen) else f"seen: {answer(seen)}"

    return [Entry(seen.picture, seen.case.prompt, wrong(seen)) for seen in verdicts]


def write_sheets(folder: Path, name: str, all_entries: list[Entry]) -> list[Path]:
    """`name-1.png` and so on, 40 pictures each, in 256 colours to keep them small."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, start in enumerate(range(0, len(all_entries), COLUMNS * ROWS), 1):
        paths.append(folder / f"{name}-{number}.png")
        sheet = _sheet(all_entries[start : start + COLUMNS * ROWS])
        sheet.quantize(256, dither=Image.Dither.NONE).save(paths[-1], optimize=True)
    return paths


def _sheet(part: list[Entry]) -> Image.Image:
    rows = -(-len(part) // COLUMNS)
    width, height = CELL + MARGIN, CELL + LABEL + MARGIN
    sheet = Image.new("RGB", (COLUMNS * width, rows * height), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(FONT_SIZE)
    for index, entry in enumerate(part):
        x, y = index % COLUMNS * width, index // COLUMNS * height
        sheet.paste(Image.fromarray(entry.picture).resize((CELL, CELL)), (x, y))
        draw.text((x + 2, y + CELL + 1), _shortened(entry.prompt, font), WRITING, font)
        draw.text((x + 2, y + CELL + LABEL // 2), _shortened(entry.wrong, font), WRONG, font)
    return sheet


def _shortened(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    while font.getlength(text) > CELL:
        text = text[:-2].rstrip(".") + "."
    return text
