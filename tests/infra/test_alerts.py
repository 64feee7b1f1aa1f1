"""Alerts and the dashboard, read by Google's own definitions of them."""

from __future__ import annotations

import io
import json
import logging

import pytest
from google.cloud.monitoring_dashboard_v1 import Dashboard
from google.cloud.monitoring_v3 import AlertPolicy
from google.protobuf import json_format

from shared.adapters.logs import JsonLines
from shared.rules import catalogue, signals
from tests.infra.program import Graph
from tests.infra.stacks import graph

POLICY = "gcp:monitoring/alertPolicy:AlertPolicy"


def read(policy: dict[str, object]) -> AlertPolicy:
    """What Monitoring's API would make of a policy; raises for a word it does not know."""
    said = {name: value for name, value in policy.items() if name != "project"}
    return json_format.ParseDict(said, AlertPolicy.pb(AlertPolicy()))


def test_every_alert_is_one_monitoring_would_take(stack: Graph) -> None:
    for one in stack.of(POLICY):
        policy = read(dict(one.inputs))
        assert policy.display_name, one.name
        assert policy.documentation.content, one.name
        assert len(policy.notification_channels) >= 1, one.name
        assert len(policy.conditions) == 1, one.name


def test_an_alert_with_a_word_monitoring_does_not_know_is_found_out() -> None:
    with pytest.raises(json_format.ParseError, match="thresholds"):
        read({"displayName": "x", "conditions": [{"thresholds": 1}]})


def test_the_dashboard_is_one_monitoring_would_take(stack: Graph) -> None:
    said = json.loads(
        stack.one("gcp:monitoring/dashboard:Dashboard", "dashboard").inputs["dashboardJson"]
    )

    dashboard = json_format.ParseDict(said, Dashboard.pb(Dashboard()))

    tiles = dashboard.mosaic_layout.tiles
    assert len(tiles) == 10
    places = {(tile.x_pos, tile.y_pos) for tile in tiles}
    assert len(places) == len(tiles)
    assert all(tile.x_pos + tile.width <= dashboard.mosaic_layout.columns for tile in tiles)


def test_what_must_never_wait_unseen_has_an_alert(stack: Graph) -> None:
    alerts = {one.name for one in stack.of(POLICY)}

    companies = {
        f"alert-{company}-{what}"
        for company in ("eventclick", "mediapulse")
        for what in ("source-late", "request-due")
    }
    assert alerts - companies == {
        "alert-dead-letters",
        "alert-oldest-message",
        "alert-failing-doors",
        "alert-source-late",
        "alert-reviews-overdue",
        "alert-request-due",
    }
    assert companies <= alerts


def test_every_subscription_s_dead_letters_and_age_are_looked_at(stack: Graph) -> None:
    dead = str(stack.one(POLICY, "alert-dead-letters").inputs["conditions"])
    oldest = str(stack.one(POLICY, "alert-oldest-message").inputs["conditions"])

    for one in catalogue.SUBSCRIPTIONS:
        assert f"dead.{one.name}" in dead
        assert f"-{one.name}" in oldest


@pytest.mark.parametrize(
    ("alert", "message", "extra"),
    [
        ("alert-source-late", signals.SOURCE_LATE, {"source": "eventclick.crm", "due": "…"}),
        ("alert-reviews-overdue", signals.REVIEWS_OVERDUE, {"reviews": 3, "oldest_hours": 30.0}),
        ("alert-request-due", signals.TASK_AWAITED, {"task": "t1", "source": "eventclick.crm"}),
    ],
)
def test_an_alert_waits_for_the_line_the_function_writes(
    alert: str, message: str, extra: dict[str, object]
) -> None:
    written = a_line(message, extra)
    (condition,) = graph("prod").one(POLICY, alert).inputs["conditions"]
    matched = condition["conditionMatchedLog"]

    assert f'jsonPayload.message="{written["message"]}"' in matched["filter"]
    for path in matched.get("labelExtractors", {}).values():
        name = path.removeprefix("EXTRACT(jsonPayload.").removesuffix(")")
        assert name in written


def a_line(message: str, extra: dict[str, object]) -> dict[str, object]:
    """The line Cloud Logging reads from a function's output."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    record = logging.LogRecord("nova", logging.WARNING, __file__, 1, message, (), None)
    record.__dict__.update(extra)
    handler.emit(record)
    line: dict[str, object] = json.loads(stream.getvalue())
    return line
