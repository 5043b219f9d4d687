"""Fanli's orders in XML: a rebate portal pays for registrations and for investments."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet, cell
from ingest.readers.text import read_text
from ingest.words import RefusalError


def read(path: Path, source: SourceDescription) -> Reading:
    """One row per product line of an order; fields of order, product and extension side by side.

    Raises:
        RefusalError: not XML, or XML that declares a DTD or entities.
    """
    text = read_text(path, source.encoding)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RefusalError(
            "unsafe_xml",
            "The XML declares a DTD or entities, which an order list never needs.",
            "XML 中声明了 DTD 或实体，订单文件不应包含这些内容。",
        )
    try:
        root = ElementTree.fromstring(_without_declaration(text))
    except ElementTree.ParseError as error:
        raise RefusalError(
            "not_the_stated_format",
            f"The file is not valid XML: {error}.",
            f"文件不是合法的 XML：{error}。",
        ) from error
    records = [record for order in root.iter("order") for record in _lines(order)]
    headers = list(dict.fromkeys(key for record in records for key in record))
    headers += [name for name in source.tables[0].columns.values() if name not in headers]
    rows = [[record.get(header) for header in headers] for record in records]
    return Reading({"": Sheet(headers, rows, list(range(1, len(rows) + 1)))})


def _without_declaration(text: str) -> str:
    """The text is decoded already, so an encoding in the declaration would only mislead."""
    return text[text.index("?>") + 2 :] if text.lstrip().startswith("<?xml") else text


def _lines(order: ElementTree.Element) -> list[dict[str, Cell]]:
    shared = {child.tag: cell(child.text) for child in order if len(child) == 0}
    products = list(order.iter("product"))
    if not products:
        return [{**shared, "line_no": "1"}]
    return [
        {**shared, "line_no": str(number), **_leaves(product)}
        for number, product in enumerate(products, start=1)
    ]


def _leaves(product: ElementTree.Element) -> dict[str, Cell]:
    return {leaf.tag: cell(leaf.text) for leaf in product.iter() if len(leaf) == 0}
