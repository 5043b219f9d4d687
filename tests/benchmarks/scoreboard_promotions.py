"""Verdicts against the truth over many simulated companies: writes a part of docs/scoreboard.md.

`python -m tests.benchmarks.scoreboard_promotions [companies visitors ...]`; companies are kept in
`build/scoreboard`, and a run that was stopped goes on where it was. `again` as the first argument
judges all of them anew.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, stdev

from tests.benchmarks.measure import table
from tests.benchmarks.promotion_scores import BORROWS, CLEAR, DAYS, Score, scores
from tests.benchmarks.redrawn_promotions import WON, Redrawn, redrawn
from tests.benchmarks.relived_promotions import Relived, relived
from tests.benchmarks.simulated_promotions import version
from tests.dbt.harness import parse

SCOREBOARD = Path(__file__).parents[2] / "docs" / "scoreboard.md"
KEPT = Path(__file__).parents[2] / "build" / "scoreboard"
PART = "Promotions"
SIZES = ((70, 300_000), (100, 1_500_000))
"""How many companies of how many visitors."""
REDRAWN, LOTS = 4, 100
"""In how many companies of the first size lots are drawn anew, and how often in each."""
LIVED = 300
"""How many lots people of the first company of the last size live on after."""


def report(
    found: Mapping[tuple[int, int], Sequence[Score]],
    lots: Sequence[Redrawn],
    lived: Sequence[Relived],
) -> str:
    """The part of the scoreboard by (companies, visitors), as Markdown."""
    intro = (
        f"Companies of {DAYS} days, three promotions each, judged as a run judges them and "
        "compared with what the simulator knows. The truth of a promotion is clear where its net "
        f"profit lies {CLEAR} standard errors from zero, so that nine of ten tests of these people "
        "could find it."
    )
    names = [f"{seeds} x {visitors:,} visitors" for seeds, visitors in found]
    columns = [_sums(mine) for mine in found.values()]
    shares = [(what, *(column[what] for column in columns)) for what in columns[0]]
    header = ("promotion", "method", "verdicts", "clear", "right", "covered", "first investors")
    parts = [intro, table(("what", *names), shares), _false_alarms(lots), _of_one(lived)]
    for name, mine in zip(names, found.values(), strict=True):
        rows = [_row(one, [s for s in mine if s.promotion == one]) for one in _names(mine)]
        parts += [f"{name}, seeds {_seeds(mine)}:", table(header, rows), _why_unclear(mine)]
    return "\n\n".join(part for part in parts if part)


def _seeds(found: Sequence[Score]) -> str:
    """Which companies were played, as people write it: 1-5, 9."""
    told: list[list[int]] = []
    for seed in sorted({one.seed for one in found}):
        if told and seed == told[-1][-1] + 1:
            told[-1].append(seed)
        else:
            told.append([seed])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in told)


def _false_alarms(found: Sequence[Redrawn]) -> str:
    lots = sum(one.lots for one in found)
    won, borrowed = sum(one.won for one in found), sum(one.borrowed for one in found)
    return (
        f"Lots drawn anew {lots} times among the people of {BORROWS} in {len(found)} companies, so "
        f"that arms differ by chance alone, and {WON:.0%} of the treated given an order more that "
        f"nobody misses after: something was surely won in {won}, and called borrowed from later "
        f"in {borrowed} of them ({borrowed / max(won, 1):.1%}; wanted: 5 % at most)."
    )


def _of_one(found: Sequence[Relived]) -> str:
    covered = _share(found, "is_covered")
    spread = stdev(one.errors for one in found)
    return (
        f"Lots of {BORROWS} drawn anew {len(found)} times in one large company, whose people live "
        f"on as each lot moves them, so that each has an effect of its own: intervals held it in "
        f"{covered}. Estimates miss it by {spread:.2f} of their standard errors (wanted: 1) and by "
        f"{fmean(one.errors for one in found):+z.2f} on average."
    )


def _why_unclear(found: Sequence[Score]) -> str:
    mine = [one.errors for one in found if one.promotion == BORROWS and one.net]
    usual = sum(mine) / max(len(mine), 1)
    if not usual or usual > CLEAR:
        return ""
    return (
        f"What {BORROWS} lost lies {usual:.1f} standard errors from zero: a coupon of some yuan "
        "against the money of all who had invested before, of which it only moves a part. It would "
        f"be clear with {(CLEAR / usual) ** 2:.1f} times the people."
    )


def _sums(found: Sequence[Score]) -> dict[str, str]:
    told = [one for one in found if one.net is not None]
    clear = [one for one in told if one.is_clear]
    borrowing = [one for one in found if one.promotion == BORROWS]
    others = [one for one in told if one.promotion != BORROWS]
    unseen = [one for one in borrowing if not one.is_borrowed]
    return {
        "verdicts right where the truth is clear (wanted: 90 %)": _share(clear, "is_right"),
        "verdicts opposite to the truth, all of them": _share(found, "is_opposite"),
        "intervals that hold the truth (wanted: 90-99 %)": _share(told, "is_covered"),
        "pull-forward found where it was put": _share(borrowing, "is_borrowed"),
        "of those not found, how many people would tell is said": _share(unseen, "is_open"),
        "pull-forward said where there is none": _share(others, "is_borrowed"),
    }


def write_part(path: Path, title: str, text: str) -> None:
    """Put `text` under its title between its marks, leaving the other parts as they are."""
    begin, end = f"<!-- {title}: begin -->", f"<!-- {title}: end -->"
    part = f"{begin}\n## {title}\n\n{text}\n{end}\n"
    before = path.read_text(encoding="utf-8") if path.exists() else "# Scoreboard\n\n"
    if begin in before:
        head, rest = before.split(begin, 1)
        path.write_text(head + part + rest.split(f"{end}\n", 1)[1], encoding="utf-8")
    else:
        path.write_text(f"{before.rstrip()}\n\n{part}", encoding="utf-8")


def _names(found: Sequence[Score]) -> list[str]:
    return list(dict.fromkeys(one.promotion for one in found))


def _row(name: str, mine: Sequence[Score]) -> tuple[str, ...]:
    verdicts = [one.verdict for one in mine]
    counts = ", ".join(f"{v} {verdicts.count(v)}" for v in sorted(set(verdicts)))
    methods = ", ".join(sorted({one.method or "refused" for one in mine}))
    clear = [one for one in mine if one.is_clear]
    told = [one for one in mine if one.net is not None]
    firsts = _share([one for one in mine if one.firsts], "has_firsts_covered")
    right, covered = _share(clear, "is_right"), _share(told, "is_covered")
    return (name, methods, counts, f"{len(clear)} of {len(mine)}", right, covered, firsts)


def _share(found: Sequence[object], what: str) -> str:
    hits = sum(bool(getattr(one, what)) for one in found)
    return f"{hits} of {len(found)} ({hits / len(found):.0%})" if found else "–"


def main(sizes: Sequence[tuple[int, int]] = SIZES, *, is_again: bool = False) -> None:
    """Play all companies that were not played yet and write the scoreboard."""
    folder = KEPT / version()
    folder.mkdir(parents=True, exist_ok=True)
    if is_again:
        for told in folder.glob("*/scores.json"):
            told.unlink()
    manifest = parse(folder / "parse")
    firsts = range(1, 100 * len(sizes), 100)
    found = {
        size: scores(folder, range(first, first + size[0]), size[1], manifest)
        for first, size in zip(firsts, sizes, strict=True)
    }
    of_first = range(1, 1 + min(REDRAWN, sizes[0][0]))
    lots = [redrawn(folder, seed, sizes[0][1], LOTS, manifest) for seed in of_first]
    last = firsts[len(sizes) - 1], sizes[-1][1]
    lived = relived(folder / "relived", *last, range(LIVED), manifest)
    write_part(SCOREBOARD, PART, report(found, lots, lived))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", force=True)
    words = sys.argv[1:]
    told = [int(size) for size in words if size != "again"]
    main(tuple(zip(told[::2], told[1::2], strict=True)) or SIZES, is_again="again" in words)
