"""How much should vectors count beside words? Asks the hybrid with every share of a list.

    python -m eval.fusion --data FOLDER [--collections viquad-wiki,alqac] [--shares 0.2,0.4]

Uses the collections, the vectors on disk and the one vector a passage of `eval.bench_encoder`.
`qa.retrieve.DENSE_WEIGHT` is the share that is best on the mean of the collections.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.bench_encoder import Collection, Contest, data_folder, read_collection, some
from eval.comparison import COLLECTIONS, MEASURES, RESTORED, TONED, write_json
from index.encoder import bundled, open_encoder
from index.errors import EvalError, HoiDapError
from index.tones import ToneRestorer

RESULTS = Path(__file__).resolve().parent / "results" / "fusion.json"
SHARES = "0.2,0.3,0.4,0.5,0.6"
SHOWN = ("recall@1", "recall@10", "mrr")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every share, print a table, write the file; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.fusion")
    add = parser.add_argument
    add("--data", type=Path, help="folder with dev/, train/ and scale/")
    add("--collections", default="viquad-wiki,alqac", help=f"some of: {','.join(COLLECTIONS)}")
    add("--shares", default=SHARES, help="what the vectors may count, 0 to 1: %(default)s")
    add("--distractors", type=int, default=10_000, help="Wikipedia passages beside ViQuAD's")
    add("--articles", type=int, help="of the codified law; else all 48,301")
    add("--cache", type=Path, default=Path("~/.cache/hoidap/bench-encoder").expanduser())
    add("--json", type=Path, default=RESULTS, help="where to write the figures")
    options = parser.parse_args(arguments)
    try:
        shares = _shares(options.shares)
        data = data_folder(options.data)
        names = some(options.collections, COLLECTIONS, "--collections")
        results = {
            name: measure(
                read_collection(name, data, options.distractors, options.articles),
                shares,
                options.cache,
            )
            for name in names
        }
        write_json(options.json, results)
    except HoiDapError as error:
        sys.stderr.write(f"eval.fusion: {error}\n")
        return 2
    sys.stdout.write(f"{table(results)}\n")
    return 0


def _shares(given: str) -> list[float]:
    try:
        shares = [float(one) for one in given.split(",")]
    except ValueError as error:
        raise EvalError(
            f"--shares cần các số cách nhau bằng dấu phẩy, không phải {given}"
        ) from error
    if not all(0 <= share <= 1 for share in shares):
        raise EvalError(f"--shares chỉ nhận các số từ 0 đến 1, không nhận {given}")
    return shares


def measure(collection: Collection, shares: Sequence[float], cache: Path) -> dict[str, Any]:
    """Give, by share and form, the mean of every measure on one collection."""
    contest = Contest(
        collection,
        encoders={"int8": open_encoder(str(bundled("encoder")))},
        restorer=ToneRestorer.load(bundled("tones")),
        directory=cache,
    )
    found = {}
    for share in shares:
        values = contest.fused_values("int8", share)
        found[f"{share}"] = {
            form: {measure: round(fmean(values[form][measure]), 4) for measure in MEASURES}
            for form in (TONED, RESTORED)
        }
    return found


def table(results: Mapping[str, Any]) -> str:
    """Write the shares in Markdown: recall@1 / recall@10 / MRR@10 by collection and form."""
    columns = [(name, form) for name in results for form in (TONED, RESTORED)]
    shares = list(next(iter(results.values())))
    heads = [f"{COLLECTIONS[name]}, {form}" for name, form in columns]
    lines = [f"| vectors count | {' | '.join(heads)} |", "|---|" + "---|" * len(columns)]
    for share in shares:
        cells = [
            " / ".join(f"{results[name][share][form][measure]:.3f}" for measure in SHOWN)
            for name, form in columns
        ]
        lines.append(f"| {share} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
