"""XML: the element that repeats is a record, its children and attributes are the cells.

Streamed with expat: memory holds one record. Document types are refused, because entities can
blow a small file up without end, and because skipping them would lose text without a word.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect, union_of_columns
from shared.ingest.formats.encodings import UTF_16, Encoding
from shared.ingest.formats.flattening import encode_json
from shared.ingest.formats.lines import DAMAGED_COMPRESSION, UNPACKING_ERRORS
from shared.ingest.formats.rows import MAX_ROW, CountedRows, Position, RowReader, Unreadable
from shared.ingest.formats.xml_records import XmlFlattener, find_labels, is_data_attribute

_BLOCK_BYTES: Final = 1 << 16
_MAX_DEPTH: Final = 6
_SAMPLED: Final = 500
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SPREADSHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"


class RecordParser:
    """Feed it bytes, take the complete records at one path below the root.

    Without a path the root itself is the record. Raises InvalidInput on a document type.
    """

    def __init__(self, path: Sequence[str], *, encoding: str) -> None:
        self._path = list(path)
        self._open: list[str] = []
        """Tags of the elements around the records, outermost first."""

        self._builder = TreeBuilder()
        self._record: Element | None = None
        self.records: list[Element] = []
        """Complete records not taken yet; the owner empties it."""

        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.EntityDeclHandler = _refuse_document_type

    @property
    def is_inside_record(self) -> bool:
        return self._record is not None

    def feed(self, chunk: bytes) -> None:
        """Parse on; an empty chunk says that the file has ended. Raises expat.ExpatError."""
        self._parser.Parse(chunk, not chunk)

    def take_unfinished_record(self) -> None:
        """Take the record in progress as it is (for looking at a file's beginning)."""
        if self._record is not None:
            self.records.append(self._record)

    def _start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        if [*self._open, tag][1:] != self._path:
            self._open.append(tag)
            return
        # Inside a record expat calls the builder itself: this is what makes it fast.
        self._builder = TreeBuilder()
        self._record = self._builder.start(tag, attributes)
        self._parser.StartElementHandler = self._builder.start
        self._parser.CharacterDataHandler = self._builder.data

    def _end(self, tag: str) -> None:
        if self._record is None:
            self._open.pop()
        elif self._builder.end(tag) is self._record:
            self.records.append(self._record)
            self._record = None
            self._parser.StartElementHandler = self._start_outside
            self._parser.CharacterDataHandler = None


def _refuse_document_type(*_declaration: object) -> None:
    raise InvalidInput(
        "the XML declares a document type or entities, which are not read for safety: export it "
        "without <!DOCTYPE …>"
    )


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
        labels=labels,
        repeated=repeated,
        evidence=(
            encoding.evidence,
            f"its largest group of sibling elements is {record_path}",
            *left_out,
        ),
        left_out=left_out,
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
    parser = RecordParser((), encoding=_expat_name(encoding.name, bom=encoding.bom))
    # What came before a mistake is looked at all the same.
    with contextlib.suppress(expat.ExpatError, ValueError, LookupError):
        parser.feed(head)
    parser.take_unfinished_record()
    if not parser.records:
        raise InvalidInput("the file begins like XML but is not well-formed from the start")
    return parser.records[0]


def _expat_name(encoding: str, *, bom: bool) -> str:
    """Return expat's name of an encoding, which overrules the declaration."""
    if encoding in UTF_16:
        return "UTF-16" if bom else encoding.upper().replace("-LE", "LE").replace("-BE", "BE")
    return encoding


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


def read_xml(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the records of an XML file; what follows a mistake is one rejected row."""
    return CountedRows(_records(stream, dialect), start)


def _records(stream: BinaryIO, dialect: Dialect) -> Iterator[dict[str, str] | Unreadable]:
    stream.seek(0)
    flattener = XmlFlattener(labels=dialect.labels, repeated=dialect.repeated)
    parser = RecordParser(
        dialect.record_path.split("/"), encoding=_expat_name(dialect.encoding, bom=dialect.bom)
    )
    unfinished = 0
    chunk = b""
    while True:
        before = chunk
        chunk = b""
        broken = ""
        try:
            chunk = stream.read(_BLOCK_BYTES)
            parser.feed(chunk)
        except UNPACKING_ERRORS:
            broken = DAMAGED_COMPRESSION
        except expat.ExpatError as error:
            broken = _explain(error) if chunk else "the file is cut off"
        for record in parser.records:
            yield _read(record, flattener)
        unfinished = 0 if parser.records else unfinished + len(chunk)
        parser.records.clear()
        if unfinished > MAX_ROW and parser.is_inside_record:
            broken = f"a record is longer than {MAX_ROW} bytes; nothing after was read"
        if broken:
            yield Unreadable(broken, before + chunk, ends_early=True)
        if broken or not chunk:
            return


def _read(record: Element, flattener: XmlFlattener) -> dict[str, str] | Unreadable:
    try:
        return flattener.cells(record)
    except RecursionError:
        shown = {child.tag: child.text for child in record}
        return Unreadable("its elements are nested too deeply", encode_json(shown).encode())


def _explain(error: expat.ExpatError) -> str:
    mistake = expat.ErrorString(error.code)
    return f"the XML is broken at line {error.lineno} ({mistake}); nothing after was read"
