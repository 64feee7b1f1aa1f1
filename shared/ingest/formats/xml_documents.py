"""XML: which element repeats, and so is a record; its children and attributes are the cells."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect, union_of_columns
from shared.ingest.formats.encodings import Encoding
from shared.ingest.formats.xml_reading import RecordParser, expat_name
from shared.ingest.formats.xml_records import XmlFlattener, find_labels, is_data_attribute

_MAX_DEPTH: Final = 6
_SAMPLED: Final = 500
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SPREADSHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"


def sniff_xml(
    head: bytes, encoding: Encoding, *, whole: bool, record_path: str | None = None
) -> Dialect:
    """Work out the dialect of XML from its first bytes (all of it when `whole`).

    `record_path` is like `customers/customer`, below the root. Raises InvalidInput when nothing
    in it looks like a record.
    """
    encoding = _declared_encoding(head) or encoding
    root = _parse_beginning(head, encoding)
    if root.get("xmlns") == _SPREADSHEET:
        raise InvalidInput("this is an Excel 2003 XML workbook: save it as XLSX or CSV")
    groups: dict[str, list[Element]] = {}
    weights: Counter[str] = Counter()
    _weigh_siblings(root, (), groups, weights)
    is_given = record_path is not None
    if record_path is None and weights:
        record_path = max(weights, key=lambda path: weights[path])
    records = groups.get(record_path or "", [])
    if not records or record_path is None:
        wanted = f"at {record_path!r}" if record_path else "with children or attributes"
        raise InvalidInput(f"the XML has no repeated element {wanted}", field="record_path")
    if not whole and len(records) > 1:
        records.pop()  # cut off in the middle
    records = records[:_SAMPLED]
    try:
        labels, repeated = find_labels(records)
        flattener = XmlFlattener(labels=labels, repeated=repeated)
        columns = union_of_columns(flattener.cells(record) for record in records)
    except RecursionError:
        raise InvalidInput("the XML's elements are nested too deeply to read") from None
    left_out = tuple(_describe_left_out(record_path, groups, whole=whole))
    return Dialect(
        type="xml",
        columns=columns,
        encoding=encoding.name,
        bom=encoding.bom,
        record_path=record_path,
        around=(root.tag, *record_path.split("/")),
        is_chosen=is_given,
        labels=labels,
        repeated=repeated,
        evidence=(
            encoding.evidence,
            f"the contract says to read the elements {record_path}"
            if is_given
            else f"its largest group of sibling elements is {record_path}",
            *left_out,
        ),
        left_out=() if is_given else left_out,
    )


def _describe_left_out(
    chosen: str, groups: dict[str, list[Element]], *, whole: bool
) -> Iterator[str]:
    """Say which other elements repeat, or look like the records, and are not read."""
    tags = {child.tag for record in groups[chosen][:_SAMPLED] for child in record}
    told = [f"{chosen}/"]
    for path, group in groups.items():
        if f"{chosen}/".startswith(f"{path}/") or path.startswith(tuple(told)):
            continue
        inside = {child.tag for child in group[0]}
        if len(group) > 1 or (inside and len(inside & tags) * 2 >= len(inside)):
            told.append(f"{path}/")
            least = "" if whole else "at least "
            yield f"the elements `{path}` ({least}{len(group)}) are not read"


def _declared_encoding(head: bytes) -> Encoding | None:
    """Believe the XML declaration where the text can be decoded by it."""
    declared = _DECLARED.match(head)
    if declared is None:
        return None
    name = declared[1].decode()
    try:
        if head.rsplit(b"<", 1)[0].decode(name):
            return Encoding(codecs.lookup(name).name, f"its XML declaration says {name}")
    except (LookupError, UnicodeDecodeError):
        return None
    return None


def _parse_beginning(head: bytes, encoding: Encoding) -> Element:
    parser = RecordParser((), encoding=expat_name(encoding.name, bom=encoding.bom))
    # What came before a mistake is looked at all the same.
    with contextlib.suppress(expat.ExpatError, ValueError, LookupError):
        parser.feed(head)
    parser.take_unfinished_record()
    if not parser.records:
        raise InvalidInput("the file begins like XML but is not well-formed from the start")
    return parser.records[0]


def _weigh_siblings(
    parent: Element, path: tuple[str, ...], groups: dict[str, list[Element]], weights: Counter[str]
) -> None:
    """Note for each path its largest group of siblings: count times what they hold."""
    siblings: dict[str, list[Element]] = {}
    for child in parent:
        siblings.setdefault(child.tag, []).append(child)
    for tag, group in siblings.items():
        below = (*path, tag)
        name = "/".join(below)
        held = sum(len(child) + sum(map(is_data_attribute, child.attrib)) for child in group)
        if held > weights[name]:
            weights[name] = held
            groups[name] = group
    if len(path) + 1 < _MAX_DEPTH:
        for child in filter(len, parent):
            _weigh_siblings(child, (*path, child.tag), groups, weights)
