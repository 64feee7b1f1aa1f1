"""Does a file of any kind hold the person? Looked for in its bytes, packed ones unpacked."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from typing import BinaryIO, Final

from shared.rules.redaction import Redaction

_PIECE: Final = 1 << 20
_OVERLAP: Final = 512
"""Bytes of a piece looked at again with the next: longer than any address or number."""

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"


def holds(stream: BinaryIO, redaction: Redaction) -> bool:
    """Whether a file names an address or number only this person has.

    Text in any encoding that keeps ASCII, UTF-16, gzip, and ZIP (workbooks are) are looked into;
    what breaks off is looked into as far as it goes.
    """
    start = stream.read(len(_ZIP))
    stream.seek(0)
    if start[:2] == _GZIP:
        return _in_pieces(gzip.GzipFile(fileobj=stream), redaction)  # type: ignore[arg-type]
    if start == _ZIP:
        return _in_members(stream, redaction)
    return _in_pieces(stream, redaction)


def _in_members(stream: BinaryIO, redaction: Redaction) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    if _in_pieces(member, redaction):  # type: ignore[arg-type]
                        return True
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        stream.seek(0)
        return _in_pieces(stream, redaction)
    return False


def _in_pieces(stream: BinaryIO, redaction: Redaction) -> bool:
    before = b""
    while True:
        try:
            piece = stream.read(_PIECE)
        except (OSError, EOFError, zlib.error):
            return False  # broken off: what was whole has been looked at
        if not piece:
            return False
        # Without the zeros UTF-16 reads as ASCII, which is all addresses and numbers are made of.
        text = (before + piece).replace(b"\0", b"").decode("latin-1")
        if redaction.names_in(text):
            return True
        before = piece[-_OVERLAP:]
