"""`docs/sources/`: a page per built-in source, and an index of them."""

from __future__ import annotations

from ingest.apis.registry import APIS
from ingest.descriptions import built_in_sources
from ingest.reference.markdown import markdown_table
from ingest.reference.source_page import source_page


def source_pages() -> dict[str, str]:
    """A page per built-in source, by file name, and an index of them."""
    secrets = {name: api.secrets for name, api in APIS.items()}
    sources = built_in_sources()
    pages = {f"{name}.md": source_page(source, secrets) for name, source in sources.items()}
    rows = [
        (f"[{name}]({name}.md)", source.label, source.label_zh, ", ".join(source.datasets))
        for name, source in sorted(sources.items())
    ]
    index = markdown_table(("source", "what", "中文", "datasets"), rows)
    return {"README.md": f"# Built-in sources · 内置来源\n\n{index}", **pages}
