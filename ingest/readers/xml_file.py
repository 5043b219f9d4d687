"""XML lists of orders: whichever elements carry the described fields are the rows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet, cell, match_headers, missing_columns
from ingest.readers.text import read_text
from ingest.words import RefusalError


def parse(path: Path, encoding: str) -> ElementTree.Element:
    """The root of a document without a DTD.

    Raises:
        RefusalError: not XML, or XML that declares a DTD or entities.
    """
    text = read_text(path, encoding)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RefusalError(
            "unsafe_xml",
            "The XML declares a DTD or entities, which an order list never needs.",
            "XML 中声明了 DTD 或实体，订单文件不应包含这些内容。",
        )
    try:
        return ElementTree.fromstring(_without_declaration(text))
    except ElementTree.ParseError as error:
        raise RefusalError(
            "not_the_stated_format",
            f"The file is not valid XML: {error}.",
            f"文件不是合法的 XML：{error}。",
        ) from error


def _without_declaration(text: str) -> str:
    """The text is decoded already, so an encoding in the declaration would only mislead."""
    return text[text.index("?>") + 2 :] if text.lstrip().startswith("<?xml") else text


def read(path: Path, source: SourceDescription) -> Reading:
    """One row per element whose attributes and leaves include the required fields.

    Raises:
        RefusalError: see `parse`; also when elements look like rows but lack required fields.
    """
    table = source.tables[0]
    wanted, needed = table.headers, table.needed
    root = parse(path, source.encoding)
    found = [record for record in map(_fields, root.iter()) if match_headers(wanted, list(record))]
    headers = list(dict.fromkeys(name for record in found for name in record))
    missing = [header for header in needed if header not in match_headers(wanted, headers)]
    if found and missing:
        raise missing_columns(missing, headers)
    headers = headers or wanted
    rows = [[record.get(header) for header in headers] for record in found]
    return Reading({"": Sheet(headers, rows, list(range(1, len(rows) + 1)))})


def _fields(element: ElementTree.Element) -> dict[str, Cell]:
    leaves = {child.tag: cell(child.text) for child in element if len(child) == 0}
    return {name: cell(text) for name, text in element.attrib.items()} | leaves
