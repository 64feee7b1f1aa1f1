"""The stack's configuration, typed: every setting, its default and what it means.

All mistakes are told at once, before the first resource.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import pulumi
from names import Names

from shared.config import INSTALLATION_IN_WORDS, INSTALLATION_PATTERN
from shared.model.caller import ROLES
from shared.rules.needs import NEEDS

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_ROLE: Final = re.compile(rf"({'|'.join(ROLES)})(@[a-z][a-z0-9_]*)?")
_REGION: Final = re.compile(r"europe-[a-z]+[0-9]+")
_NOT_IN_THE_EU: Final = ("europe-west2", "europe-west6")
"""London and Zurich."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One installation: `pulumi config set nova:<name>` for each."""

    project: str
    """`gcp:project`: the Google Cloud project, which exists already."""

    region: str = "europe-west1"
    """`nova:region`: the one place in the EU where everything is kept and runs: data, keys,
    messages and functions."""

    installation: str
    """`nova:installation`: tells installations in one project apart; the stack's name if left
    out."""

    project_number: str = ""
    """`nova:project_number`: asked of Google when left out."""

    acquisitions: str = "infra/acquisitions"
    """`nova:acquisitions`: the folder of contracts, from the root of the repository."""

    protect: bool = True
    """`nova:protect`: keys, documents and evidence cannot be deleted by this program. False for
    an installation that is thrown away."""

    firestore_cmek: bool = False
    """`nova:firestore_cmek`: our own key for Firestore too; Google's quota for it starts at 0."""

    point_in_time_recovery: bool = False
    """`nova:point_in_time_recovery`: Firestore can go back 7 days, and what was erased stays as
    long."""

    backup_days: int = 0
    """`nova:backup_days`: daily backups of Firestore, kept as long; 0 for none. What was erased
    stays in them: replay the ledger after a restore (docs/operate.md)."""

    evidence_years: int = 6
    """`nova:evidence_years`: how long checkpoints of the audit cannot be deleted."""

    lock_evidence: bool = False
    """`nova:lock_evidence`: that retention can never be shortened again. Irreversible."""

    landing_days: int = 30
    """`nova:landing_days`: how long an export that could not be read whole waits in landing."""

    quarantine_days: int = 180
    """`nova:quarantine_days`: how long refused rows wait to be mended."""

    outbox_days: int = 30
    """`nova:outbox_days`: how long files for companies wait to be fetched."""

    log_days: int = 400
    """`nova:log_days`: how long the audit logs of Google Cloud are kept."""

    data_access_logs: bool = True
    """`nova:data_access_logs`: Google notes who read which data. Billed by volume."""

    audit_key_version: int = 1
    """`nova:audit_key_version`: raise it by one to sign checkpoints with a new key; the one before
    signs too, so that nobody is left without (docs/audit.md). A leaked key ends with the second
    raise, once checkpoints were sealed in between. Never lower it."""

    alerts: tuple[str, ...] = ()
    """`nova:alerts`: e-mail addresses that are told when something is wrong."""

    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`nova:people`: e-mail address -> roles (engineer, reviewer, marketer, care, dpo)."""

    deployers: tuple[str, ...] = ()
    """`nova:deployers`: who runs this program, as `user:…` or `serviceAccount:…`; they may let the
    functions act as their accounts."""

    billing_account: str = ""
    """`nova:billing_account`: for an alert on costs; without, there is none."""

    monthly_budget: int = 200
    """`nova:monthly_budget`: in the billing account's currency; told at 50, 90 and 100 %."""

    secrets: Mapping[str, pulumi.Output[str]] = field(default_factory=dict, repr=False)
    """`nova:secrets`: 32 random bytes in base64 each, encrypted in the stack file."""

    @property
    def names(self) -> Names:
        """What everything is called."""
        return Names(self.project, self.installation)


def read_settings(stack: str) -> Settings:
    """The settings of this stack. Raises RunError with every mistake."""
    config, google = pulumi.Config("nova"), pulumi.Config("gcp")
    mistakes: list[str] = []
    said: dict[str, Any] = {"project": google.get("project") or ""}
    said["installation"] = config.get("installation") or stack
    for name, kind in Settings.__annotations__.items():
        read = _READERS.get(kind)
        if read is None or name in said:
            continue
        try:
            value = read(config, name)
        except (pulumi.ConfigTypeError, ValueError, TypeError) as error:
            mistakes.append(f"nova:{name}: {error}")
            continue
        if value is not None:
            said[name] = value
    said["secrets"] = _secrets(config, mistakes)
    settings = Settings(**said)
    mistakes += _mistakes(settings)
    if mistakes:
        raise pulumi.RunError("\n".join(["the stack's configuration has mistakes:", *mistakes]))
    return settings


def secret_names() -> tuple[str, ...]:
    """The secrets some function needs."""
    return tuple(sorted({name for needs in NEEDS.values() for name in needs.secrets}))


def _read_list(config: pulumi.Config, name: str) -> tuple[str, ...] | None:
    found = config.get_object(name)
    if found is not None and not isinstance(found, list):
        raise ValueError(f"it is {found!r}; it must be a list")
    return None if found is None else tuple(map(str, found))


def _read_people(config: pulumi.Config, name: str) -> dict[str, tuple[str, ...]] | None:
    found = config.get_object(name)
    if found is not None and not isinstance(found, dict):
        raise ValueError("it must be settings of the form `address: [role, …]`")
    return None if found is None else {who: tuple(roles) for who, roles in found.items()}


def _secrets(config: pulumi.Config, mistakes: list[str]) -> dict[str, pulumi.Output[str]]:
    found = config.get_secret_object("secrets")
    held = config.get_object("secrets") or {}
    mistakes += [
        f"nova:secrets.{name} is not set: pulumi config set --secret --path "
        f'nova:secrets.{name} "$(openssl rand -base64 32)"'
        for name in secret_names()
        if not held.get(name)
    ]
    if found is None:
        return {}
    return {name: found.apply(partial(_one_of, name=name)) for name in held}


def _one_of(secrets: Mapping[str, object], name: str) -> str:
    return str(secrets[name])


def _mistakes(settings: Settings) -> list[str]:
    found = []
    if not settings.project:
        found.append("gcp:project is not set: pulumi config set gcp:project <id>")
    if not re.fullmatch(INSTALLATION_PATTERN, settings.installation):
        found.append(
            f"nova:installation is {settings.installation!r}; it must be {INSTALLATION_IN_WORDS}"
        )
    if not _REGION.fullmatch(settings.region) or settings.region in _NOT_IN_THE_EU:
        found.append(
            f"nova:region is {settings.region!r}; it must be a region in the EU, as europe-west1"
        )
    found += [
        f"nova:{name} is {getattr(settings, name)}; it must be 1 or more"
        for name in ("evidence_years", "landing_days", "quarantine_days", "outbox_days", "log_days")
        if getattr(settings, name) < 1
    ]
    found += [
        f"{address!r} is no e-mail address (nova:alerts, nova:people)"
        for address in (*settings.alerts, *settings.people)
        if not _EMAIL.fullmatch(address)
    ]
    found += [
        f"nova:people: {address} holds {role!r}; it must be one of {', '.join(ROLES)}, alone or "
        "with @<acquisition>"
        for address, roles in settings.people.items()
        for role in roles
        if not _ROLE.fullmatch(role)
    ]
    return found


_READERS: Final[Mapping[str, Callable[[pulumi.Config, str], Any]]] = {
    "str": pulumi.Config.get,
    "bool": pulumi.Config.get_bool,
    "int": pulumi.Config.get_int,
    "tuple[str, ...]": _read_list,
    "Mapping[str, tuple[str, ...]]": _read_people,
}
"""How a setting of each type is read."""
