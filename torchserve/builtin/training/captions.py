"""Prompts for scenes, the ways people write them."""

from __future__ import annotations

import random

from .icons import Concept
from .scenes import Scene, Thing

ADJECTIVES = (
    "cute", "little", "big", "small", "happy", "beautiful", "nice", "funny", "lovely", "tiny", "giant", "old",
    "new", "shiny", "pretty", "simple", "sweet", "fresh", "colorful", "magic", "fluffy", "friendly", "cool",
    "great", "fancy", "delicious", "huge", "bright",
)  # fmt: skip
OPENINGS = (
    "a picture of", "a drawing of", "an icon of", "a photo of", "an image of", "an illustration of", "draw",
    "a painting of", "emoji of", "please draw", "i want",
)  # fmt: skip
ENDINGS = (
    "emoji", "icon", "sticker", "in flat style", "flat design", "vector art", "illustration", "high quality", "4k",
    "digital art", "in the style of a poster", "cartoon", "highly detailed", "minimalist", "clip art",
    "masterpiece",
)  # fmt: skip
UNKNOWN = (
    "steampunk", "cyberpunk", "medieval", "underwater", "dreamy", "vintage", "futuristic", "wooden", "neon",
    "baroque", "running", "sitting", "dancing", "sleeping in", "from space", "at night", "in the forest",
    "with a smile", "by the sea", "named bob", "wearing shoes", "in winter", "of the king", "over the city",
    "watercolor", "3d render", "cinematic", "very",
)  # fmt: skip
BACKGROUNDS = (
    "on a {} background", "on a {} background", "on a {} background", "on {} background", "on {}",
    "with a {} background", ", {} background", "{} background", "in front of a {} wall", "against a {} background",
    "{} backdrop",
)  # fmt: skip
SPELLINGS = {"gray": ("gray", "grey"), "purple": ("purple", "purple", "violet")}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
IRREGULAR = {
    "mouse": "mice", "sheep": "sheep", "deer": "deer", "fish": "fish", "dice": "dice", "die": "dice", "wolf": "wolves",
    "leaf": "leaves", "scarf": "scarves",
}  # fmt: skip
ES = ("ch", "sh", "x", "potato", "tomato", "bus", "cactus", "octopus", "dress", "volcano")


def caption(scene: Scene, concepts: list[Concept], rng: random.Random) -> str:
    """One prompt for a scene. Two calls seldom give the same."""
    words = _things(scene, concepts, rng)
    if rng.random() < 0.03:
        words = _without_the_thing(scene, rng) or words
    if rng.random() < 0.14:
        words = f"{rng.choice(OPENINGS)} {words}"
    if rng.random() < 0.12:
        words = f"{words} {rng.choice(UNKNOWN)}" if rng.random() < 0.6 else f"{rng.choice(UNKNOWN)} {words}"
    if scene.background:
        words = f"{words} {rng.choice(BACKGROUNDS).format(_spelled(scene.background, rng))}".replace(" ,", ",")
    if rng.random() < 0.12:
        words = f"{words}{rng.choice((' ', ', '))}{rng.choice(ENDINGS)}"
    return words


def _things(scene: Scene, concepts: list[Concept], rng: random.Random) -> str:
    first, *others = (_thing(thing, concepts, rng) for thing in scene.things)
    if scene.kind == "pair":
        joint = rng.choice(("and", "and", "and", "and a", "next to", "with", "&", "and the"))
        second = others[0] if joint.endswith((" a", "the")) else _with_article(others[0], rng, 0.5)
        return f"{_with_article(first, rng)} {joint} {second}"
    if scene.kind == "one":
        return _with_article(first, rng)
    number = {"two": ("two", "two", "two", "2", "a pair of"), "three": ("three", "three", "three", "3")}[scene.kind]
    return f"{rng.choice(number)} {plural(first) if rng.random() < 0.85 else first}"


def _thing(thing: Thing, concepts: list[Concept], rng: random.Random) -> str:
    names = concepts[thing.concept].names
    words = [names[0] if rng.random() < 0.5 else rng.choice(names)]
    if thing.colour:
        words.insert(0, _spelled(thing.colour, rng))
    if rng.random() < 0.15:
        words.insert(0, rng.choice(ADJECTIVES))
    elif rng.random() < 0.02:
        words.insert(0, _gibberish(rng))
    return " ".join(words)


def _without_the_thing(scene: Scene, rng: random.Random) -> str | None:
    """Only the colour: so that one can be asked for, or kept out by a negative prompt, alone."""
    colour = scene.things[0].colour
    return rng.choice(("{}", "something {}", "{} thing")).format(_spelled(colour, rng)) if colour else None


def _with_article(words: str, rng: random.Random, share: float = 0.45) -> str:
    if rng.random() >= share:
        return words
    if rng.random() < 0.12:
        return f"the {words}"
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def plural(words: str) -> str:
    """The plural of the last word; what ends in "s" already, as "jeans" does, stays."""
    *before, last = words.split(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith(("ch", "sh", "x")) or last in (
        "potato",
        "tomato",
        "bus",
        "cactus",
        "octopus",
        "dress",
        "volcano",
    ):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    elif not last.endswith("s"):
        last += "s"
    return " ".join([*before, last])


def _spelled(colour: str, rng: random.Random) -> str:
    return rng.choice(SPELLINGS.get(colour, (colour,)))


def _gibberish(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 8)))
