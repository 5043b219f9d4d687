"""A text file of any size in blocks of whole lines: as delivered, or in UTF-8."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.text import (
    PACKED_ERRORS,
    check_is_text,
    half_written,
    marked_codec,
    open_unpacked,
    wrong_encoding,
)
from ingest.words import RefusalError

_READ = 1 << 20
_LINES_WITHIN = 1 << 16
"""Bytes in which at least one line ends."""
_CHINESE = frozenset({"gb18030", "gbk", "gb2312"})
_NEVER_IN_LETTERS = frozenset(",;\t")
"""No byte of a letter in these codecs is one of them, a quote or the end of a line."""
"""What unpacking raises when a gzip file is half-written or damaged."""


def codec_of(path: Path, encoding: str = "auto") -> str:
    """What `path` is written in: by its mark, as declared, or UTF-8 if all of it is, else GB18030.

    Raises:
        RefusalError: when it is half-written gzip, or no text at all.
    """
    try:
        with open_unpacked(path) as file:
            start = file.read(4)
            check_is_text(start)
            known = marked_codec(start) or ("" if encoding == "auto" else encoding)
            return known or _guessed(start, file)
    except PACKED_ERRORS as error:
        raise half_written() from error


def _guessed(start: bytes, file: io.BufferedIOBase | io.RawIOBase) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    content = start
    try:
        while content:
            decoder.decode(content)
            content = file.read(_READ) or b""
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def block_codec(codec: str, delimiter: str) -> str:
    """The codec to take a CSV apart in: its own where that is safe, which saves turning it all."""
    is_safe = codecs.lookup(codec).name in _CHINESE and delimiter in _NEVER_IN_LETTERS
    return codec if is_safe else "utf-8"


def blocks(path: Path, codec: str, size: int, target: str = "utf-8") -> Iterator[bytes]:
    """About `size` delivered bytes at a time, each block ending with the end of a line.

    They come in `target`, which is UTF-8 or `codec` itself; in the latter nobody has looked yet
    whether they are text, except for NULs.

    Raises:
        RefusalError: half-written gzip, or bytes that are no text in `codec`.
    """
    contents = transcoded if target == "utf-8" else _delivered
    block, rest = b"", b""
    for content in _with_line_feeds(contents(path, codec, size)):
        end = content.rfind(b"\n") + 1
        if end and block:
            yield block
        if end:
            block, rest = rest + content[:end], content[end:]
        else:
            rest += content
    if rest:
        block += rest + b"\n"
    if block:
        yield block


def _with_line_feeds(contents: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with the line ends that all other files have, should they be old Macintosh's."""
    is_old = None
    for content in contents:
        if is_old is None:
            start = content[:_LINES_WITHIN]
            is_old = b"\r" in start and b"\n" not in start
        yield content.replace(b"\r", b"\n") if is_old else content


def not_text(path: Path, codec: str) -> RefusalError | None:
    """The refusal of a file that turned out to be no text in `codec`, which says where."""
    try:
        for _ in transcoded(path, codec, _READ):
            pass
    except RefusalError as refusal:
        return refusal
    return None


def _delivered(path: Path, codec: str, size: int) -> Iterator[bytes]:
    try:
        with open_unpacked(path) as file:
            while content := file.read(size):
                if b"\0" in content:
                    raise wrong_encoding(codec, "NUL")
                yield content
    except PACKED_ERRORS as error:
        raise half_written() from error


def transcoded(path: Path, codec: str, size: int) -> Iterator[bytes]:
    """About `size` delivered bytes at a time in UTF-8, cut between any two letters.

    Raises:
        RefusalError: half-written gzip, or bytes that are no text in `codec`.
    """
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    try:
        with open_unpacked(path) as file:
            while content := file.read(size):
                yield _text(decoder, content, codec, offset)
                offset += len(content)
    except PACKED_ERRORS as error:
        raise half_written() from error
    yield _text(decoder, b"", codec, offset)


def _text(decoder: codecs.IncrementalDecoder, content: bytes, codec: str, offset: int) -> bytes:
    waiting = len(decoder.getstate()[0])
    try:
        text = decoder.decode(content, final=not content)
    except UnicodeDecodeError as error:
        raise wrong_encoding(codec, f"byte {offset - waiting + error.start + 1}") from error
    if "\0" in text:
        raise wrong_encoding(codec, "NUL")
    return text.encode()
