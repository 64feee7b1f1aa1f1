"""Rights: what the program grants each function, and what a deployed function made use of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from shared.rules.needs import Access
from tests.infra.deployment import Deployment
from tests.infra.program import Graph
from tests.infra.stacks import BUCKET, BUCKET_GRANT, FUNCTION, TOPIC_GRANT

LOOK: Final = frozenset({"get", "list"})
CREATE: Final = frozenset({"create"})
PERMISSIONS: Final[Mapping[str, frozenset[str]]] = {
    "roles/storage.objectViewer": LOOK,
    "roles/storage.objectCreator": CREATE,
    "roles/storage.objectUser": LOOK | CREATE | {"delete", "update"},
}
"""Of objects, by role: storage.objects.get and so on (cloud.google.com/storage/docs/access-control/
iam-roles). None of them may ask for a bucket itself."""

PUBLISHER: Final = "roles/pubsub.publisher"


class Rights(NamedTuple):
    """Of one function: (bucket, permission), and topics."""

    buckets: frozenset[tuple[str, str]]
    topics: frozenset[str]

    def without(self, other: Rights) -> Rights:
        """Those that are not among the other's."""
        return Rights(self.buckets - other.buckets, self.topics - other.topics)

    def and_(self, other: Rights) -> Rights:
        """Both together."""
        return Rights(self.buckets | other.buckets, self.topics | other.topics)


NONE: Final = Rights(frozenset(), frozenset())


def granted(graph: Graph) -> dict[str, Rights]:
    """What each function's account may do. Raises KeyError for a role nobody has thought about."""
    names = _buckets(graph)
    found = {}
    for function in graph.of(FUNCTION):
        member = f"serviceAccount:{function.inputs['serviceConfig']['serviceAccountEmail']}"
        buckets = {
            (names[one.inputs["bucket"]], permission)
            for one in graph.of(BUCKET_GRANT)
            if one.inputs["member"] == member
            for permission in PERMISSIONS[one.inputs["role"]]
        }
        topics = {
            one.inputs["topic"]
            for one in graph.of(TOPIC_GRANT)
            if (one.inputs["member"], one.inputs["role"]) == (member, PUBLISHER)
        }
        name = function.inputs["buildConfig"]["entryPoint"]
        found[name] = Rights(frozenset(buckets), frozenset(topics))
    return found


def used(deployment: Deployment) -> dict[str, Rights]:
    """What each function asked for; what is not understood stands as it was asked."""
    names = _buckets(deployment.graph)
    topics = f"projects/{deployment.project}/topics/"
    return {
        name: Rights(
            frozenset((names.get(bucket, bucket), what) for bucket, what in one.storage.used),
            frozenset(topic.removeprefix(topics) for topic in one.messages.used),
        )
        for name, one in deployment.functions.items()
    }


def _buckets(graph: Graph) -> dict[str, str]:
    """Registered name -> logical name."""
    return {str(one.inputs["name"]): one.name for one in graph.of(BUCKET)}


def by_kind(rights: Rights) -> Rights:
    """The same with one `landing` for every company's, and topics without their installation."""
    return Rights(
        frozenset(
            ("landing" if bucket.endswith("-landing") else bucket, permission)
            for bucket, permission in rights.buckets
        ),
        frozenset(topic.partition("-")[2] for topic in rights.topics),
    )


def least(rights: Rights) -> dict[str, Access]:
    """By bucket, the least access there is that allows all of this."""
    allows: dict[Access, frozenset[str]] = {
        "read": PERMISSIONS["roles/storage.objectViewer"],
        "add": PERMISSIONS["roles/storage.objectCreator"],
        "append": LOOK | CREATE,
        "change": PERMISSIONS["roles/storage.objectUser"],
    }
    wanted: dict[str, set[str]] = {}
    for bucket, permission in rights.buckets:
        wanted.setdefault(bucket, set()).add(permission)
    return {
        bucket: next(access for access, allowed in allows.items() if permissions <= allowed)
        for bucket, permissions in sorted(wanted.items())
    }
