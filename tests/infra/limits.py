"""Limits of Google Cloud that no type declares: lengths, patterns, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

Check = Callable[[Any], str | None]
"""What is wrong with a known value, if anything is."""

_LABEL_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_LABEL_VALUE: Final = re.compile(r"[a-z0-9_-]{0,63}")
_MOST_LABELS: Final = 64

# A channel's labels are its settings (an address), not labels of the resource.
_OTHER_LABELS: Final = {"gcp:monitoring/notificationChannel:NotificationChannel"}


def exceeded(token: str, inputs: Mapping[str, Any]) -> Iterator[str]:
    """What the inputs of a resource of this type exceed, each with its property."""
    for path, check in _LIMITS.get(token, {}).items():
        value = _at(inputs, path)
        problem = None if value is None else check(value)
        if problem:
            yield f"{path}: got {value!r}, expected {problem}"
    for name in ("labels", "userLabels"):
        labels = _at(inputs, name)
        if isinstance(labels, dict) and token not in _OTHER_LABELS:
            yield from _of_labels(name, labels)


def _of_labels(name: str, labels: Mapping[str, Any]) -> Iterator[str]:
    if len(labels) > _MOST_LABELS:
        yield f"{name}: got {len(labels)} labels, expected at most {_MOST_LABELS}"
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key):
            yield f"{name}: got the key {key!r}, expected {_LABEL_KEY.pattern}"
        if isinstance(value, str) and not _LABEL_VALUE.fullmatch(value):
            yield f"{name}.{key}: got {value!r}, expected {_LABEL_VALUE.pattern}"


def _at(inputs: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path, or None where it is absent or not known."""
    value: Any = inputs
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping) and "$secret" in value:
            value = value["$secret"]
        if isinstance(value, Mapping) and "$unknown" in value:
            return None
    return value


def _text(pattern: str, words: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any) -> str | None:
        return None if isinstance(value, str) and compiled.fullmatch(value) else words

    return check


def _number(least: float, most: float, *, or_zero: bool = False) -> Check:
    words = f"{'0 or ' if or_zero else ''}{least} to {most}"

    def check(value: Any) -> str | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = is_number and (least <= value <= most or (or_zero and value == 0))
        return None if fits else words

    return check


def _seconds(least: float, most: float) -> Check:
    """A duration as Google writes it: `600s`, with up to nine decimals."""
    words = f"{least}s to {most}s, written as seconds with an s"

    def check(value: Any) -> str | None:
        written = re.fullmatch(r"(\d+(?:\.\d{1,9})?)s", value) if isinstance(value, str) else None
        return None if written and least <= float(written[1]) <= most else words

    return check


def _utf8(most: int) -> Check:
    def check(value: Any) -> str | None:
        fits = isinstance(value, str) and len(value.encode()) <= most
        return None if fits else f"at most {most} bytes"

    return check


def _at_most(most: int) -> Check:
    def check(value: Any) -> str | None:
        fits = isinstance(value, Sequence) and len(value) <= most
        return None if fits else f"at most {most}"

    return check


_MESSAGING_NAME: Final = _text(
    r"(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}",
    "3 to 255 letters, digits and . _ ~ + % -, beginning with a letter, not with goog",
)
_RETENTION: Final = _seconds(600, 2_678_400)  # 10 minutes to 31 days
_ID_30: Final = _text(
    r"[a-z][a-z0-9-]{4,28}[a-z0-9]",
    "6 to 30 lower-case letters, digits and -, beginning with a letter",
)

_LIMITS: Final[Mapping[str, Mapping[str, Check]]] = {
    "gcp:serviceaccount/account:Account": {"accountId": _ID_30, "displayName": _utf8(100)},
    "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": {
        "workloadIdentityPoolId": _text(
            r"(?!gcp-)[a-z0-9-]{4,32}", "4 to 32 of a-z, 0-9 and -, not beginning with gcp-"
        ),
        "displayName": _text(r"(?s).{0,32}", "at most 32 characters"),
    },
    "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": {
        "workloadIdentityPoolProviderId": _text(
            r"(?!gcp-)[a-z0-9-]{4,32}", "4 to 32 of a-z, 0-9 and -, not beginning with gcp-"
        ),
        "attributeCondition": _text(r"(?s).{0,4096}", "at most 4,096 characters"),
    },
    "gcp:artifactregistry/repository:Repository": {
        "repositoryId": _text(
            r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            "1 to 63 lower-case letters, digits and -, beginning with a letter",
        ),
    },
    "gcp:logging/projectSink:ProjectSink": {
        "name": _text(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", "1 to 100 letters, digits, _ . and -"),
    },
    "gcp:cloudscheduler/job:Job": {
        "name": _text(r"[A-Za-z0-9_-]{1,500}", "1 to 500 letters, digits, _ and -"),
    },
    "gcp:secretmanager/secret:Secret": {
        "secretId": _text(r"[A-Za-z0-9_-]{1,255}", "1 to 255 letters, digits, _ and -"),
    },
    "gcp:bigquery/dataset:Dataset": {
        "datasetId": _text(r"[A-Za-z0-9_]{1,1024}", "1 to 1,024 letters, digits and _"),
    },
    "gcp:kms/keyRing:KeyRing": {
        "name": _text(r"[A-Za-z0-9_-]{1,63}", "1 to 63 letters, digits, _ and -"),
    },
    "gcp:monitoring/alertPolicy:AlertPolicy": {
        "displayName": _text(r"(?s).{1,512}", "1 to 512 characters"),
        "notificationChannels": _at_most(16),
    },
    "gcp:billing/budget:Budget": {
        "displayName": _text(r"(?s).{1,60}", "1 to 60 characters"),
        "allUpdatesRule.monitoringNotificationChannels": _at_most(5),
    },
    "gcp:firestore/backupSchedule:BackupSchedule": {"retention": _seconds(1, 98 * 86_400)},
    "gcp:storage/bucket:Bucket": {
        "name": _text(
            r"(?!goog)[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]",
            "3 to 63 lower-case letters, digits, - and _, not beginning with goog",
        ),
        "softDeletePolicy.retentionDurationSeconds": _number(604_800, 7_776_000, or_zero=True),
    },
    "gcp:cloudfunctionsv2/function:Function": {
        # Cloud Run turns an underscore into a hyphen: the service would have another name.
        "name": _text(
            r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            "1 to 63 lower-case letters, digits and -, beginning with a letter",
        ),
        "serviceConfig.timeoutSeconds": _number(1, 3600),
    },
    "gcp:pubsub/topic:Topic": {
        "name": _MESSAGING_NAME,
        "messageRetentionDuration": _RETENTION,
    },
    "gcp:pubsub/subscription:Subscription": {
        "name": _MESSAGING_NAME,
        "ackDeadlineSeconds": _number(10, 600),
        "deadLetterPolicy.maxDeliveryAttempts": _number(5, 100),
        "messageRetentionDuration": _RETENTION,
        "retryPolicy.minimumBackoff": _seconds(0, 600),
        "retryPolicy.maximumBackoff": _seconds(0, 600),
    },
    "gcp:firestore/database:Database": {
        "name": _text(
            r"\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9]",
            "(default), or 4 to 63 lower-case letters, digits and -, beginning with a letter",
        ),
    },
}
