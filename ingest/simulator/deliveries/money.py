"""Amounts as text; all money of the simulation is whole fen or whole yuan."""

from __future__ import annotations


def yuan(fen: int) -> str:
    """Exact decimal text of an amount in fen."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def grouped_yuan(fen: int) -> str:
    """With thousands separators and quotes from a thousand yuan on: `"1,078.50"`."""
    return f'"{fen // 100:,}.{fen % 100:02d}"' if fen >= 100_000 else yuan(fen)


def grouped(count: int) -> str:
    """A whole number with thousands separators, in quotes once it has one."""
    return f'"{count:,}"' if count >= 1_000 else str(count)
