"""Verdicts against the truth over many simulated companies: writes a part of docs/scoreboard.md.

`python -m tests.benchmarks.scoreboard_promotions [seeds visitors ...]`
"""

from __future__ import annotations

import itertools
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from orchestration import promotion_verdicts
from tests.benchmarks.bench_verdicts import MODELS
from tests.benchmarks.measure import table
from tests.benchmarks.simulated_promotions import simulated
from tests.dbt.harness import Company, parse

SCOREBOARD = Path(__file__).parents[2] / "docs" / "scoreboard.md"
PART = "Promotions"
SIZES, DAYS, END = ((20, 300_000), (6, 1_500_000)), 180, date(2026, 6, 30)
"""How many companies of how many visitors."""
BORROWS = "PROMO-WEEK"
CLEAR = 3.24
"""Standard errors from zero at which a test of 5 % finds an effect in nine of ten cases."""


@dataclass(frozen=True)
class Score:
    """One promotion of one company: what is true, and what was said."""

    seed: int
    promotion: str
    truth: float
    verdict: str
    method: str | None
    net: tuple[float, float, float] | None
    firsts: tuple[float, float] | None
    true_firsts: float
    is_borrowed: bool
    people_to_tell: int | None

    @property
    def is_open(self) -> bool:
        """Whether it was said that more people would be needed to tell."""
        return self.people_to_tell is not None

    @property
    def errors(self) -> float:
        """How many standard errors the truth lies from zero; 0 where no interval was told."""
        if self.net is None:
            return 0.0
        return abs(self.truth) / ((self.net[2] - self.net[1]) / 2 / 1.96)

    @property
    def is_clear(self) -> bool:
        """Whether so many people can show what is true."""
        return self.errors > CLEAR

    @property
    def is_right(self) -> bool:
        """Scale where it earned, stop or fix where it lost."""
        return self.verdict in (("scale",) if self.truth > 0 else ("stop", "fix"))

    @property
    def is_opposite(self) -> bool:
        """Said to have earned where it lost, or the other way round."""
        return self.verdict != "cannot tell" and not self.is_right

    @property
    def is_covered(self) -> bool:
        """Whether the interval of net profit holds the truth."""
        return self.net is not None and self.net[1] <= self.truth <= self.net[2]


def scores(seeds: Sequence[int], visitors: int) -> list[Score]:
    """Every promotion of a company per seed."""
    found: list[Score] = []
    with TemporaryDirectory() as folder:
        manifest = parse(Path(folder) / "parse")
        for seed in seeds:
            home = Path(folder) / str(seed)
            truth = simulated(home, visitors, DAYS, seed, END)
            Company(home, home, manifest).build(select=MODELS)
            with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
                rows = promotion_verdicts.measured(connection, {})["fct_promotion_verdicts"]
            found += [_score(seed, one, rows) for one in truth]
            logging.info("seed %s done", seed)
    return found


def _score(seed: int, truth: dict[str, str], rows: list[dict]) -> Score:
    (row,) = [row for row in rows if row["promotion_id"] == truth["promotion_id"]]
    net = row["net_profit"], row["net_low"], row["net_high"]
    firsts = row["first_investors_low"], row["first_investors_high"]
    return Score(
        seed=seed,
        promotion=truth["promotion_id"],
        truth=float(truth["net_profit"]),
        verdict=row["verdict"],
        method=row["method"],
        net=None if net[0] is None else net,
        firsts=None if firsts[0] is None else firsts,
        true_firsts=float(truth["incremental_first_investments"]),
        is_borrowed=bool(row["is_borrowed"]),
        people_to_tell=row["people_to_tell"],
    )


def report(found: dict[tuple[int, int], list[Score]]) -> str:
    """The part of the scoreboard by (companies, visitors), as Markdown."""
    intro = (
        f"Companies of {DAYS} days, three promotions each, judged as a run judges them and "
        "compared with what the simulator knows. The truth of a promotion is clear where its net "
        f"profit lies {CLEAR} standard errors from zero, so that nine of ten tests of these people "
        "could find it."
    )
    names = [f"{seeds} x {visitors:,} visitors" for seeds, visitors in found]
    columns = [_sums(scores) for scores in found.values()]
    shares = [(what, *(column[what] for column in columns)) for what in columns[0]]
    header = ("promotion", "method", "verdicts", "clear", "right", "covered", "first investors")
    parts = [intro, table(("what", *names), shares)]
    for name, scores in zip(names, found.values(), strict=True):
        rows = [_row(one, [s for s in scores if s.promotion == one]) for one in _names(scores)]
        parts += [f"{name}:", table(header, rows), _why_unclear(scores)]
    return "\n\n".join(parts)


def _why_unclear(found: Sequence[Score]) -> str:
    mine = [one.errors for one in found if one.promotion == BORROWS and one.net]
    usual = sum(mine) / len(mine)
    return (
        f"What {BORROWS} lost lies {usual:.1f} standard errors from zero: a coupon of some yuan "
        "against the money of all who had invested before, of which it only moves a part. It would "
        f"be clear with {(CLEAR / usual) ** 2:.0f} times the people."
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
    held = [one for one in mine if one.firsts is not None]
    inside = sum(one.firsts[0] <= one.true_firsts <= one.firsts[1] for one in held if one.firsts)
    firsts = f"{inside} of {len(held)}" if held else "–"
    right, covered = _share(clear, "is_right"), _share(told, "is_covered")
    return (name, methods, counts, f"{len(clear)} of {len(mine)}", right, covered, firsts)


def _share(found: Sequence[Score], what: str) -> str:
    hits = sum(bool(getattr(one, what)) for one in found)
    return f"{hits} of {len(found)} ({hits / len(found):.0%})" if found else "–"


def main(sizes: Sequence[tuple[int, int]] = SIZES) -> None:
    """Play all seeds and write the scoreboard."""
    firsts = range(1, 100 * len(sizes), 100)
    found = {
        size: scores(range(first, first + size[0]), size[1])
        for first, size in zip(firsts, sizes, strict=True)
    }
    for one in itertools.chain.from_iterable(found.values()):
        logging.info(one)
    write_part(SCOREBOARD, PART, report(found))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    told = [int(size) for size in sys.argv[1:]]
    main(tuple(zip(told[::2], told[1::2], strict=True)) or SIZES)
