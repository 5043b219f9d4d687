"""Blocks of a text, which may be given back and taken again in smaller ones, or by lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator


def physical_lines(block: bytes) -> list[bytes]:
    """The lines of a block, with their ends, as Python's `csv` wants them once they are text."""
    return block.splitlines(keepends=True)


class Feed:
    """Blocks in order, all in `codec`; what is put back comes first."""

    def __init__(self, blocks: Iterator[bytes], codec: str) -> None:
        self.codec = codec
        self._blocks = blocks
        self._back: deque[bytes] = deque()

    def take(self) -> bytes:
        """The next block; empty at the end."""
        return self._back.popleft() if self._back else next(self._blocks, b"")

    def put_back(self, block: bytes, size: int | None = None) -> None:
        """Let `block` come next, cut behind the first end of a line after each `size` bytes."""
        cuts = [0]
        while size is not None and cuts[-1] < len(block):
            cuts.append(block.find(b"\n", min(cuts[-1] + size, len(block) - 1)) + 1)
        ends = cuts[1:] or [len(block)]
        pieces = [block[start:end] for start, end in zip(cuts, ends, strict=False)]
        self._back.extendleft(piece for piece in reversed(pieces) if piece)

    def skip(self, size: int) -> None:
        """Leave out the next `size` bytes."""
        while size and (block := self.take()):
            self.put_back(block[size:])
            size -= min(size, len(block))

    def lines(self, block: bytes) -> Lines:
        """The lines of `block`, then those of the blocks after it."""
        return Lines(self, block)


class Lines:
    """Lines one by one; those that nobody asked for can be put back."""

    def __init__(self, feed: Feed, block: bytes) -> None:
        self._feed = feed
        self._lines = deque(physical_lines(block))
        self._is_beyond = False

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if not self._lines:
            self._is_beyond = True
            self._lines.extend(physical_lines(self._feed.take()))
        if not self._lines:
            raise StopIteration
        return self._lines.popleft().decode(self._feed.codec)

    @property
    def is_used_up(self) -> bool:
        """Whether all lines of the first block were taken."""
        return self._is_beyond or not self._lines

    def put_back(self) -> None:
        """Let the lines that are left come next."""
        self._feed.put_back(b"".join(self._lines))
