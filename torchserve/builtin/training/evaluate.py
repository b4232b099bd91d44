"""Measures the built-in model: makes about a thousand pictures as TorchServe would, and asks the judge what they show.

    cd torchserve && python -m builtin.training.evaluate [--json] [--weights FOLDER] [--sheets FOLDER] [--train-judge]
        [--references]

Preconditions: the training's icons are installed, and the judge's weights are there unless it is trained now. Outcome:
a table on stdout; with --json its last line is one JSON object. Exit status 0 when all was measured, whatever the
figures are, else 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from models_file import ModelsFileError

from .icons import Concept, load_concepts
from .judge import Judge
from .references import write_references
from .report import Report
from .scenes import Composer
from .served import Served
from .suites import changes, costs, negatives, run_suites
from .train_judge import measure_judge, train_judge

JUDGE_MINUTES = 40.0


def main() -> int:
    args = _arguments()
    try:
        concepts = load_concepts()
        served = Served(args.weights)
        if args.train_judge:
            train_judge(concepts, served.pipe.vae, args.minutes).save()
        judge = Judge.load()
        _check(judge, concepts)
    except (OSError, ValueError, ModelsFileError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    # Times first: a machine that has been at work for minutes may have become slower.
    measured_costs = costs(served)
    report = Report(
        answers=run_suites(served, judge),
        negatives=negatives(served.paint),
        changes=changes(served, judge, Composer(concepts, seed=0)),
        costs=measured_costs,
        judge=measure_judge(judge, concepts),
    )
    print("\n".join(report.lines()))
    if args.references:
        write_references(args.weights)
    if args.sheets:
        report.write_sheets(args.sheets)
    if args.json:
        print(json.dumps(report.as_json()))
    return 0


def _check(judge: Judge, concepts: list[Concept]) -> None:
    if [known.name for known in judge.known] != [concept.name for concept in concepts]:
        raise ValueError(
            "the judge has learned other concepts than concepts.txt lists: train it anew with --train-judge"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the built-in model.")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON in the last line")
    parser.add_argument(
        "--weights", type=Path, metavar="FOLDER", help="measure these weights (default: those that models.yaml serves)"
    )
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="write contact sheets of the pictures there")
    parser.add_argument(
        "--references", action="store_true", help="make the pictures anew that npm test compares with (new weights)"
    )
    parser.add_argument("--train-judge", action="store_true", help="train the judge first, and store it")
    parser.add_argument(
        "--minutes",
        type=float,
        default=JUDGE_MINUTES,
        help=f"CPU time for training the judge (default {JUDGE_MINUTES:g})",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
