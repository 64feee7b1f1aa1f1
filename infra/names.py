"""What everything is called, and the limits Google sets to names."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from shared.adapters.google import names as google
from shared.rules import catalogue

LONGEST_BUCKET: Final = 63
_RESERVED: Final = "google"
CONTRACTS: Final = "contracts"
ARCHIVES: Final = "archives"
LOGS: Final = "logs"
INFRASTRUCTURE_BUCKETS: Final = (CONTRACTS, ARCHIVES, LOGS)
"""Beside those of the catalogue: what the program itself puts somewhere."""

PEOPLE: Final = "people.json"
"""The object that says who of the group holds which role."""

ACQUISITIONS: Final = "acquisitions"
"""The folder of the contracts bucket that the functions read."""


def mark(text: str) -> str:
    """A short mark of a text, for logical names: they must not move when a list grows, nor show an
    address."""
    return blake2b(text.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True)
class Names:
    """The names of one installation in one project."""

    project: str
    installation: str

    def of(self, name: str) -> str:
        """The name of anything whose names Google keeps apart by project."""
        return google.within(self.installation, name)

    def bucket(self, name: str) -> str:
        """A bucket's name: they are shared by all of Google Cloud."""
        return f"{self.project}-{self.of(name)}"

    def landing(self, acquisition: str) -> str:
        """The landing bucket of an acquisition."""
        return google.landing_bucket(self.project, acquisition, installation=self.installation)

    def function(self, name: str) -> str:
        """A function's name, and that of the Cloud Run service behind it."""
        return self.of(name.replace("_", "-"))

    def account(self, name: str) -> str:
        """The id of a service account, at most 30 characters."""
        return google.account_id(self.installation, name)

    def writer(self, acquisition: str) -> str:
        """The id of the account an acquired company acts as."""
        return google.writer_account(acquisition, installation=self.installation)

    def email(self, account: str) -> str:
        """A service account's e-mail address."""
        return google.account_email(self.project, account)

    def dead_letters(self, subscription: catalogue.Subscription) -> str:
        """Where a subscription's dead letters go: a topic and the subscription that keeps them."""
        return self.of(google.dead_letters_of(subscription.name))

    def database(self) -> str:
        """The Firestore database."""
        return google.database(self.installation)

    def dataset(self) -> str:
        """The BigQuery dataset; no dashes there."""
        return f"nova_{self.installation}"

    def labels(self) -> dict[str, str]:
        """What every resource carries that can carry labels."""
        return {"product": "nova-express", "installation": self.installation}

    def mistakes(self, acquisition: str) -> list[str]:
        """What Google would refuse if this acquisition were provisioned."""
        name = self.landing(acquisition)
        found = []
        if len(name) > LONGEST_BUCKET:
            found.append(
                f"its landing bucket would be called {name}, {len(name)} characters; at most "
                f"{LONGEST_BUCKET} are possible: shorten the id, the project or the installation"
            )
        if _RESERVED in name:
            found.append(
                f"its landing bucket would be called {name}; no bucket's name may hold {_RESERVED}"
            )
        return found
