"""Bytes to text: byte order marks, UTF-8 and GB18030, refused when none of them fits."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from pathlib import Path

from isal import igzip, isal_zlib

from ingest.words import RefusalError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GZIP_MAGIC = b"\x1f\x8b"
PACKED_ERRORS: tuple[type[Exception], ...] = (  # ty: ignore[invalid-assignment]
    EOFError,
    OSError,
    zlib.error,
    isal_zlib.error,  # an instance, if its stub were right
)
"""What reading a gzip file raises when it ends too early or is damaged."""
_BINARY = {b"PK\x03\x04": "Excel workbook / Excel 工作簿", b"%PDF": "PDF", b"\xd0\xcf": "Excel 97"}


def read_text(path: Path, encoding: str = "auto") -> str:
    """The whole text of `path`, unpacked when it is gzip.

    Raises:
        RefusalError: half-written gzip, not text at all, or in no known encoding.
    """
    content = _unpacked(path)
    check_is_text(content)
    return _decoded(content, encoding)


def check_is_text(content: bytes) -> None:
    """Refuse what begins as a file of another kind does."""
    for magic, kind in _BINARY.items():
        if content.startswith(magic):
            raise RefusalError(
                "not_the_stated_format",
                f"This is not a text file but: {kind}. Save it as CSV, UTF-8, and drop it again.",
                f"这不是文本文件，而是 {kind}。请另存为 UTF-8 编码的 CSV 后重新放入。",
            )


def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(GZIP_MAGIC):
        return content
    try:
        return gzip.decompress(content)
    except PACKED_ERRORS as error:
        raise half_written() from error


def open_unpacked(path: Path) -> gzip.GzipFile | io.FileIO:
    """The bytes of `path`, unpacked while they are read when it is gzip."""
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP_MAGIC
    return igzip.IGzipFile(path) if is_packed else io.FileIO(path)


def half_written() -> RefusalError:
    """The refusal of a gzip file that ends too early or is damaged."""
    return RefusalError(
        "half_written",
        "The gzip file ends too early or is damaged: it was probably still being written. "
        "Deliver it again, complete.",
        "gzip 文件不完整或已损坏，可能尚未写完。请重新完整投递。",
    )


def marked_codec(content: bytes) -> str | None:
    """The codec that a byte order mark at the beginning stands for."""
    return next((codec for mark, codec in _MARKS if content.startswith(mark)), None)


def _decoded(content: bytes, encoding: str) -> str:
    marked = marked_codec(content)
    if marked is not None:
        return _strict(content, marked)
    if encoding != "auto":
        return _strict(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(content, "gb18030")


def _strict(content: bytes, codec: str) -> str:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise wrong_encoding(codec, f"byte {error.start + 1}") from error
    if "\0" in text:
        raise wrong_encoding(codec, "NUL")
    return text


def wrong_encoding(codec: str, where: str) -> RefusalError:
    """The refusal of a file whose bytes are not the text they should be."""
    return RefusalError(
        "wrong_encoding",
        f"The file is not {codec} text (at {where}). Save it as UTF-8 or GB18030 and drop it "
        f"again.",
        f"文件不是 {codec} 编码的文本（位置：{where}）。请另存为 UTF-8 或 GB18030 后重新放入。",
    )
