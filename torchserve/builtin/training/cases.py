"""What the model is asked for when it is measured: fixed prompts, its seed, and what the picture should show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from .captions import plural
from .judge import Known
from .palette import NAMES
from .scenes import Scene, Thing, held_out

COLOURS_EACH, PAIRS, COUNTS_EACH, BACKGROUNDS_EACH = 20, 150, 60, 10
SEED = 2026

# Prompts as people write them, and the thing that they mean.
PEOPLE = (
    ("a cute blue cat on an orange background", "cat"),
    ("kitten", "cat"),
    ("a photo of a steampunk robot, highly detailed", "robot"),
    ("my little puppy sleeping", "dog"),
    ("draw me a big red dragon please", "dragon"),
    ("three happy bunnies", "rabbit"),
    ("ROCKET in space, digital art", "rocket"),
    ("delicious cheeseburger, 4k, masterpiece", "hamburger"),
    ("an alligator", "crocodile"),
    ("cup of coffee on a wooden table", "coffee"),
    ("the planet earth, cinematic", "globe"),
    ("green bicycle emoji", "bicycle"),
    ("sneaker", "shoe"),
    ("a tiny purple house in the forest", "house"),
    ("two cats", "cat"),
    ("A watercolor painting of a sunflower", "sunflower"),
    ("jack o lantern at night", "pumpkin"),
    ("icon of a padlock, minimalist, flat design", "padlock"),
    ("cool pink car with a yellow backdrop", "car"),
    ("steam train", "train"),
    ("a very old pirate ship by the sea", "ship"),
    ("fluffy sheep on a grey background", "sheep"),
    ("i want an ice cream", "ice cream cone"),
    ("t rex wearing shoes", "dinosaur"),
    ("smiley", "smiling face"),
    ("a glass of red wine", "wine"),
    ("birthday cake for bob", "birthday cake"),
    ("flying saucer / ufo over the city", "ufo"),
)

# A thing, and the colour of it that a negative prompt takes away.
NEGATIVES = (
    ("cat", "orange"), ("heart", "red"), ("frog", "green"), ("lemon", "yellow"), ("carrot", "orange"), ("pig", "pink"),
    ("strawberry", "red"), ("dolphin", "blue"), ("bear", "brown"), ("cactus", "green"), ("banana", "yellow"),
    ("crab", "red"),
)  # fmt: skip

# What an image-to-image run starts from, and what it is asked for.
CHANGES = (
    ("apple", "panda"), ("house", "rocket"), ("cat", "frog"), ("sun", "pizza"),
    ("car", "whale"), ("owl", "guitar"), ("tree", "robot"), ("rainbow", "rose"),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A prompt, its seed, and the scene that it describes."""

    prompt: str
    seed: int
    scene: Scene


def alone(known: tuple[Known, ...]) -> list[Case]:
    """Every concept by its usual name."""
    names = [concept.name for concept in known]
    return [_case(with_article(name), Scene("one", (Thing(i),)), i) for i, name in enumerate(names)]


def coloured(known: tuple[Known, ...]) -> list[Case]:
    """Things in a colour that training never showed them in: 20 of each colour, no thing twice.

    Left out are a thing's own colour, in which it is drawn as it is, and tints that hardly show (`Known.unclear`).
    """
    cases: list[Case] = []
    rest = _shuffled(range(len(known)), "coloured")
    for index in range(COLOURS_EACH * len(NAMES)):
        colour = NAMES[index % len(NAMES)]
        thing = next(i for i in rest if _shows(known[i], colour) and held_out(known[i].name, colour))
        rest.remove(thing)
        words = with_article(f"{colour} {known[thing].name}")
        cases.append(_case(words, Scene("one", (Thing(thing, colour),)), index))
    return cases


def _shows(concept: Known, colour: str) -> bool:
    return colour != concept.own and colour not in concept.unclear


def pairs(known: tuple[Known, ...]) -> list[Case]:
    """Two things that training never showed together, no thing twice."""
    cases: list[Case] = []
    rest = _shuffled(range(len(known)), "pairs")
    while len(cases) < PAIRS:
        left = rest.pop()
        right = next((i for i in rest if held_out(known[left].name, known[i].name)), None)
        if right is None:
            continue
        rest.remove(right)
        words = " and ".join(with_article(known[i].name) for i in (left, right))
        cases.append(_case(words, Scene("pair", (Thing(left), Thing(right))), len(cases)))
    return cases


def counted(known: tuple[Known, ...]) -> list[Case]:
    """Two of 60 things and three of 60 others, in turn."""
    things = _shuffled(range(len(known)), "counted")[: 2 * COUNTS_EACH]
    kinds = ("two", "three")
    return [
        _case(f"{kinds[index % 2]} {plural(known[i].name)}", Scene(kinds[index % 2], (Thing(i),)), index)
        for index, i in enumerate(things)
    ]


def backgrounds(known: tuple[Known, ...]) -> list[Case]:
    """Ten things on a background of each colour, none on its own colour and no thing twice."""
    cases: list[Case] = []
    rest = _shuffled(range(len(known)), "backgrounds")
    for index in range(BACKGROUNDS_EACH * len(NAMES)):
        colour = NAMES[index % len(NAMES)]
        thing = next(i for i in rest if known[i].own != colour)
        rest.remove(thing)
        words = f"{with_article(known[thing].name)} on {with_article(colour)} background"
        cases.append(_case(words, Scene("one", (Thing(thing),), colour), index))
    return cases


def people(numbers: dict[str, int]) -> list[Case]:
    """`PEOPLE`, with the number of things that the words say. `numbers`: that of each concept by its name."""
    return list(_people(numbers))


def _people(numbers: dict[str, int]) -> Iterator[Case]:
    for index, (prompt, name) in enumerate(PEOPLE):
        kind = "three" if prompt.startswith("three") else "two" if prompt.startswith("two") else "one"
        yield _case(prompt, Scene(kind, (Thing(numbers[name]),)), index)


def with_article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _case(prompt: str, scene: Scene, index: int) -> Case:
    return Case(prompt, SEED + index, scene)


def _shuffled(numbers: range, suite: str) -> list[int]:
    shuffled = list(numbers)
    random.Random(f"{SEED} {suite}").shuffle(shuffled)
    return shuffled
