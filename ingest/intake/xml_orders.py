"""XML lists of orders: an order's own fields, and those of each product in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from ingest.descriptions import SourceDescription
from ingest.intake.delivered import Delivered, Part, Row, decode
from ingest.words import RefusalError

ORDER = "order"
PRODUCT = "product"
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
"""Names an encoding that no longer holds once the bytes are text."""


def read(path: Path, source: SourceDescription) -> Delivered:
    """One row per product of an order, or per order without products.

    Raises:
        RefusalError: not well-formed, or with a document type, which nobody's orders need.
    """
    text = decode(path, source.encoding)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _refusal("a document type is not allowed", "不允许包含文档类型定义")
    try:
        root = ElementTree.fromstring(DECLARATION.sub("", text))
    except ElementTree.ParseError as error:
        raise _refusal(str(error), str(error)) from error
    fields = [line for order in root.iter(ORDER) for line in _lines(order)]
    rows = [Row(number, line) for number, line in enumerate(fields, 1)]
    table = source.tables[0]
    return Delivered([Part(table, tuple(table.columns.values()), rows)])


def _lines(order: ElementTree.Element) -> Iterator[dict[str, str]]:
    products = list(order.iter(PRODUCT))
    inner = {id(element) for product in products for element in product.iter()}
    own = {e.tag: (e.text or "").strip() for e in order.iter() if id(e) not in inner and not len(e)}
    for product in products:
        yield own | {e.tag: (e.text or "").strip() for e in product.iter() if not len(e)}
    if not products:
        yield own


def _refusal(en: str, zh: str) -> RefusalError:
    return RefusalError(
        "not_xml", f"The file cannot be read as XML: {en}.", f"文件不是可读取的 XML：{zh}。"
    )
