"""What is refused before anybody reads it: too large, of no known kind, a bomb, a formula."""

from __future__ import annotations

import bz2
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ingest.readers.extent import check_extent
from ingest.readers.text import GZIP_MAGIC, PACKED_ERRORS, half_written, open_unpacked
from ingest.sections import Uploads
from ingest.words import RefusalError

_ZIP, _BZIP = b"PK\x03\x04", b"BZh"
_WORKBOOK, _ZIP_ENDINGS = "xl/workbook.xml", (".xlsx",)
_MACROS = "vbaProject.bin"
_PIECE = 1 << 20
_MEGABYTE = 1_000_000
_FORMULA = re.compile(r"\s*(?:=|@\w+\(|[+-].*[(|!])")
"""What a spreadsheet would carry out; `--`, `-5` and `+ keyword` are none."""


def check_safe(path: Path, limits: Uploads) -> None:
    """Look at size and kind, and unpack what is packed as far as the limit allows.

    Raises:
        RefusalError: too large as it is or unpacked, a workbook with macros, or no workbook.
    """
    size = path.stat().st_size
    if size > limits.most_mb * _MEGABYTE:
        raise too_large(limits)
    with path.open("rb") as file:
        start = file.read(4)
    if start == _ZIP:
        _check_workbook(path, limits)
    elif start.startswith(GZIP_MAGIC) or start.startswith(_BZIP):
        _check_packed(path, limits)
    elif path.suffix.lower() in _ZIP_ENDINGS:
        raise _no_workbook()


def too_large(limits: Uploads) -> RefusalError:
    """The refusal of a file above the limit."""
    return RefusalError(
        "file_too_large",
        f"The file is larger than {limits.most_mb} MB, the most that this page takes. Put it into "
        f"the inbox folder instead, or raise most_mb under [uploads] in headwater.toml.",
        f"文件超过本页上限 {limits.most_mb} MB。请直接放入收件文件夹，"
        f"或在 headwater.toml 的 [uploads] 中调高 most_mb。",
    )


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would carry out a cell with this text."""
    return _FORMULA.match(text) is not None


def _check_workbook(path: Path, limits: Uploads) -> None:
    if path.suffix.lower() not in _ZIP_ENDINGS:
        raise _no_workbook()
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if _WORKBOOK not in names or any(name.endswith(_MACROS) for name in names):
                raise _no_workbook()
            _count(_members(packed), limits)
        check_extent(path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _no_workbook() from error


def _members(packed: zipfile.ZipFile) -> Iterable[bytes]:
    for member in packed.infolist():
        with packed.open(member) as file:
            while piece := file.read(_PIECE):
                yield piece


def _check_packed(path: Path, limits: Uploads) -> None:
    try:
        with path.open("rb") as file:
            is_bzip = file.read(3) == _BZIP
        with bz2.open(path) if is_bzip else open_unpacked(path) as unpacked:
            _count(iter(lambda: unpacked.read(_PIECE), b""), limits)
    except PACKED_ERRORS as error:
        raise half_written() from error


def _count(pieces: Iterable[bytes], limits: Uploads) -> None:
    """Stop unpacking at the limit: the sizes that an archive states need not be true."""
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.most_unpacked_mb * _MEGABYTE:
            raise RefusalError(
                "bomb",
                f"Unpacked, the file is larger than {limits.most_unpacked_mb} MB, so it was not "
                f"opened any further.",
                f"文件解压后超过 {limits.most_unpacked_mb} MB，已停止打开。",
            )


def _no_workbook() -> RefusalError:
    return RefusalError(
        "wrong_type",
        "The file is not a plain Excel workbook (.xlsx without macros). Save it as one and hand "
        "it in again.",
        "文件不是普通的 Excel 工作簿（不含宏的 .xlsx）。请另存后重新上传。",
    )
