"""Fanli's orders in XML: a rebate portal pays for registrations and for investments."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet, cell
from ingest.readers.xml_file import parse


def read(path: Path, source: SourceDescription) -> Reading:
    """One row per product line of an order; fields of order, product and extension side by side.

    An order that is part of no other is its own parent.

    Raises:
        RefusalError: not XML, or XML that declares a DTD or entities.
    """
    root = parse(path, source.encoding)
    records = [record for order in root.iter("order") for record in _lines(order)]
    headers = list(dict.fromkeys(key for record in records for key in record))
    headers += [name for name in source.tables[0].columns.values() if name not in headers]
    rows = [[record.get(header) for header in headers] for record in records]
    return Reading({"": Sheet(headers, rows, list(range(1, len(rows) + 1)))})


def _lines(order: ElementTree.Element) -> list[dict[str, Cell]]:
    shared = {child.tag: cell(child.text) for child in order if len(child) == 0}
    shared["order_id_parent"] = shared.get("order_id_parent") or shared.get("order_id")
    products = list(order.iter("product"))
    if not products:
        return [{**shared, "line_no": "1"}]
    return [
        {**shared, "line_no": str(number), **_leaves(product)}
        for number, product in enumerate(products, start=1)
    ]


def _leaves(product: ElementTree.Element) -> dict[str, Cell]:
    return {leaf.tag: cell(leaf.text) for leaf in product.iter() if len(leaf) == 0}
