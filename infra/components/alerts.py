"""When people are told: what is measured, from when on it is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_gcp as gcp
from names import mark
from settings import Settings

from components import measures
from shared.rules import catalogue, signals
from shared.rules.needs import NEEDS

_RUNBOOK: Final = "docs/operate.md"
_DAY: Final = "86400s"
_QUIET_HOURS: Final = "14400s"
"""A line that is written every hour rings once in four."""

_FAILURES_A_SECOND: Final = 0.05
_OLDEST_SECONDS: Final = 1800
"""How long a message may wait before somebody should look."""


_NAMES_SOURCE: Final = (signals.SOURCE_LATE, signals.TASK_AWAITED)


@dataclass(frozen=True)
class Alarm:
    """What a policy says to whoever it wakes."""

    name: str
    title: str
    advice: str
    """What to do, and where the runbook goes on."""


def email_channels(
    name: str, addresses: Sequence[str], *, settings: Settings, opts: pulumi.ResourceOptions
) -> list[gcp.monitoring.NotificationChannel]:
    """A channel for each address."""
    return [
        gcp.monitoring.NotificationChannel(
            f"{name}-{mark(address)}",
            project=settings.project,
            display_name=f"{settings.installation} {name}",
            type="email",
            labels={"email_address": address},
            user_labels=settings.names.labels(),
            opts=opts,
        )
        for address in addresses
    ]


@dataclass(frozen=True)
class Bell:
    """Who is rung for, and through which channels."""

    settings: Settings
    channels: Sequence[gcp.monitoring.NotificationChannel]
    opts: pulumi.ResourceOptions

    def ring_over(
        self,
        alarm: Alarm,
        condition: gcp.monitoring.AlertPolicyConditionConditionThresholdArgs,
    ) -> gcp.monitoring.AlertPolicy:
        """Ring when a measure is over its threshold."""
        return self._policy(
            alarm,
            gcp.monitoring.AlertPolicyConditionArgs(
                display_name=alarm.title, condition_threshold=condition
            ),
        )

    def ring_for(
        self, alarm: Alarm, message: str, *, acquisition: str = ""
    ) -> gcp.monitoring.AlertPolicy:
        """Ring when `watch` writes this line; of one acquisition's sources, if it is named."""
        extracted = {"source": "EXTRACT(jsonPayload.source)"} if message in _NAMES_SOURCE else {}
        return self._policy(
            alarm,
            gcp.monitoring.AlertPolicyConditionArgs(
                display_name=alarm.title,
                condition_matched_log=gcp.monitoring.AlertPolicyConditionConditionMatchedLogArgs(
                    filter=log_filter(self.settings, message, acquisition),
                    label_extractors=extracted,
                ),
            ),
            strategy=gcp.monitoring.AlertPolicyAlertStrategyArgs(
                auto_close=_DAY,
                notification_rate_limit=(
                    gcp.monitoring.AlertPolicyAlertStrategyNotificationRateLimitArgs(
                        period=_QUIET_HOURS
                    )
                ),
            ),
        )

    def _policy(
        self,
        alarm: Alarm,
        condition: gcp.monitoring.AlertPolicyConditionArgs,
        strategy: gcp.monitoring.AlertPolicyAlertStrategyArgs | None = None,
    ) -> gcp.monitoring.AlertPolicy:
        return gcp.monitoring.AlertPolicy(
            f"alert-{alarm.name}",
            project=self.settings.project,
            display_name=f"{self.settings.installation}: {alarm.title}",
            combiner="OR",
            conditions=[condition],
            alert_strategy=strategy,
            documentation=gcp.monitoring.AlertPolicyDocumentationArgs(
                content=f"{alarm.advice}\n\nMore: {_RUNBOOK}.", mime_type="text/markdown"
            ),
            notification_channels=[channel.name for channel in self.channels],
            user_labels=self.settings.names.labels(),
            opts=self.opts,
        )


def log_filter(settings: Settings, message: str, acquisition: str = "") -> str:
    """Which lines of the log are meant, in Cloud Logging's language."""
    terms = [
        'resource.type="cloud_run_revision"',
        f'resource.labels.service_name="{settings.names.function("watch")}"',
        f'jsonPayload.message="{message}"',
    ]
    if acquisition:
        terms.append(f'jsonPayload.source=~"^{acquisition}[.]"')
    return " AND ".join(terms)


def platform_alerts(bell: Bell) -> None:
    """The alerts of the whole installation."""
    names = bell.settings.names
    subscriptions = [names.of(one.name) for one in catalogue.SUBSCRIPTIONS]
    dead = [names.dead_letters(one) for one in catalogue.SUBSCRIPTIONS]
    doors = [names.function(name) for name, needs in NEEDS.items() if needs.door != "closed"]
    bell.ring_over(
        Alarm(
            "dead-letters",
            "a message was given up on",
            "List what was given up on with `nova dead-letters`, mend the cause, replay.",
        ),
        _over(0, measures.of_subscriptions(measures.WAITING, dead)),
    )
    bell.ring_over(
        Alarm(
            "oldest-message",
            "a message waits for long",
            "A function fails or is at its limit of instances: see its log and the dashboard.",
        ),
        _over(
            _OLDEST_SECONDS,
            measures.of_subscriptions(measures.OLDEST, subscriptions),
            lasting="300s",
        ),
    )
    bell.ring_over(
        Alarm(
            "failing-doors",
            "callers are answered with errors of ours",
            "See the function's log: every failure names its kind and its place.",
        ),
        _over(
            _FAILURES_A_SECOND,
            measures.of_services(measures.CALLS, doors) + measures.FAILED,
            lasting="300s",
            aligner="ALIGN_RATE",
        ),
    )
    bell.ring_for(
        Alarm(
            "source-late",
            "a source's file is late",
            "Ask the company; `nova status` says since when.",
        ),
        signals.SOURCE_LATE,
    )
    bell.ring_for(
        Alarm(
            "reviews-overdue",
            "doubtful pairs wait for over a day",
            "`nova reviews` shows them.",
        ),
        signals.REVIEWS_OVERDUE,
    )
    bell.ring_for(
        Alarm(
            "request-due",
            "a data-subject request nears its day, or is past it",
            "`nova request status` says who has not answered.",
        ),
        signals.TASK_AWAITED,
    )


def budget_alert(
    *,
    settings: Settings,
    project_number: pulumi.Input[str],
    channels: Sequence[gcp.monitoring.NotificationChannel],
    opts: pulumi.ResourceOptions,
) -> gcp.billing.Budget:
    """Tell when the project's costs of a month reach half, nine tenths and all of the budget."""
    return gcp.billing.Budget(
        "budget",
        billing_account=settings.billing_account,
        display_name=settings.names.of("nova"),
        budget_filter=gcp.billing.BudgetBudgetFilterArgs(
            projects=[pulumi.Output.concat("projects/", project_number)]
        ),
        amount=gcp.billing.BudgetAmountArgs(
            specified_amount=gcp.billing.BudgetAmountSpecifiedAmountArgs(
                units=str(settings.monthly_budget)
            )
        ),
        threshold_rules=[
            gcp.billing.BudgetThresholdRuleArgs(threshold_percent=share)
            for share in (0.5, 0.9, 1.0)
        ],
        all_updates_rule=gcp.billing.BudgetAllUpdatesRuleArgs(
            monitoring_notification_channels=[channel.name for channel in channels],
            disable_default_iam_recipients=False,
        ),
        opts=opts,
    )


def _over(
    threshold: float, filter: str, *, lasting: str = "0s", aligner: str = "ALIGN_MAX"
) -> gcp.monitoring.AlertPolicyConditionConditionThresholdArgs:
    return gcp.monitoring.AlertPolicyConditionConditionThresholdArgs(
        filter=filter,
        comparison="COMPARISON_GT",
        threshold_value=threshold,
        duration=lasting,
        aggregations=[
            gcp.monitoring.AlertPolicyConditionConditionThresholdAggregationArgs(
                alignment_period="60s", per_series_aligner=aligner
            )
        ],
        trigger=gcp.monitoring.AlertPolicyConditionConditionThresholdTriggerArgs(count=1),
    )
