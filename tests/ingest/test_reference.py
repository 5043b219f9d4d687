from pathlib import Path

from ingest.reference import page

CONNECT = Path(__file__).parents[2] / "docs" / "connect.md"


def test_the_page_on_connecting_data_says_what_the_code_reads() -> None:
    assert CONNECT.read_text(encoding="utf-8") == page(), "run python -m ingest.reference"
