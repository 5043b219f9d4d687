"""Personal values become keyed hashes here, in memory, before anything is written.

HMAC-SHA-256; equal values are hashed once, since visitors repeat their address for many events.
"""

from __future__ import annotations

import hashlib

import pyarrow as pa
from pydantic import SecretStr

from ingest.contracts import Dataset, hashed_names
from ingest.mapping import FILE_NO, ROW_NUMBER

BLOCK = 64
"""Bytes of one SHA-256 block, to which HMAC pads its key."""
REMEMBERED = 500_000
"""Hashes kept at most, about 100 MB."""


class Hasher:
    """Keyed hashes of one ingest; the key stays inside two prepared hash states."""

    def __init__(self, key: SecretStr) -> None:
        secret = key.get_secret_value().encode()
        short = hashlib.sha256(secret).digest() if len(secret) > BLOCK else secret
        padded = short.ljust(BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))
        self._known: dict[str, str | None] = {}

    def digest(self, value: str) -> str:
        """The same as `hmac.new(key, value, "sha256").hexdigest()`, at a third of its time."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(value.encode())
        outer.update(inner.digest())
        return outer.hexdigest()

    def replace(self, batch: pa.RecordBatch, dataset: Dataset) -> pa.RecordBatch:
        """`batch` with the lake's hashes in place of its personal columns, in the lake's order."""
        columns: dict[str, pa.Array] = {name: batch[name] for name in (FILE_NO, ROW_NUMBER)}
        for column in dataset.columns:
            values = batch[column.name]
            if not column.pii:
                columns[column.name] = values
                continue
            hashed, *block = hashed_names(column)
            columns[hashed] = self._hashed(values)
            for name in block:
                columns[name] = self._hashed(_blocks(values))
        return pa.RecordBatch.from_pydict(columns)

    def _hashed(self, values: pa.Array) -> pa.Array:
        encoded = values.dictionary_encode()
        hashes = [self._remembered(text) for text in encoded.dictionary.to_pylist()]
        return pa.array(hashes, pa.string()).take(encoded.indices)

    def _remembered(self, text: str) -> str | None:
        try:
            return self._known[text]
        except KeyError:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            trimmed = text.strip()
            found = self._known[text] = self.digest(trimmed) if trimmed else None
            return found


def _blocks(addresses: pa.Array) -> pa.Array:
    encoded = addresses.dictionary_encode()
    blocks = [ip_block(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(blocks, pa.string()).take(encoded.indices)


def ip_block(address: str) -> str | None:
    """The /24 block of an IPv4 address, the /64 block of an IPv6 one, as text."""
    address = address.strip()
    if ":" in address:
        return ":".join(address.split(":")[:4]) + "::/64"
    return address.rpartition(".")[0] + ".0/24" if "." in address else None
