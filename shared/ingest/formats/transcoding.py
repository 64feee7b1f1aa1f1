"""A byte stream in any encoding as one in UTF-8, which is all that JSON parsers take."""

from __future__ import annotations

import codecs
from typing import BinaryIO, Literal, Protocol

from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import bom_length


class Readable(Protocol):
    """The one method that streaming parsers need."""

    def read(self, size: int, /) -> bytes: ...


def as_utf_8(
    stream: BinaryIO, dialect: Dialect, *, errors: Literal["strict", "replace"] = "strict"
) -> Readable:
    """Return the stream from its beginning in UTF-8, without byte-order mark.

    Text already in UTF-8 is passed through unchecked: parsers check it.
    """
    stream.seek(bom_length(dialect.encoding) if dialect.bom else 0)
    if dialect.encoding == "utf-8":
        return stream
    return _Transcoder(stream, dialect.encoding, errors)


class _Transcoder:
    def __init__(self, stream: BinaryIO, encoding: str, errors: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)

    def read(self, size: int, /) -> bytes:
        while chunk := self._stream.read(size):
            if text := self._decoder.decode(chunk):
                return text.encode()
        return self._decoder.decode(b"", final=True).encode()
