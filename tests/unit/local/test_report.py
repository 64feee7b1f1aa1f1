"""Uploads in one line, and what an acquisition brought in numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.local.loading.report import integration_report, lines
from shared.local.loading.uploads import UploadSummary, find_upload, read_summary
from shared.model.upload import MappedColumn, Part, Upload
from shared.ports import Write
from shared.rules.parts import part_id
from tests.memory_documents import MemoryDocuments

NOW = datetime(2026, 1, 1, 12, 1, tzinfo=UTC)


def an_upload(id: str = "u1", **said: object) -> Upload:
    facts: dict[str, object] = {
        "source": "eventclick.crm", "entity": "contacts", "bucket": "landing",
        "name": "eventclick.crm/export.csv", "generation": "1", "content_hash": "c1",
        "received_at": "2026-01-01T12:00:00+00:00", "size": 100,
    }  # fmt: skip
    return Upload(id=id, **{**facts, **said})  # type: ignore[arg-type]


def stored(*values: Upload | Part) -> MemoryDocuments:
    documents = MemoryDocuments()
    documents.commit(
        [
            Write(
                type(one),
                one.id if isinstance(one, Upload) else part_id(one.upload, one.number),
                one,
            )
            for one in values
        ]
    )
    return documents


def test_a_running_upload_tells_how_much_of_reading_and_resolving_is_done() -> None:
    upload = an_upload(state="mapping", read_bytes=50)
    resolved = Part(upload="u1", number=0, rows=10, mapped=10, contacts=True, resolved=True)
    waiting = Part(upload="u1", number=1, rows=10, mapped=10, contacts=True)

    summary = read_summary(stored(upload, resolved, waiting), upload, now=NOW)

    assert (summary.state, summary.rows, summary.seconds) == ("mapping", 20, 60.0)
    assert summary.share == pytest.approx((0.5 + 1 / 4) / 2)
    assert not summary.has_ended


def test_an_upload_is_resolved_once_every_part_is() -> None:
    upload = an_upload(state="mapped", parts=1)
    part = Part(
        upload="u1", number=0, rows=3, mapped=2, rejected=1, contacts=True,
        resolved=True, created=1, linked=1,
    )  # fmt: skip

    summary = read_summary(stored(upload, part), upload, now=NOW)

    assert (summary.state, summary.share, summary.has_ended) == ("resolved", 1.0, True)
    assert (summary.created, summary.linked, summary.rejected) == (1, 1, 1)


def test_of_several_uploads_of_the_same_bytes_the_latest_of_the_source_is_found() -> None:
    older = an_upload("u1")
    newer = an_upload("u2", received_at="2026-01-02T12:00:00+00:00")
    others = an_upload("u3", source="other.crm", received_at="2026-01-03T12:00:00+00:00")

    documents = stored(older, newer, others)

    assert find_upload(documents, source="eventclick.crm", hashes=["c1"]) == newer
    assert find_upload(documents, source="eventclick.crm", hashes=["c2"]) is None


def test_a_report_tells_the_known_from_the_duplicates_and_adds_up() -> None:
    contacts = UploadSummary(
        upload="u1", source="eventclick.crm", file="export.csv", entity="contacts",
        state="resolved", rows=10, mapped=9, rejected=1, suppressed=0, created=4, linked=3,
        review=2, unchanged=0, duplicates=1, seconds=2.0, received_at="2026-01-01",
    )  # fmt: skip
    mapping = {
        "E-mail": MappedColumn(field="email"),
        "Nom": MappedColumn(field="family_name"),
        "Place": MappedColumn(field="extension"),
        "Mot de passe": MappedColumn(field="extension", dropped=True),
    }

    report = integration_report(
        contacts, mapping=mapping, interactions=[], profiles_before=100, profiles_after=106
    )

    assert (report.direct, report.extension, report.dropped) == (0.5, 0.5, 1)
    assert (report.known, report.duplicates, report.linked) == (2, 1, 3)
    assert report.rows == report.mapped + report.rejected + report.suppressed
    text = "\n".join(lines(report))
    assert "already known                       2" in text
    assert "but 1, dropped by policy" in text
    assert "5 rows/s" in text
