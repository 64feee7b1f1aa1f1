"""What each deployed function needs: its size, and the least it may touch.

The infrastructure gives exactly this and nothing more; on one machine nobody asks. A test runs the
functions as deployed and compares what they touched with what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from shared.rules.catalogue import EVIDENCE, LAKE, LANDING, OUTBOX, PACKAGES, QUARANTINE

Access = Literal["read", "add", "append", "change"]
"""Of a bucket: look; write new objects only; both; or replace and delete as well."""


class Needs(NamedTuple):
    """One function where it is deployed. Times in seconds."""

    buckets: Mapping[str, Access] = {}
    publishes: tuple[str, ...] = ()
    """Topics, by their names in the catalogue."""

    secrets: tuple[str, ...] = ("pepper",)
    """What it finds in its environment; the pepper keys every hash."""

    contracts: bool = True
    """Whether it reads what was agreed on with each company."""

    signs: bool = False
    """Whether it may use the key that signs the audit's checkpoints."""

    door: Literal["closed", "callers", "staff", "public"] = "closed"
    """Who may call it: only our own subscriptions; systems and people we know, with a token;
    people of the group, signed in; or anybody."""

    staff: bool = False
    """Whether the group's people call it too, by their roles."""

    memory: str = "512Mi"
    cpu: str = "1"
    timeout: int = 300
    concurrency: int = 1
    """Calls one instance takes at a time; more than one only where calls wait on others."""

    instances: int = 20
    """The most there may be: what Firestore, a source or a purse can bear."""


NEEDS: Final[Mapping[str, Needs]] = {
    "map_upload": Needs(
        buckets={LANDING: "change", LAKE: "change", QUARANTINE: "change"},
        publishes=("upload-continues", "contacts-mapped", "interactions-mapped"),
        instances=10,
    ),
    "receive_records": Needs(
        buckets={LAKE: "change", QUARANTINE: "change"},
        publishes=("contacts-mapped",),
        door="callers",
        timeout=60,
        concurrency=8,
    ),
    "resolve_identities": Needs(
        buckets={LAKE: "read", QUARANTINE: "add"},
        publishes=("profiles-changed",),
    ),
    "attach_interactions": Needs(buckets={LAKE: "read", QUARANTINE: "add"}, contracts=False),
    "plan_changes": Needs(
        buckets={LAKE: "read", QUARANTINE: "add"}, publishes=("changes-planned",)
    ),
    "deliver_changes": Needs(
        buckets={LAKE: "read", OUTBOX: "change", QUARANTINE: "add"},
        secrets=("pepper", "webhooks"),
        # More would only wake a company's CRM harder.
        instances=5,
    ),
    "privacy_requests": Needs(
        buckets={PACKAGES: "read", OUTBOX: "change"},
        publishes=("request-accepted",),
        secrets=("pepper", "ledger", "links"),
        door="callers",
        staff=True,
        timeout=60,
        concurrency=8,
        instances=5,
    ),
    "fan_out_request": Needs(
        buckets={OUTBOX: "change", QUARANTINE: "add"},
        publishes=("task-planned",),
        secrets=("pepper", "ledger"),
        instances=5,
    ),
    "fulfil_task": Needs(
        buckets={
            LANDING: "change",
            LAKE: "change",
            QUARANTINE: "change",
            OUTBOX: "change",
            PACKAGES: "change",
        },
        secrets=("pepper", "ledger", "webhooks"),
        memory="1Gi",
        timeout=540,
        # Erasures cut the same parts of the lake: few at a time meet less.
        instances=3,
    ),
    "watch": Needs(
        buckets={
            LAKE: "change",
            QUARANTINE: "change",
            PACKAGES: "change",
            EVIDENCE: "append",
        },
        publishes=(
            "contacts-mapped",
            "profiles-changed",
            "request-accepted",
            "task-planned",
        ),
        signs=True,
        memory="1Gi",
        timeout=540,
        instances=5,
    ),
}
"""By the function's name in the catalogue."""
