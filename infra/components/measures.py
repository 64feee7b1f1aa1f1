"""What Cloud Monitoring measures of us, as filters: alerts and the dashboard look at the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

WAITING: Final = "pubsub.googleapis.com/subscription/num_undelivered_messages"
OLDEST: Final = "pubsub.googleapis.com/subscription/oldest_unacked_message_age"
"""Seconds."""

CALLS: Final = "run.googleapis.com/request_count"
LATENCIES: Final = "run.googleapis.com/request_latencies"
"""Milliseconds."""

INSTANCES: Final = "run.googleapis.com/container/instance_count"
FAILED: Final = ' AND metric.label.response_code_class="5xx"'
"""Of calls, those answered with a fault of ours; appended to their filter."""


def of_subscriptions(metric: str, subscriptions: Iterable[str]) -> str:
    """A measure of these subscriptions."""
    return _of("pubsub_subscription", metric, "subscription_id", subscriptions)


def of_services(metric: str, services: Iterable[str]) -> str:
    """A measure of these functions."""
    return _of("cloud_run_revision", metric, "service_name", services)


def of_documents(act: str, database: str) -> str:
    """Documents `read`, `write`n or `delete`d in this database."""
    return _of(
        "firestore.googleapis.com/Database",
        f"firestore.googleapis.com/document/{act}_ops_count",
        "database_id",
        [database],
    )


def _of(resource: str, metric: str, label: str, values: Iterable[str]) -> str:
    wanted = ",".join(f'"{value}"' for value in values)
    return (
        f'resource.type="{resource}" AND metric.type="{metric}" AND '
        f"resource.label.{label}=one_of({wanted})"
    )
