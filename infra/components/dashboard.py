"""The dashboard in Cloud Monitoring: what flows, what waits, what fails, what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from settings import Settings

from components import measures
from shared.rules import catalogue, signals
from shared.rules.needs import NEEDS

_COLUMNS: Final = 48
_WIDTH: Final = 24
_HEIGHT: Final = 16


def dashboard_json(settings: Settings) -> str:
    """The dashboard as Cloud Monitoring's API takes it."""
    tiles = []
    for place, widget in enumerate(_widgets(settings)):
        across = place % (_COLUMNS // _WIDTH)
        tiles.append(
            {
                "xPos": across * _WIDTH,
                "yPos": place // (_COLUMNS // _WIDTH) * _HEIGHT,
                "width": _WIDTH,
                "height": _HEIGHT,
                "widget": widget,
            }
        )
    return json.dumps(
        {
            "displayName": f"NOVA Express ({settings.installation})",
            "labels": {"product": "nova-express"},
            "mosaicLayout": {"columns": _COLUMNS, "tiles": tiles},
        },
        sort_keys=True,
    )


def _widgets(settings: Settings) -> Iterator[dict[str, Any]]:
    names = settings.names
    subscriptions = [names.of(one.name) for one in catalogue.SUBSCRIPTIONS]
    dead = [names.dead_letters(one) for one in catalogue.SUBSCRIPTIONS]
    services = [names.function(one) for one in NEEDS]
    yield _chart(
        "Messages that wait",
        measures.of_subscriptions(measures.WAITING, subscriptions),
        by="subscription_id",
    )
    yield _chart(
        "Oldest message (s)",
        measures.of_subscriptions(measures.OLDEST, subscriptions),
        by="subscription_id",
    )
    yield _chart(
        "Dead letters", measures.of_subscriptions(measures.WAITING, dead), by="subscription_id"
    )
    calls = measures.of_services(measures.CALLS, services)
    yield _chart("Calls a second", calls, by="service_name", aligner="ALIGN_RATE")
    yield _chart(
        "Failed calls a second", calls + measures.FAILED, by="service_name", aligner="ALIGN_RATE"
    )
    yield _chart(
        "Slowest calls (ms, 99 of 100 are faster)",
        measures.of_services(measures.LATENCIES, services),
        by="service_name",
        aligner="ALIGN_PERCENTILE_99",
    )
    yield _chart("Instances", measures.of_services(measures.INSTANCES, services), by="service_name")
    yield _chart(
        "Documents read, written and deleted a second",
        *(measures.of_documents(act, names.database()) for act in ("read", "write", "delete")),
        by="database_id",
        aligner="ALIGN_RATE",
    )
    lines = (signals.SOURCE_LATE, signals.REVIEWS_OVERDUE, signals.TASK_AWAITED)
    said = " OR ".join(f'jsonPayload.message="{line}"' for line in lines)
    yield {
        "title": "What watch has to say",
        "logsPanel": {
            "filter": f'resource.labels.service_name="{names.function("watch")}" AND ({said})'
        },
    }
    yield {
        "title": "Faults",
        "logsPanel": {
            "filter": f'resource.type="cloud_run_revision" AND severity>=ERROR AND '
            f'resource.labels.service_name:"{settings.installation}-"'
        },
    }


def _chart(title: str, *filters: str, by: str, aligner: str = "ALIGN_MAX") -> dict[str, Any]:
    aggregation = {
        "alignmentPeriod": "60s",
        "perSeriesAligner": aligner,
        "crossSeriesReducer": "REDUCE_MAX" if "PERCENTILE" in aligner else "REDUCE_SUM",
        "groupByFields": [f"resource.label.{by}"],
    }
    return {
        "title": title,
        "xyChart": {
            "dataSets": [
                {
                    "plotType": "LINE",
                    "timeSeriesQuery": {
                        "timeSeriesFilter": {"filter": filter, "aggregation": aggregation}
                    },
                }
                for filter in filters
            ]
        },
    }
