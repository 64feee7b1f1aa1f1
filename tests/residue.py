"""Looks for a person in everything an installation has written, as raw bytes.

A scanner that finds nothing proves nothing: journeys ask for a hit in every place before an
erasure, and for none after.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator

import msgspec

from shared.adapters.google import names
from shared.errors import NotFound
from shared.rules import catalogue
from tests.worlds import EmbeddedWorld, EmulatedWorld, World


def needles(*, emails: Iterable[str], phones: Iterable[str], words: Iterable[str]) -> list[bytes]:
    """Every way these values may be written, in lower case.

    `phones` as +33…; `words` are names, record ids and whatever else only this person has.
    """
    found: set[str] = set()
    for text in (*emails, *words):
        found |= {text, unicodedata.normalize("NFD", text), _without_accents(text)}
        found |= {json.dumps(text)[1:-1], text.replace("@", "%40")}
    for phone in phones:
        national = f"0{phone[3:]}"
        pairs = [national[at : at + 2] for at in range(0, 10, 2)]
        found |= {phone, phone[1:], phone[3:], national, *(gap.join(pairs) for gap in " .-/\u00a0")}
    for text in (*emails, *phones):
        for algorithm in ("md5", "sha1", "sha256"):
            found.add(hashlib.new(algorithm, text.encode()).hexdigest())
    # In base64 a text has three forms, by where it begins; their inner characters give it away.
    for text in list(found):
        for lead in range(3):
            whole = base64.b64encode(b"\0" * lead + text.encode()).decode()
            inner = whole[4 if lead else 0 : len(whole) - 4]
            if len(inner) >= 12:
                found.add(inner)
    return sorted({one.lower().encode() for one in found})


def places_with(world: World, looked_for: list[bytes]) -> dict[str, list[bytes]]:
    """Place -> what of it was found there; places are stores, buckets, or the database's files."""
    hits: dict[str, list[bytes]] = {}
    for place, content in written(world):
        text = content.lower()
        if found := [one for one in looked_for if one in text]:
            hits.setdefault(place, []).extend(found)
    return hits


def written(world: World) -> Iterator[tuple[str, bytes]]:
    """Everything, as (place, content): packed content unpacked as well."""
    for store in catalogue.STORES:
        for id, stored in world.app.documents.find(store.kind):
            yield store.name, id.encode() + b" " + msgspec.json.encode(stored.value)
    for bucket in _buckets(world):
        for name in world.app.objects.list(bucket):
            try:
                content = world.app.objects.read(bucket, name)
            except NotFound:
                continue
            yield bucket, name.encode()
            yield from ((bucket, one) for one in unpacked(content))
    if isinstance(world, EmbeddedWorld):
        for path in sorted(world.folder.rglob("*")):
            if path.is_file() and "buckets" not in path.parts:
                yield f"file {path.name}", path.read_bytes()


def unpacked(content: bytes) -> Iterator[bytes]:
    """The content as it lies there, and what is packed in it; UTF-16 as ASCII; base64 decoded."""
    yield content
    if b"\0" in content[:200]:
        yield content.replace(b"\0", b"")
    if content[:2] == b"\x1f\x8b":
        inner = gzip.decompress(content)
        yield inner
        for line in inner.splitlines():
            if line.startswith(b'{"bytes":'):
                yield base64.b64decode(json.loads(line)["bytes"])
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))


def _buckets(world: World) -> list[str]:
    if isinstance(world, EmulatedWorld):
        landing = [names.landing_bucket(world.project, one) for one in ("mediapulse", "eventclick")]
        return [*landing, *(one for one in catalogue.BUCKETS if one != catalogue.LANDING)]
    return list(catalogue.BUCKETS)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(one for one in decomposed if not unicodedata.combining(one))
