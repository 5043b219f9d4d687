"""XLSX files whose bytes depend on nothing but what they say: no clock, no zip times."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook

Row = Sequence[str | int | float]
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def workbook(day: date, sheets: dict[str, list[Row]]) -> bytes:
    """A workbook with these sheets (header row first), dated with a day."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.properties.created = datetime.combine(day, datetime.min.time())
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw, f"{day}T00:00:00Z".encode())


def _timeless(raw: io.BytesIO, modified: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + modified, content)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
