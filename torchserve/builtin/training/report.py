"""The figures of a measured model: which they are, what is wanted of them, and how they are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .measure import Share, Verdict
from .sheets import Entry, Judged, entries, write_sheets
from .suites import Answers, Changes, Costs
from .train_judge import Accuracy

WANTED_JUDGE = 0.98
WANTED_SECONDS = 0.6
WORST = 10


@dataclass(frozen=True)
class Figure:
    """A share of right answers in a suite, and how large it must be (None: it is only told)."""

    suite: str
    what: str
    share: Share
    wanted: float | None = None

    @property
    def is_reached(self) -> bool:
        return self.wanted is None or self.share.value >= self.wanted


@dataclass(frozen=True)
class Report:
    """All that was measured of a model."""

    answers: Answers
    negatives: dict[str, float]
    changes: Changes
    costs: Costs
    judge: Accuracy

    @property
    def figures(self) -> list[Figure]:
        answers = self.answers

        def share(suite: list[Verdict], is_right: Judged) -> Share:
            return Share.of([is_right(seen) for seen in suite])

        return [
            Figure("alone", "top1", share(answers.alone, lambda seen: seen.things_are_right), 0.92),
            Figure("alone", "top5", share(answers.alone, lambda seen: seen.is_in_top5), 0.98),
            Figure("coloured", "thing", share(answers.coloured, lambda seen: seen.things_are_right), 0.8),
            Figure("coloured", "colour", share(answers.coloured, lambda seen: seen.colour_is_right), 0.93),
            Figure("pairs", "left", share(answers.pairs, lambda seen: seen.ranks[0] == 0)),
            Figure("pairs", "right", share(answers.pairs, lambda seen: seen.ranks[1] == 0)),
            Figure("pairs", "both", share(answers.pairs, lambda seen: seen.things_are_right), 0.7),
            Figure("counted", "number", share(answers.counted, lambda seen: seen.number_is_right), 0.8),
            Figure("counted", "thing_everywhere", share(answers.counted, lambda seen: seen.things_are_right)),
            Figure(
                "backgrounds", "background", share(answers.backgrounds, lambda seen: seen.background_is_right), 0.98
            ),
            Figure("backgrounds", "thing", share(answers.backgrounds, lambda seen: seen.things_are_right)),
            Figure("people", "thing", share(answers.people, lambda seen: seen.things_are_right)),
            Figure("negatives", "less_of_it", Share.of([left < 1 for left in self.negatives.values()])),
            Figure("img2img", "weaker_is_nearer", self.changes.nearer),
            Figure("img2img", "thing_at_0.9", self.changes.recognised),
        ]

    @property
    def is_passed(self) -> bool:
        others = (self.judge.thing >= WANTED_JUDGE, self.costs.seconds <= WANTED_SECONDS)
        return all(others) and all(figure.is_reached for figure in self.figures)

    def worst(self) -> list[dict[str, Any]]:
        """The ten concepts that the judge found least likely in their own pictures."""
        worst = sorted(self.answers.alone, key=lambda seen: seen.probabilities[0])[:WORST]
        return [
            {"prompt": seen.case.prompt, "probability": round(seen.probabilities[0], 4), "taken_for": seen.answers[0]}
            for seen in worst
        ]

    def as_json(self) -> dict[str, Any]:
        """All figures as plain data."""
        suites: dict[str, dict[str, Any]] = {}
        for figure in self.figures:
            suite = suites.setdefault(figure.suite, {"n": figure.share.n})
            suite[figure.what] = round(figure.share.value, 4)
        costs = {name: round(value, 4) for name, value in asdict(self.costs).items() if name != "is_repeatable"}
        return {
            "pass": self.is_passed,
            "suites": suites,
            "judge": asdict(self.judge),
            "costs": {**costs, "same_seed_same_picture": self.costs.is_repeatable},
            "negatives": {asked: round(left, 4) for asked, left in self.negatives.items()},
            "worst": self.worst(),
        }

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'suite':12} {'what':18} {'n':>4} {'share':>7}  {'95% interval':15} wanted"
        for figure in self.figures:
            low, high = figure.share.interval
            wanted = (
                "" if figure.wanted is None else f"{figure.wanted:.2f} {'reached' if figure.is_reached else 'MISSED'}"
            )
            share = f"{figure.share.n:4} {figure.share.value:7.1%}  {low:6.1%} -{high:7.1%}"
            yield f"{figure.suite:12} {figure.what:18} {share} {wanted}".rstrip()
        judge, costs = self.judge, self.costs
        yield ""
        yield (
            f"judge on {judge.n} drawings: thing {judge.thing:.2%} ({WANTED_JUDGE:.0%} wanted), "
            f"top 5 {judge.thing_top5:.2%}, colour {judge.colour:.2%}, count {judge.count:.2%}"
        )
        yield (
            f"one picture of 20 steps: {costs.seconds:.3f} s ({WANTED_SECONDS} wanted), "
            f"with two threads {costs.seconds_two_threads:.3f} s"
        )
        yield f"weights: {costs.bytes / 1e6:.2f} MB; same seed, same picture: {'yes' if costs.is_repeatable else 'NO'}"
        yield ""
        yield f"left of a colour: {', '.join(f'{asked} {left:.0%}' for asked, left in self.negatives.items())}"
        yield ""
        yield "worst things:"
        for seen in self.worst():
            yield f"  {seen['prompt']:24} {seen['probability']:7.2%}, taken for {seen['taken_for']}"
        yield "passed" if self.is_passed else "NOT passed"

    def write_sheets(self, folder: Path) -> list[Path]:
        """Contact sheets of all pictures, suite by suite."""
        answers = self.answers

        def names(seen: Verdict) -> str:
            return " + ".join(seen.answers)

        sheets = {
            "alone": entries(sorted(answers.alone, key=_name), lambda seen: seen.things_are_right, names),
            "coloured": entries(
                answers.coloured,
                lambda seen: seen.things_are_right and seen.colour_is_right,
                lambda seen: f"{seen.colour} {names(seen)}",
            ),
            "pairs": entries(answers.pairs, lambda seen: seen.things_are_right, names),
            "counted": entries(answers.counted, lambda seen: seen.number_is_right, lambda seen: str(seen.number)),
            "backgrounds": entries(
                answers.backgrounds, lambda seen: seen.background_is_right, lambda seen: seen.background
            ),
            "people": entries(answers.people, lambda seen: seen.things_are_right, names),
            "img2img": [Entry(picture, words) for words, picture in self.changes.pictures],
        }
        return [path for name, shown in sheets.items() for path in write_sheets(folder, name, shown)]


def _name(seen: Verdict) -> str:
    return seen.case.prompt.partition(" ")[2]
