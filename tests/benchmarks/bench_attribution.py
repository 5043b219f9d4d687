"""Attribution of touches against one sort of them, and of counted paths against two libraries."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.attribution_data import write_paths, write_touches
from tests.benchmarks.measure import Cost, run, table

TOUCHES, CONVERSIONS, PATHS = 10_000_000, 1_000_000, 600_000
FEWER_PATHS = 200_000
"""What marketing-attribution-models finishes in reasonable time."""
DRAWS = 200
PEER_PYTHON = Path(".venv-peers/bin/python").absolute()
RULES = ["first", "last", "last_non_direct", "last_paid", "linear", "position", "time_decay"]
DATA_DRIVEN = ["markov", "shapley", "leave_one_out"]

SORT = """
import duckdb, sys, time
c = duckdb.connect(sys.argv[1] + '/sorted.duckdb')
started = time.perf_counter(), time.process_time()
c.execute(f"create table t as from read_parquet('{sys.argv[1]}/touches.parquet') "
          "order by user_id, ts")
"""
OURS = """
import sys, time
from measurement.attribution import from_paths, from_touches
folder, models = sys.argv[1], sys.argv[2].split(",")
from_paths("{warm}")
started = time.perf_counter(), time.process_time()
{call}
"""
TOUCHED = "from_touches(folder + '/touches.parquet', folder + '/conversions.parquet', models)"
ON_PATHS = "table = from_paths(folder + '/{file}.parquet', models, draws={draws})"
CHANNEL_ATTRIBUTION = """
import sys, time
import pandas as pd
from ChannelAttribution import markov_model
paths = pd.read_parquet(sys.argv[1] + '/paths.parquet')
started = time.perf_counter(), time.process_time()
told = markov_model(paths, "path", "conversions", var_null="nulls", out_more=True,
                    verbose=False, flg_pro=False)["removal_effects"]
effects = dict(zip(told["channel_name"], told.iloc[:, 1]))
"""
MAM = """
import sys, time
import pandas as pd
from mam import MAM
paths = pd.read_parquet(sys.argv[1] + '/fewer_paths.parquet')
rows = pd.concat([
    paths.loc[paths["conversions"] > 0, ["path"]].assign(
        converted=True, times=paths["conversions"]),
    paths.loc[paths["nulls"] > 0, ["path"]].assign(converted=False, times=paths["nulls"]),
])
started = time.perf_counter(), time.process_time()
MAM(rows, format_type="grouped_journey", channels_colname="path",
    journey_with_conv_colname="converted", occurrences_colname="times").run_markov()
"""
TELL = """
print("took", time.perf_counter() - started[0], time.process_time() - started[1])
"""
EFFECTS = """
print("effects", *(f"{name}={effect}" for name, effect in sorted(effects.items())), sep="|")
"""


def took(script: str, *arguments: str, python: str = sys.executable) -> tuple[float, float, Cost]:
    """Wall and processor seconds of the work in `script`, without the start of Python."""
    cost = run([python, "-c", script, *arguments])
    line = next(told for told in cost.output.splitlines() if told.startswith("took"))
    _, wall, processor = line.split()
    return float(wall), float(processor), cost


def ours(folder: Path, call: str, models: list[str], more: str = "") -> tuple[float, float, Cost]:
    """Our own work, after a small call that loads what is compiled."""
    script = OURS.format(warm=folder / "few_paths.parquet", call=call) + TELL + more
    return took(script, str(folder), ",".join(models))


def touches(folder: Path) -> str:
    """Rules and data-driven models over touches, as ratios to the sort and to linear."""
    measured = [
        ("one sort into a table", took(SORT + TELL, str(folder))),
        ("linear", ours(folder, TOUCHED, ["linear"])),
        ("all 7 rules (limit 6x the sort)", ours(folder, TOUCHED, RULES)),
        (
            "linear, Markov, Shapley, leave-one-out (limit 2x linear)",
            ours(folder, TOUCHED, ["linear", *DATA_DRIVEN]),
        ),
    ]
    sort, linear = measured[0][1][1], measured[1][1][1]
    rows = [
        [
            name,
            f"{wall:.1f} s",
            f"{processor:.1f} s",
            f"**{processor / sort:.2f}x**",
            f"{processor / linear:.2f}x",
            f"{cost.peak_megabytes / 1024:.1f} GB",
        ]
        for name, (wall, processor, cost) in measured
    ]
    return table(("", "time", "processor time", "to the sort", "to linear", "memory"), rows)


def paths(folder: Path) -> str:
    """Markov over counted paths, ours and theirs, and our bootstrap."""
    call = ON_PATHS.format(file="paths", draws=0)
    markov = ours(folder, call, ["markov"], "effects = table.removal_effects" + EFFECTS)
    fewer = ours(folder, ON_PATHS.format(file="fewer_paths", draws=0), ["markov"])
    channel_attribution = took(
        CHANNEL_ATTRIBUTION + TELL + EFFECTS, str(folder), python=str(PEER_PYTHON)
    )
    mam = took(MAM + TELL, str(folder), python=str(PEER_PYTHON))
    bootstrap = ours(folder, ON_PATHS.format(file="paths", draws=DRAWS), DATA_DRIVEN)
    measured = [
        ("Markov, exact effects", markov, ""),
        (
            "ChannelAttribution (at least 5x)",
            channel_attribution,
            ratio(channel_attribution, markov),
        ),
        (f"three models, {DRAWS} draws (limit 30 s)", bootstrap, ""),
        (f"Markov, exact effects, {FEWER_PATHS:,} paths", fewer, ""),
        ("marketing-attribution-models on these (at least 50x)", mam, ratio(mam, fewer)),
    ]
    rows = [
        [name, f"{wall:.2f} s", f"{processor:.2f} s", said, f"{cost.peak_megabytes / 1024:.1f} GB"]
        for name, (wall, processor, cost), said in measured
    ]
    gap = apart(markov[2].output, channel_attribution[2].output)
    header = ("", "time", "processor time", "theirs to ours", "memory")
    return f"{table(header, rows)}\n\nRemoval effects differ by {gap:.4f} at most."


def ratio(theirs: tuple[float, float, Cost], own: tuple[float, float, Cost]) -> str:
    """Processor time of theirs to that of ours."""
    return f"**{theirs[1] / own[1]:.1f}x**"


def apart(first: str, second: str) -> float:
    """The largest difference between two printed lists of removal effects."""
    told = []
    for output in (first, second):
        line = next(line for line in output.splitlines() if line.startswith("effects"))
        pairs = (pair.rsplit("=", 1) for pair in line.split("|")[1:])
        told.append({name: float(effect) for name, effect in pairs})
    return max(abs(told[0][name] - told[1][name]) for name in told[0])


def main(count: int = TOUCHES, parts: Sequence[str] = ("touches", "paths")) -> str:
    """The Markdown of this measurement, or of one of its two `parts`."""
    told = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_paths(folder / "few_paths.parquet", 100)
        if "touches" in parts:
            write_touches(folder, count, count * CONVERSIONS // TOUCHES)
            told.append(touches(folder))
        if "paths" in parts:
            most = count * PATHS // TOUCHES
            write_paths(folder / "paths.parquet", most)
            write_paths(folder / "fewer_paths.parquet", min(most, FEWER_PATHS))
            told.append(paths(folder))
    return "\n\n".join(told)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    size, *chosen = sys.argv[1:] or [str(TOUCHES)]
    logging.info(main(int(size), chosen or ("touches", "paths")))
