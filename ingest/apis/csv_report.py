"""Reports that come as files: text in the encodings of ad platforms, lines by header."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Sequence

from ingest.apis.api import ApiError, Record

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def decoded(content: bytes) -> str:
    """The text of a file: zipped, gzipped or plain, in UTF-8 or GB18030.

    Raises:
        ApiError: it is none of these.
    """
    try:
        if content.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read(archive.namelist()[0])
        elif content.startswith(_GZIP):
            content = gzip.decompress(content)
    except (zipfile.BadZipFile, IndexError, OSError, EOFError) as error:
        raise ApiError(f"the download is damaged: {error}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ApiError("the download is neither UTF-8 nor GB18030 text")


def csv_rows(text: str, header: Sequence[str] = (), start: int = 0) -> list[Record]:
    """Lines by header: the first line, or `header` for the lines from `start` on.

    The separator is the one that the text has most of.
    """
    delimiter = max(",\t", key=text.count)
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    body = [line for line in lines[start:] if any(line)]
    names, body = (header, body) if header else (body[0] if body else [], body[1:])
    return [dict(zip(names, line, strict=False)) for line in body]
