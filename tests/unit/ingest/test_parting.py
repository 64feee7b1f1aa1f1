"""A piece of a file becomes a part."""

from __future__ import annotations

import base64

from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.parting import Parted, make_part, map_rows, shards_wanted
from shared.model.contract import Person
from shared.model.privacy import SuppressionShard
from shared.model.upload import MappedColumn, Part
from shared.rules import lake, suppression
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale
from tests.builders import a_hash

MAPPER = Mapper(
    source="acme.crm",
    mapping={"id": MappedColumn(field="source_id"), "mail": MappedColumn(field="email")},
    locale=Locale(),
    key="id",
)
ROWS = [
    Row(1, {"id": "1", "mail": "lou@example.org"}),
    Row(2, {"id": "", "mail": "max@example.org"}),
    RejectedRow(3, "it has 4 cells, the header has 2", b"3;a;b;c"),
    Row(4, {"id": "4", "mail": "ines@example.org", "note": "tel 06 39 98 11 22"}),
]


def the_part(shards: dict[str, SuppressionShard] | None = None) -> Parted:
    return make_part(
        map_rows(ROWS, mapper=MAPPER, entity="contacts", hash=a_hash),
        upload="u1",
        source="acme.crm",
        number=0,
        shards=shards or {},
        hash=a_hash,
        buckets=("lake", "quarantine"),
    )


def test_rows_are_mapped_rejected_or_suppressed_and_nothing_else() -> None:
    mark = suppression.marks(a_hash, [("email", "lou@example.org")])[0]
    shard = suppression.suppress(None, mark, request="r1")

    part = the_part({suppression.shard_of(mark): shard})

    assert part.counts == Part(
        upload="u1", number=0, rows=4, mapped=1, rejected=2, suppressed=1, contacts=True
    )


def test_a_part_and_its_quarantine_have_their_index_beside_them() -> None:
    objects = the_part().objects

    folder = "source=acme.crm/upload=u1/part-00000"
    assert set(objects) == {
        ("lake", f"contacts/{folder}.jsonl.gz"),
        ("lake", f"contacts/{folder}.index.gz"),
        ("quarantine", f"rows/{folder}.jsonl.gz"),
        ("quarantine", f"rows/{folder}.index.gz"),
    }
    index = lake.decode_index(objects[("lake", f"contacts/{folder}.index.gz")])
    assert index[a_hash("index", "phone", "39981122")] == [1], "in an unmapped cell too"


def test_quarantine_keeps_number_reason_and_bytes() -> None:
    part = the_part()

    stored = part.objects[("quarantine", "rows/source=acme.crm/upload=u1/part-00000.jsonl.gz")]
    unmapped, unreadable = lake.decode_lines(stored)
    assert (unmapped["row"], unreadable["row"]) == (2, 3)
    assert unmapped["reason"].startswith("the key column 'id' is empty")
    assert base64.b64decode(unmapped["bytes"]) == b'{"id":"","mail":"max@example.org"}'
    assert unreadable["reason"] == "it has 4 cells, the header has 2"
    assert base64.b64decode(unreadable["bytes"]) == b"3;a;b;c"


def test_the_same_rows_make_the_same_objects() -> None:
    assert the_part().objects == the_part().objects


def test_only_the_shards_that_could_name_somebody_are_read() -> None:
    mapped = map_rows(ROWS[:1], mapper=MAPPER, entity="contacts", hash=a_hash)

    met = [("record", "acme.crm:1"), ("email", "lou@example.org"), ("mention", "lou@example.org")]
    marks = suppression.marks(a_hash, met)
    assert shards_wanted(mapped, hash=a_hash) == {suppression.shard_of(mark) for mark in marks}


def test_a_suppressed_record_s_interactions_do_not_come_in_either() -> None:
    mapper = Mapper(
        source="acme.tickets",
        mapping={"event": MappedColumn(field="event_name")},
        locale=Locale(),
        key="ticket",
        person=Person(column="client", source="crm"),
    )
    mark = suppression.marks(a_hash, [("record", "acme.crm:1")])[0]
    rows = [Row(1, {"ticket": "B1", "client": "1", "event": "Hamlet"})]

    part = make_part(
        map_rows(rows, mapper=mapper, entity="interactions", hash=a_hash),
        upload="u1",
        source="acme.tickets",
        number=0,
        shards={suppression.shard_of(mark): suppression.suppress(None, mark, request="r")},
        hash=a_hash,
        buckets=("lake", "quarantine"),
    )

    assert (part.counts.mapped, part.counts.suppressed) == (0, 1)
    assert part.objects == {}


def test_a_row_that_names_an_erased_person_comes_in_without_that() -> None:
    marks = [suppression.mention_mark(a_hash, one) for one in ("zoe@example.org", "39981122")]
    shards: dict[str, SuppressionShard] = {}
    for mark in marks:
        shard = suppression.shard_of(mark)
        shards[shard] = suppression.suppress(shards.get(shard), mark, request="r")
    rows = [
        Row(1, {"id": "1", "mail": "lou@example.org", "note": "wife: ZOE@example.org 0639981122"}),
        RejectedRow(2, "broken", b"2;zoe@example.org;x"),
        RejectedRow(3, "broken", b"3;max@example.org;x"),
    ]

    part = make_part(
        map_rows(rows, mapper=MAPPER, entity="contacts", hash=a_hash),
        upload="u1",
        source="acme.crm",
        number=0,
        shards=shards,
        hash=a_hash,
        buckets=("lake", "quarantine"),
    )

    folder = "source=acme.crm/upload=u1/part-00000"
    (lou,) = lake.decode_contacts(part.objects[("lake", f"contacts/{folder}.jsonl.gz")])
    assert lou.extensions["note"] == "wife: (erased) (erased)"
    assert lou.fields["email"] == "lou@example.org"
    counts = part.counts
    assert (counts.mapped, counts.rejected, counts.suppressed) == (1, 1, 1)
    index = lake.decode_index(part.objects[("lake", f"contacts/{folder}.index.gz")])
    assert a_hash("index", "email", "zoe@example.org") not in index
    assert a_hash("index", "email", "lou@example.org") in index
