"""The company's own touches and conversions, as `headwater journeys` leaves them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pyarrow.parquet as pq

from ingest.sections import ConversionKind
from measurement.tables import Table
from orchestration.workspace import UserError

KINDS = get_args(ConversionKind)


def own_files(journeys: Path, kind: str) -> tuple[Table, Table, None]:
    """Touches, and the conversions of one kind, beside the file `journeys`.

    Raises:
        UserError: when they were not written yet, or there is no such kind.
    """
    touches = journeys.with_name("touches.parquet")
    conversions = journeys.with_name("conversions.parquet")
    if kind not in KINDS:
        raise UserError(f"--kind is one of {', '.join(KINDS)}.")
    if not (touches.exists() and conversions.exists()):
        raise UserError(
            "Name --touches with --conversions, or --paths, or let `headwater journeys` write the "
            "company's own. 请指定文件，或先运行 headwater journeys。"
        )
    return touches, pq.read_table(conversions, filters=[("kind", "=", kind)]), None
