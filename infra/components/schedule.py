"""A task of `watch` and its hour: Cloud Scheduler publishes that it is due."""

from __future__ import annotations

import base64
from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

from components.channel import Topic
from shared.model.message import WatchDue
from shared.rules import wire
from shared.rules.catalogue import Schedule

_CRON: Final = {60: "* * * * *", 300: "*/5 * * * *", 3600: "0 * * * *", 86400: "0 3 * * *"}
"""Seconds between two times -> when, in cron's form."""


def schedule_job(
    schedule: Schedule,
    *,
    settings: Settings,
    topic: Topic,
    opts: pulumi.ResourceOptions,
) -> gcp.cloudscheduler.Job:
    """The job that announces one task. KeyError for a period cron has no words for here."""
    content, attributes = wire.encode(WatchDue(task=schedule.task))
    return gcp.cloudscheduler.Job(
        f"schedule-{schedule.task}",
        project=settings.project,
        region=settings.region,
        name=settings.names.of(f"watch-{schedule.task}"),
        schedule=_CRON[schedule.every],
        time_zone="Etc/UTC",
        pubsub_target=gcp.cloudscheduler.JobPubsubTargetArgs(
            topic_name=topic.topic.id,
            data=base64.b64encode(content).decode(),
            attributes=attributes,
        ),
        opts=opts,
    )
