"""What the catalogue's topics, subscriptions and buckets are called inside a Google Cloud project.

The infrastructure and the emulators are filled with these names, so they are made here only.
"""

from __future__ import annotations

from shared.rules import catalogue


def topic_path(project: str, topic: str) -> str:
    """The full name of a topic."""
    return f"projects/{project}/topics/{topic}"


def subscription_path(project: str, subscription: str) -> str:
    """The full name of a subscription."""
    return f"projects/{project}/subscriptions/{subscription}"


def dead_letters_of(subscription: str) -> str:
    """Where a subscription's dead letters go: a topic, and the pull subscription of the same name.

    Catalogue names are made of letters, digits, dots, dashes and underscores, all of which
    Pub/Sub allows, so nothing has to be escaped.
    """
    return f"dead.{subscription}"


def landing_bucket(project: str, acquisition: str) -> str:
    """The bucket an acquisition's exports land in; bucket names know no underscores of ours."""
    return f"{project}-{catalogue.LANDING}-{acquisition.replace('_', '-')}"


def project_of_landing(bucket: str) -> str:
    """The project whose landing bucket this is; empty for every other bucket."""
    return bucket.rpartition(f"-{catalogue.LANDING}-")[0]


def bucket_name(project: str, bucket: str) -> str:
    """The real name of a bucket of the catalogue; a name that is real already stays as it is."""
    if bucket in catalogue.BUCKETS:
        return f"{project}-{bucket}"
    return bucket
