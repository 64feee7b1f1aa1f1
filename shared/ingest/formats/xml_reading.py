"""The records of an XML document, streamed with expat: memory holds one record.

Document types are refused, because entities can blow a small file up without end, and because
skipping them would lose text without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from shared.errors import InvalidInput
from shared.ingest.formats.beside_records import MORE_BESIDE, OutsideElements
from shared.ingest.formats.blocks import UNPACKING_ERRORS
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import UTF_16
from shared.ingest.formats.flattening import encode_json
from shared.ingest.formats.lines import DAMAGED_COMPRESSION
from shared.ingest.formats.rows import MAX_ROW, CountedRows, Position, RowReader, Unreadable
from shared.ingest.formats.xml_records import XmlFlattener

_BLOCK_BYTES: Final = 1 << 16


class RecordParser:
    """Feed it bytes, take the complete records at one path below the root.

    Without a path the root itself is the record. `outside` follows the elements around and beside
    them. Raises InvalidInput on a document type.
    """

    def __init__(
        self, path: Sequence[str], *, encoding: str, outside: OutsideElements | None = None
    ) -> None:
        self._path = list(path)
        self._outside = outside
        self._open: list[str] = []
        """Tags of the elements around the records, outermost first."""

        self._builder = TreeBuilder()
        self._record: Element | None = None
        self.records: list[Element] = []
        """Complete records not taken yet; the owner empties it."""

        self.ends: list[int] = []
        """Beside each of them, where its end tag begins (or an empty element ends)."""

        self._fed = 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = outside.data if outside else None
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.EntityDeclHandler = _refuse_document_type

    @property
    def is_inside_record(self) -> bool:
        return self._record is not None

    @property
    def error_index(self) -> int:
        """Where, in the bytes fed, a mistake was found."""
        return self._parser.ErrorByteIndex

    def feed(self, chunk: bytes) -> None:
        """Parse on; an empty chunk says that the file has ended. Raises expat.ExpatError."""
        self._fed += len(chunk)
        self._parser.Parse(chunk, not chunk)

    @property
    def unfinished(self) -> int:
        """How many of the bytes fed the parser holds, as the beginning of a tag or a comment."""
        return self._fed - self._parser.CurrentByteIndex

    def take_unfinished_record(self) -> None:
        """Take the record in progress as it is (for looking at a file's beginning)."""
        if self._record is not None:
            self.records.append(self._record)

    def _start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        if [*self._open, tag][1:] != self._path:
            self._open.append(tag)
            if self._outside:
                is_parent = self._open[1:] == self._path[:-1]
                self._outside.start(attributes, is_parent=is_parent)
            return
        # Inside a record expat calls the builder itself: this is what makes it fast.
        self._builder = TreeBuilder()
        self._record = self._builder.start(tag, attributes)
        self._parser.StartElementHandler = self._builder.start
        self._parser.CharacterDataHandler = self._builder.data

    def _end(self, tag: str) -> None:
        if self._record is None:
            if self._outside:
                holds_records = self._path[: len(self._open) - 1] == self._open[1:]
                self._outside.end(tag, holds_records=holds_records)
            self._open.pop()
        elif self._builder.end(tag) is self._record:
            self.records.append(self._record)
            if self._outside:
                self._outside.is_behind = True
            self.ends.append(self._parser.CurrentByteIndex)
            self._record = None
            self._parser.StartElementHandler = self._start_outside
            self._parser.CharacterDataHandler = self._outside.data if self._outside else None


def _refuse_document_type(*_declaration: object) -> None:
    raise InvalidInput(
        "the XML declares a document type or entities, which are not read for safety: export it "
        "without <!DOCTYPE …>"
    )


def expat_name(encoding: str, *, bom: bool) -> str:
    """Return expat's name of an encoding, which overrules the declaration."""
    if encoding in UTF_16:
        return "UTF-16" if bom else encoding.upper().replace("-LE", "LE").replace("-BE", "BE")
    return encoding


def read_xml(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the records of an XML file; what follows a mistake is one rejected row."""
    return CountedRows(_XmlRecords(stream, dialect, start.offset if start else None), start)


class _XmlRecords:
    """The records behind a place, which is where the end tag of one begins (`Records`)."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, offset: int | None) -> None:
        self.place = offset
        self._stream = stream
        # Behind a place the parser is told what is open there; in UTF-16 it could not follow.
        self._knows_places = bool(dialect.around) and dialect.encoding not in UTF_16
        self._flattener = XmlFlattener(labels=dialect.labels, repeated=dialect.repeated)
        path = dialect.record_path.split("/")
        self._outside = OutsideElements(is_behind=offset is not None)
        self._parser = RecordParser(
            path,
            encoding=expat_name(dialect.encoding, bom=dialect.bom),
            outside=self._outside if dialect.is_all_wanted else None,
        )
        self._is_reopened = offset is not None
        """The first record is only the end of one that was read before."""

        self._shift = 0
        """A place in the file less the parser's."""

        self._offset = offset or 0
        stream.seek(self._offset)
        if offset is not None:
            opened = "".join(f"<{tag}>" for tag in dialect.around).encode(dialect.encoding)
            self._parser.feed(opened)
            self._shift = offset - len(opened)

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]:
        parser = self._parser
        unfinished = 0
        chunk = b""
        while True:
            before = chunk
            chunk = b""
            broken = ""
            try:
                chunk = self._stream.read(_BLOCK_BYTES)
                self._offset += len(chunk)
                parser.feed(chunk)
            except UNPACKING_ERRORS:
                broken = DAMAGED_COMPRESSION
            except expat.ExpatError as error:
                broken = self._explain(error) if chunk else "the file is cut off"
            if self._is_reopened and parser.records:
                self._is_reopened = False
                del parser.records[0], parser.ends[0]
            unfinished = 0 if parser.records else unfinished + len(chunk)
            for record, end in zip(parser.records, parser.ends, strict=True):
                if self._knows_places and (len(record) or record.text):
                    self.place = end + self._shift
                yield _read(record, self._flattener)
            parser.records.clear()
            parser.ends.clear()
            if unfinished > MAX_ROW and parser.is_inside_record:
                broken = f"a record is longer than {MAX_ROW} bytes; nothing after was read"
            elif not broken and parser.unfinished > MAX_ROW:
                broken = f"a comment or tag is longer than {MAX_ROW} bytes; nothing after was read"
            if not broken and not chunk and self._outside.may_be_records:
                broken = f"{MORE_BESIDE}: it is not read"
            if broken:
                yield Unreadable(broken, self._unread(before + chunk), ends_early=True)
            if broken or not chunk:
                return

    def _unread(self, held: bytes) -> bytes:
        """Return, of the bytes read last, those behind the last record."""
        begins = self._offset - len(held)
        return held[max(0, self.place - begins) :] if self.place is not None else held

    def _explain(self, error: expat.ExpatError) -> str:
        mistake = expat.ErrorString(error.code)
        place = self._parser.error_index + self._shift
        return f"the XML is broken at about byte {place} ({mistake}); nothing after was read"


def _read(record: Element, flattener: XmlFlattener) -> dict[str, str] | Unreadable:
    try:
        return flattener.cells(record)
    except RecursionError:
        shown = {child.tag: child.text for child in record}
        raw = encode_json(shown).encode()
        return Unreadable("its elements are nested too deeply", raw, cut=True)
