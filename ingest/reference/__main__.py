"""Writes `docs/connect.md` and `docs/sources/` from the code."""

from __future__ import annotations

from pathlib import Path

from ingest.reference.connect import page
from ingest.reference.sources import source_pages


def main() -> None:
    """Write `docs/connect.md` and `docs/sources/` beside the code."""
    docs = Path(__file__).parents[2] / "docs"
    (docs / "connect.md").write_text(page(), encoding="utf-8")
    pages = source_pages()
    (docs / "sources").mkdir(exist_ok=True)
    for old in (docs / "sources").glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (docs / "sources" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
