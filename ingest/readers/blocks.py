"""A text file of any size in blocks of whole lines, in UTF-8 whatever it was written in."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.text import (
    check_is_text,
    half_written,
    marked_codec,
    open_unpacked,
    wrong_encoding,
)

_READ = 1 << 20
_PACKED_ERRORS = (EOFError, OSError, zlib.error)
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
    except _PACKED_ERRORS as error:
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


def blocks(path: Path, codec: str, size: int) -> Iterator[bytes]:
    """About `size` delivered bytes at a time, each block ending with the end of a line.

    Raises:
        RefusalError: half-written gzip, or bytes that are no text in `codec`.
    """
    block, rest = b"", b""
    for content in _transcoded(path, codec, size):
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


def _transcoded(path: Path, codec: str, size: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    try:
        with open_unpacked(path) as file:
            while content := file.read(size):
                yield _text(decoder, content, codec, offset)
                offset += len(content)
    except _PACKED_ERRORS as error:
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
