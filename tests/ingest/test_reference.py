from pathlib import Path

from ingest.reference.connect import page
from ingest.reference.sources import source_pages

CONNECT = Path(__file__).parents[2] / "docs" / "connect.md"
SOURCES = CONNECT.parent / "sources"


def test_the_page_on_connecting_data_says_what_the_code_reads() -> None:
    assert CONNECT.read_text(encoding="utf-8") == page(), "run python -m ingest.reference"


def test_every_built_in_source_has_a_page_that_says_what_the_code_reads() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.md")}
    assert written == source_pages(), "run python -m ingest.reference"
