"""The demo's second half: what went back out, one person erased everywhere, and the audit of it."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from shared.errors import Refused
from shared.local.terminal.surface import in_words
from shared.model.caller import Caller
from shared.model.change import Change
from shared.model.privacy import ENDED, OURS
from shared.model.profile import Profile, Record
from shared.rules import catalogue

if TYPE_CHECKING:
    from shared.local.loading.loader import Loader
    from shared.wiring.app import App

ACQUIRED: Final = "eventclick.crm"
BASE: Final = "mediapulse.crm"
_KEY: Final = "N° client"
_PHONE: Final = "Téléphone"
_DPO: Final = Caller("demo", frozenset({"dpo"}))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one source was told."""

    records: int
    values: int
    files: int


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one person's request."""

    request: str
    due: str
    counts: dict[str, int]
    seconds: float
    """From the request to the verified erasure of our own stores."""

    systems: tuple[str, ...]
    state: str
    kept_out: int
    """Rows of theirs in the next file that were not taken in."""


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """What a stranger finds with the bundle and the public key."""

    entries: int
    checkpoints: int
    wrong: str
    file: str


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """The whole circle, closed."""

    told: dict[str, Told]
    change: dict[str, str]
    """The cells by which a phone number changed at EventClick reached MediaPulse's file."""

    came_back: int
    """Changes planned for EventClick because of its own change: none."""

    erased: Erased
    audited: Audited


def close_circle(app: App, loading: Loader, folder: Path, sample: Path) -> Circle:
    """Change a phone number, erase a person, and check the audit, as people would.

    `folder` is the demo's; `sample` the acquired company's export.
    """
    changing, leaving = _linked(app, 2)
    told = _told(app)
    cells, came_back = _change_phone(app, loading, changing)
    erased = _erase(app, loading, leaving, folder, sample)
    return Circle(
        told=told,
        change=cells,
        came_back=came_back,
        erased=erased,
        audited=_audit(app, folder / "audit.zip"),
    )


def _linked(app: App, wanted: int) -> list[Record]:
    """The last acquired records whose people were in the base already."""
    records = sorted(
        (one.value for _, one in app.documents.find(Record) if one.value.source == ACQUIRED),
        key=lambda one: one.record_id,
        reverse=True,
    )
    found = []
    for record in records:
        profile = app.documents.get(Profile, record.rcu)
        if profile and any(member.source == BASE for member in profile.value.members):
            found.append(record)
        if len(found) == wanted:
            return found
    raise Refused("the sample has too few people in both companies to go on with the demo")


def _told(app: App) -> dict[str, Told]:
    """What each source was told so far."""
    changes = [one.value for _, one in app.documents.find(Change)]
    delivered = [one for one in changes if one.state == "delivered"]
    return {
        source: Told(
            records=len({one.record for one in delivered if one.source == source}),
            values=sum(len(one.fields) for one in delivered if one.source == source),
            files=len({one.receipt for one in delivered if one.source == source}),
        )
        for source in app.synchroniser.accepting()
    }


def _change_phone(app: App, loading: Loader, record: Record) -> tuple[dict[str, str], int]:
    """EventClick's CRM sends a new number; what MediaPulse finds in its outbox."""
    before = Counter(one.value.source for _, one in app.documents.find(Change))
    known = set(app.objects.list(catalogue.OUTBOX, f"{BASE}/"))
    app.receiving.receive(ACQUIRED, [{_KEY: record.record_id, _PHONE: "06 39 98 20 26"}])
    loading.settle()
    after = Counter(one.value.source for _, one in app.documents.find(Change))
    cells: dict[str, str] = {}
    for name in sorted(set(app.objects.list(catalogue.OUTBOX, f"{BASE}/")) - known):
        text = app.objects.read(catalogue.OUTBOX, name).decode("utf-8-sig")
        for row in csv.DictReader(text.splitlines()):
            cells = {column: row[column] for column in ("subscriber_id", "phone") if column in row}
    return cells, after[ACQUIRED] - before[ACQUIRED]


def _erase(app: App, loading: Loader, record: Record, folder: Path, sample: Path) -> Erased:
    """The person asks; every system answers; the next file brings them again."""
    doors = app.privacy.doors
    subject = {"record": f"{ACQUIRED}:{record.record_id}"}
    began = time.monotonic()
    opened = doors.open(_DPO, {"right": "erasure", "subject": subject}, idempotency_key=None)
    id = opened["id"]
    loading.settle()
    (ours,) = [one for one in app.privacy.desk.tasks(id) if one.system == OURS]
    seconds = time.monotonic() - began
    asked = [one for one in app.privacy.desk.tasks(id) if one.state not in ENDED]
    for task in asked:
        caller = Caller(task.system, frozenset({f"source:{task.system}"}))
        counts = {"found": task.records, "removed": task.records}
        doors.acknowledge(caller, id, task.id, {"state": "done", "counts": counts})
    again = loading.load(ACQUIRED, _one_row(record, folder, sample), show=_quietly)
    loading.settle()
    return Erased(
        request=id,
        due=ours.deadlines.effective.isoformat(),
        counts=ours.counts,
        seconds=round(seconds, 1),
        systems=tuple(one.system for one in asked),
        state=doors.show(_DPO, id)["state"],
        kept_out=again.suppressed,
    )


def _one_row(record: Record, folder: Path, sample: Path) -> Path:
    """The next export: it holds the person still, and one neighbour in the file."""
    lines = sample.read_bytes().splitlines(keepends=True)
    mark = record.record_id.encode()
    own = [place for place, line in enumerate(lines) if line.startswith(mark)]
    other = next(line for line in lines[1:] if not line.startswith(mark))
    path = folder / "tmp" / "next_export.csv"
    path.parent.mkdir(exist_ok=True, mode=0o700)
    path.write_bytes(lines[0] + b"".join(lines[place] for place in own) + other)
    return path


def _quietly(seen: Any) -> None:
    """The demo has said enough while it loaded."""


def _audit(app: App, path: Path) -> Audited:
    from shared.audit.bundle import read_bundle, write_bundle  # noqa: PLC0415
    from shared.audit.checkpoint import Verifier  # noqa: PLC0415
    from shared.audit.verification import first_wrong, verify_bundle  # noqa: PLC0415

    app.sealing.seal()
    write_bundle(app.exporting.bundle(), path)
    verdicts = verify_bundle(read_bundle(path), Verifier.of(*app.exporting.signer.keys))
    return Audited(
        entries=sum(one.entries for one in verdicts),
        checkpoints=sum(one.checkpoints for one in verdicts),
        wrong=first_wrong(verdicts),
        file=str(path),
    )


def lines(circle: Circle) -> Iterator[str]:
    """The circle, for people."""
    yield "Told to the others"
    for source, told in circle.told.items():
        yield _row(
            source, f"{told.records:,}", f"records, {told.values:,} values: nova sync status"
        )
    phone = circle.change.get("phone", "nothing")
    yield _row("a phone changed at EventClick", "1", f"told MediaPulse as {phone}")
    yield _row("came back", f"{circle.came_back:,}", "our own changes are recognised")
    erased = circle.erased
    yield ""
    yield f"One person erased everywhere: {erased.request}, due {erased.due}"
    found = ", ".join(in_words(count, kind) for kind, count in erased.counts.items())
    yield _row("our own stores", f"{erased.seconds:.1f} s", f"verified: {found}")
    yield _row(
        "other systems", str(len(erased.systems)), f"acknowledged: {', '.join(erased.systems)}"
    )
    yield _row("the request", erased.state, "nova request status " + erased.request)
    yield _row("in the next file", str(erased.kept_out), "row kept out, and its sender told")
    yield ""
    audited = circle.audited
    verdict = "as signed" if not audited.wrong else f"WRONG: {audited.wrong}"
    yield f"Audit: {audited.entries:,} entries, {audited.checkpoints} checkpoints, {verdict}"


def _row(label: str, number: str, remark: str) -> str:
    return f"  {label:<30}{number:>9}  {remark}"
