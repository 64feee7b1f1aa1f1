"""Which functions, topics, subscriptions, buckets and stores exist, said once.

The local platform creates and routes what stands here, the emulators are filled from it, and so
is the cloud. Adding a function, topic, bucket or store begins with a line in this file.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

import msgspec

from shared.errors import NotFound
from shared.model import message
from shared.model.change import Change
from shared.model.interaction import StoredInteraction
from shared.model.privacy import Ledger, Request, Restriction, SuppressionShard, Task
from shared.model.profile import Key, Profile, Record, Review
from shared.model.ruling import Ruling
from shared.model.settings import SourceSettings, WeightsVersion
from shared.model.trail import LogState, StoredEntry, Stream
from shared.model.upload import Part, Upload


class Function(NamedTuple):
    """One deployed function: a folder under functions/, and the entry point of the same name."""

    name: str
    trigger: Literal["message", "http"]


class Topic(NamedTuple):
    """Where messages of one type are published; landing notifications come from the buckets."""

    name: str
    carries: type[message.Message]


class Subscription(NamedTuple):
    """A push subscription: one topic's messages reach one function, or its dead letters.

    Seconds throughout. `attempts` deliveries fail before a message becomes a dead letter.
    """

    topic: str
    function: str
    ack_deadline: int = 600
    min_backoff: int = 1
    max_backoff: int = 600
    attempts: int = 8

    @property
    def name(self) -> str:
        """`<topic>.<function>`: unique, and says what it joins."""
        return f"{self.topic}.{self.function}"


class Store(NamedTuple):
    """A collection of documents of one kind, and the fields it may be searched by."""

    name: str
    kind: type[msgspec.Struct]
    searched_by: tuple[str, ...] = ()


class Schedule(NamedTuple):
    """A task of `watch` and how often it is due, in seconds."""

    task: str
    every: int


FUNCTIONS: Final = (
    Function("map_upload", "message"),
    Function("receive_records", "http"),
    Function("resolve_identities", "message"),
    Function("attach_interactions", "message"),
    Function("plan_changes", "message"),
    Function("deliver_changes", "message"),
    Function("privacy_requests", "http"),
    Function("fan_out_request", "message"),
    Function("fulfil_task", "message"),
    Function("watch", "message"),
)

WATCH_DUE: Final = "watch-due"
TOPICS: Final = (
    Topic("landing", message.ObjectLanded),
    Topic("upload-continues", message.UploadContinues),
    Topic("contacts-mapped", message.ContactsMapped),
    Topic("interactions-mapped", message.InteractionsMapped),
    Topic("profiles-changed", message.ProfilesChanged),
    Topic("changes-planned", message.ChangesPlanned),
    Topic("request-accepted", message.RequestAccepted),
    Topic("task-planned", message.TaskPlanned),
    Topic(WATCH_DUE, message.WatchDue),
)

SUBSCRIPTIONS: Final = (
    Subscription("landing", "map_upload"),
    Subscription("upload-continues", "map_upload"),
    Subscription("contacts-mapped", "resolve_identities"),
    Subscription("interactions-mapped", "attach_interactions"),
    Subscription("profiles-changed", "plan_changes"),
    Subscription("changes-planned", "deliver_changes"),
    Subscription("request-accepted", "fan_out_request"),
    Subscription("task-planned", "fulfil_task"),
    Subscription("watch-due", "watch"),
)

LANDING: Final = "landing"
LAKE: Final = "lake"
QUARANTINE: Final = "quarantine"
OUTBOX: Final = "outbox"
PACKAGES: Final = "packages"
EVIDENCE: Final = "evidence"
BUCKETS: Final = (LANDING, LAKE, QUARANTINE, OUTBOX, PACKAGES, EVIDENCE)

STORES: Final = (
    Store("uploads", Upload, ("source", "content_hash", "state")),
    Store("parts", Part, ("upload",)),
    Store("settings", SourceSettings),
    Store("records", Record),
    Store("profiles", Profile, ("alias_of",)),
    Store("keys", Key),
    Store("interactions", StoredInteraction, ("record",)),
    Store("reviews", Review, ("state", "profile", "candidate")),
    Store("decisions", Ruling, ("kept", "other", "state")),
    Store("weights", WeightsVersion),
    Store("changes", Change, ("source", "state", "record")),
    Store("requests", Request, ("state", "rcu")),
    Store("tasks", Task, ("request", "state", "awaits")),
    Store("ledger", Ledger),
    Store("suppressions", SuppressionShard),
    Store("restrictions", Restriction),
    Store("audit", StoredEntry, ("log",)),
    Store("streams", Stream, ("log", "state")),
    Store("logs", LogState),
)

SCHEDULES: Final = (
    Schedule("republish", 60),
    Schedule("checkpoint", 60),
    Schedule("learn", 300),
    Schedule("deadlines", 3600),
    Schedule("flows", 3600),
)

_STORE_OF: Final = {store.kind: store for store in STORES}
_TOPIC_OF: Final = {topic.carries: topic for topic in TOPICS}


def store_of(kind: type[msgspec.Struct]) -> Store:
    """The store that holds documents of this kind."""
    return _STORE_OF[kind]


def topic_of(kind: type[message.Message]) -> Topic:
    """The topic that carries messages of this type."""
    return _TOPIC_OF[kind]


def subscriptions_of(topic: str) -> tuple[Subscription, ...]:
    """Who receives what is published to this topic; nobody, for a message nobody waits for yet."""
    return tuple(sub for sub in SUBSCRIPTIONS if sub.topic == topic)


def subscription(name: str) -> Subscription:
    """The subscription of this name."""
    for sub in SUBSCRIPTIONS:
        if sub.name == name:
            return sub
    raise NotFound(
        f"no subscription {name!r} (known: {', '.join(sub.name for sub in SUBSCRIPTIONS)})"
    )


def source_of_landing(bucket: str, name: str) -> str:
    """The source id an object in a landing bucket speaks for.

    In production each acquisition has its own bucket, `<project>-landing-<acquisition>`, and the
    path is `<source>/<file>`: a bucket can only speak for its own company. On one machine there is
    one folder, `landing`, and the path is `<source id>/<file>`. Raises NotFound for other places.
    """
    first, slash, rest = name.partition("/")
    if not slash or not rest:
        raise NotFound(
            "an export must land in the folder of its source, as <source>/<file>; "
            "this one lies at the top of the bucket"
        )
    if bucket == LANDING:
        return first
    _, marker, acquisition = bucket.rpartition(f"-{LANDING}-")
    if not marker:
        raise NotFound(f"{bucket!r} is not a landing bucket")
    return f"{acquisition.replace('-', '_')}.{first}"
