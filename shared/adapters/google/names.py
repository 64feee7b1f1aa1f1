"""What the catalogue's things are called inside a Google Cloud project.

The infrastructure and the emulators are filled with these names, so they are made here only.
Several installations (`dev`, `prod`) may share a project: the installation's name then stands in
every name. Without one, as on the emulators, it is left out.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from shared.rules import catalogue

_LONGEST_ACCOUNT: Final = 30
"""Characters of a service account's id, by Google's limit."""

_MARK: Final = 4
"""Hex characters that tell two shortened names apart."""


def topic_path(project: str, topic: str, *, installation: str = "") -> str:
    """The full name of a topic."""
    return f"projects/{project}/topics/{within(installation, topic)}"


def subscription_path(project: str, subscription: str, *, installation: str = "") -> str:
    """The full name of a subscription."""
    return f"projects/{project}/subscriptions/{within(installation, subscription)}"


def dead_letters_of(subscription: str) -> str:
    """Where a subscription's dead letters go: a topic, and the pull subscription of the same name.

    Catalogue names are made of letters, digits, dots, dashes and underscores, all of which
    Pub/Sub allows, so nothing has to be escaped.
    """
    return f"dead.{subscription}"


def landing_bucket(project: str, acquisition: str, *, installation: str = "") -> str:
    """The bucket an acquisition's exports land in; bucket names know no underscores of ours."""
    name = f"{catalogue.LANDING}-{acquisition.replace('_', '-')}"
    return f"{project}-{within(installation, name)}"


def project_of_landing(bucket: str) -> str:
    """The project whose landing bucket this is; empty for every other bucket.

    Holds for projects without installations in them, as on the emulators.
    """
    return bucket.rpartition(f"-{catalogue.LANDING}-")[0]


def bucket_name(project: str, bucket: str, *, installation: str = "") -> str:
    """The real name of a bucket of the catalogue; a name that is real already stays as it is."""
    if bucket in catalogue.BUCKETS:
        return f"{project}-{within(installation, bucket)}"
    return bucket


def database(installation: str) -> str:
    """The Firestore database of an installation; the project's default one without a name."""
    return f"nova-{installation}" if installation else "(default)"


def writer_account(acquisition: str, *, installation: str) -> str:
    """The id of the account an acquired company writes its exports as; at most 30 characters."""
    return account_id(installation, f"writer-{acquisition.replace('_', '-')}")


def account_id(installation: str, name: str) -> str:
    """A service account's id; long ones are cut, and a mark tells them apart."""
    whole = within(installation, name.replace("_", "-")).replace(".", "-")
    if len(whole) <= _LONGEST_ACCOUNT:
        return whole
    mark = blake2b(whole.encode(), digest_size=_MARK // 2).hexdigest()
    return f"{whole[: _LONGEST_ACCOUNT - _MARK - 1].rstrip('-')}-{mark}"


def account_email(project: str, account: str) -> str:
    """The e-mail address Google gives the service account of this id."""
    return f"{account}@{project}.iam.gserviceaccount.com"


def within(installation: str, name: str) -> str:
    """A name inside an installation."""
    return f"{installation}-{name}" if installation else name
