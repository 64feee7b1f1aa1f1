"""Does one thing after another in a deployed installation, and waits for what follows from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec

from shared.adapters.google.documents import FirestoreDocuments
from shared.model.message import RequestAccepted
from shared.model.privacy import Request, Task
from shared.model.profile import Profile, Record
from shared.model.upload import Part, Upload
from shared.ports import ABSENT, Write
from shared.rules import catalogue
from shared.rules.lake import part_name
from shared.rules.parts import progress_of, totals
from shared.rules.wire import encode
from tests.infra.cast import CLICKED, CLICKS, CRM, EXPORT, LIVE, MAILING, SUBSCRIBERS, two_files
from tests.infra.deployment import Deployment
from tests.infra.stacks import SUBSCRIPTION, TOPIC
from tests.receiving_system import System

_LONG_AGO: Final = "2026-01-01T00:00:00+00:00"
_AN_HOUR_LATER: Final = "2026-01-01T01:00:00+00:00"


@dataclass(frozen=True)
class Story:
    """The installation after everything has happened, and what was seen on the way."""

    deployment: Deployment
    system: System
    """TrendMedia's own, which takes webhooks."""

    counts: Mapping[str, dict[str, int]]
    """By source: what its first file came to."""

    linked: frozenset[frozenset[str]]
    """Which records stood together once every first file was in."""

    first_told: tuple[dict[str, Any], ...]
    """The changes TrendMedia was told by then."""

    pushed: Mapping[str, Any]
    """How its live change was answered."""

    pushed_counts: Mapping[str, int]
    mediapulse_told: str
    """The file MediaPulse's CRM then found in its outbox."""

    package: tuple[int, bytes]
    erased: Mapping[str, Any]
    """The request as it stood when our own share was done."""

    acknowledged: Mapping[str, int]
    """By system, how its word was answered."""

    completed: Mapping[str, Any]


class Teller:
    """Tells the story of one installation."""

    def __init__(self, deployment: Deployment, system: System) -> None:
        self._deployment = deployment
        self._system = system

    @cached_property
    def documents(self) -> FirestoreDocuments:
        return FirestoreDocuments(self._deployment.firestore)

    def tell(self) -> Story:
        """Everything, in order; returns when nothing is left to do."""
        deployment = self._deployment
        self._load("mediapulse", "crm/base.csv", SUBSCRIBERS.encode(), CRM)
        self._load("trendmedia", "mailing/export.json", json.dumps(EXPORT).encode(), MAILING)
        lines = "".join(json.dumps(one) + "\n" for one in CLICKED)
        self._load("trendmedia", "clicks/march.jsonl", lines.encode(), CLICKS)
        counts = {source: self._counts(source) for source in (CRM, MAILING, CLICKS)}
        linked = frozenset(self._membership())
        deployment.until(self._system.changes, "TrendMedia is told of no change")
        deployment.settle()
        first_told = tuple(self._system.changes())
        status, pushed = deployment.call(
            "receive_records",
            "POST",
            f"/v1/sources/{MAILING}/records",
            roles=(f"source:{MAILING}",),
            body={"records": LIVE},
        )
        assert status == 202, pushed
        deployment.until(self._told_by_file, "MediaPulse is told of no change")
        deployment.settle()
        mediapulse_told = self._told_by_file()
        # Two exports in one archive are refused, and stay where they landed.
        deployment.drop("mediapulse", "crm/two.zip", two_files(SUBSCRIBERS))
        deployment.settle()
        deployment.call("privacy_requests", "GET", "/v1/discovery", roles=("dpo",))
        package = self._package()
        erased = self._erase()
        acknowledged = self._acknowledge(erased)
        self._fire_all()
        self._let_time_pass(erased["id"], pushed["upload"])
        self._fire_all()
        self._send_what_nobody_waits_for()
        return Story(
            deployment=deployment,
            system=self._system,
            counts=counts,
            linked=linked,
            first_told=first_told,
            pushed=pushed,
            pushed_counts=totals(self._parts(self._upload(pushed["upload"]))),
            mediapulse_told=mediapulse_told,
            package=package,
            erased=erased,
            acknowledged=acknowledged,
            completed=self._show(erased["id"]),
        )

    def _load(self, acquisition: str, name: str, content: bytes, source: str) -> None:
        self._deployment.drop(acquisition, name, content)
        self._deployment.until(lambda: self._state(source) == "resolved", f"{source} is resolved")
        self._deployment.settle()

    def _uploads(self, source: str) -> list[Upload]:
        found = self.documents.find(Upload, where={"source": source})
        return sorted((one.value for _, one in found), key=lambda one: one.received_at)

    def _parts(self, upload: Upload) -> list[Part]:
        return [one.value for _, one in self.documents.find(Part, where={"upload": upload.id})]

    def _state(self, source: str) -> str:
        uploads = self._uploads(source)
        return progress_of(uploads[-1], self._parts(uploads[-1])) if uploads else ""

    def _counts(self, source: str) -> dict[str, int]:
        return totals(self._parts(self._uploads(source)[0]))

    def _membership(self) -> set[frozenset[str]]:
        together: dict[str, set[str]] = {}
        for _, one in self.documents.find(Record):
            record = one.value
            together.setdefault(record.rcu, set()).add(f"{record.source}:{record.record_id}")
        standing = {one.value.rcu for _, one in self.documents.find(Profile)}
        assert together.keys() <= standing
        return {frozenset(ids) for ids in together.values()}

    def _upload(self, id: str) -> Upload:
        found = self.documents.get(Upload, id)
        assert found
        return found.value

    def _told_by_file(self) -> str:
        """What MediaPulse's CRM finds in its outbox of changes."""
        found = self._deployment.objects(catalogue.OUTBOX).items()
        return "".join(one.decode() for name, one in found if name.startswith(f"{CRM}/changes-"))

    def _fire_all(self) -> None:
        """Everything that has its hour."""
        for schedule in catalogue.SCHEDULES:
            self._deployment.fire(schedule.task)
        self._deployment.settle()

    def _let_time_pass(self, erasure: str, live: str) -> None:
        """What the clock, and calls that died, would do to what is stored: done to it here."""
        waits = self._open("access", cooling_off_hours=1, record=f"{MAILING}:tm-1")
        self._deployment.settle()
        self._change(Request, waits, accepted_at=_LONG_AGO, starts_at=_AN_HOUR_LATER)
        self._change(Task, f"{erasure}.erasure.nova", verify_at=_LONG_AGO)
        upload = self._upload(live)
        self._change(Upload, live, state="accepted", received_at=_LONG_AGO)
        died = msgspec.structs.replace(
            upload, id="0" * 16, state="mapping", received_at=_LONG_AGO, parts=None
        )
        self.documents.commit([Write(Upload, died.id, died, ABSENT)])
        for bucket, entity in ((catalogue.LAKE, "contacts"), (catalogue.QUARANTINE, "rows")):
            name = part_name(entity, source=MAILING, upload=died.id, number=0)
            place = self._deployment.storage.bucket(self._deployment.bucket(bucket))
            place.blob(name).upload_from_string(b"")
        self._deployment.fire("republish")
        self._deployment.until(lambda: "package" in self._show(waits), "what waited has begun")
        self._change(Request, waits, packaged_at=_LONG_AGO)
        self._deployment.settle()

    def _change(self, kind: type[Any], id: str, **changes: str) -> None:
        self.documents.update(kind, id, lambda one: one and msgspec.structs.replace(one, **changes))

    def _package(self) -> tuple[int, bytes]:
        """Ask for access, and fetch what is made of it."""
        id = self._open("access", record=f"{MAILING}:tm-2")
        self._deployment.until(lambda: "package" in self._show(id), "there is no package")
        self._deployment.settle()
        status, content = self._deployment.call(
            "privacy_requests", "GET", self._show(id)["package"], roles=("dpo",)
        )
        return status, content

    def _erase(self) -> dict[str, Any]:
        id = self._open("erasure", record=f"{MAILING}:tm-2")
        self._deployment.until(
            lambda: self._ours(self._show(id)) == "done", "our own share of the erasure is done"
        )
        self._deployment.settle()
        return self._show(id)

    def _open(self, right: str, *, cooling_off_hours: int = 0, **subject: str) -> str:
        status, said = self._deployment.call(
            "privacy_requests",
            "POST",
            "/v1/requests",
            roles=("dpo",),
            body={
                "right": right,
                "subject": subject,
                "cooling_off_hours": cooling_off_hours,
            },
        )
        assert status == 202, said
        return str(said["id"])

    def _show(self, id: str) -> dict[str, Any]:
        status, said = self._deployment.call(
            "privacy_requests", "GET", f"/v1/requests/{id}", roles=("dpo",)
        )
        assert status == 200, said
        return dict(said)

    def _ours(self, request: Mapping[str, Any]) -> str:
        return next((one["state"] for one in request["tasks"] if one["system"] == "nova"), "")

    def _acknowledge(self, request: Mapping[str, Any]) -> dict[str, int]:
        answers = {}
        for task in request["tasks"]:
            if task["state"] == "sent":
                status, _ = self._deployment.call(
                    "privacy_requests",
                    "POST",
                    f"/v1/requests/{request['id']}/tasks/{task['id']}/acknowledgements",
                    roles=(f"source:{task['system']}",),
                    body={"state": "done", "counts": {"found": 1, "removed": 1}},
                )
                answers[task["system"]] = status
                # Delivered again, as Pub/Sub may at any time.
                again, attributes = encode(RequestAccepted(request=request["id"]))
                self._deployment.publish(self._topic("request-accepted"), again, attributes)
                self._deployment.settle()
        return answers

    def _topic(self, name: str) -> str:
        found = self._deployment.graph.one(TOPIC, f"{name}-topic").inputs
        return f"projects/{found['project']}/topics/{found['name']}"

    def _send_what_nobody_waits_for(self) -> None:
        """A message of a type no function knows, to each: kept in quarantine, not lost."""
        topics = [
            one.inputs["topic"]
            for one in self._deployment.graph.of(SUBSCRIPTION)
            if "pushConfig" in one.inputs
        ]
        for topic in topics:
            self._deployment.publish(topic, b'{"type":"X"}', {"type": "X"})

        def kept() -> bool:
            found = self._deployment.objects(catalogue.QUARANTINE)
            return sum(name.startswith("messages/") for name in found) >= len(topics)

        self._deployment.until(kept, "what is refused is kept")
        self._deployment.settle()
