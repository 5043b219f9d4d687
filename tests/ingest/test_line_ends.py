"""Files whose lines end as on old Macintoshes, read in bounded memory like all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.blocks import blocks

ROWS = [f"2026-05-{1 + n % 30:02},8101,通用{n},100,5,{n}" for n in range(3000)]
HEAD = "日期,推广计划ID,推广计划,展现,点击,花费(分)"


@pytest.mark.parametrize("target", ["utf-8", "gb18030"])
def test_blocks_of_lines_that_end_in_carriage_returns_stay_small(tmp_path: Path, target: str):
    path = tmp_path / "old.csv"
    path.write_bytes("\r".join([HEAD, *ROWS]).encode("gb18030"))
    found = list(blocks(path, "gb18030", 4096, target))
    assert max(map(len, found)) < 3 * 4096
    assert b"".join(found).decode(target) == "\n".join([HEAD, *ROWS, ""])


def test_a_carriage_return_inside_a_cell_ends_no_line(tmp_path: Path):
    path = tmp_path / "new.csv"
    path.write_bytes(b'a,b\n"1\r2",3\n')
    assert b"".join(blocks(path, "utf-8", 4)) == b'a,b\n"1\r2",3\n'
