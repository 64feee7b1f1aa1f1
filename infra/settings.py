"""The stack's configuration, typed: every setting, its default and what it means.

All mistakes are told at once, before the first resource.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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

_PROJECT: Final = re.compile(r"[a-z][a-z0-9-]{4,28}[a-z0-9]")
_DEPLOYER: Final = re.compile(r"(user|group|serviceAccount):[^@\s:]+@[^@\s]+")
_BILLING_ACCOUNT: Final = re.compile(r"([0-9A-F]{6}-){2}[0-9A-F]{6}")
_KEPT_BY_GOOGLE: Final = ("goog", "gcp")
"""Topics may not begin with the one, and identity pools not be called after the other."""

_MOST_ALERTED: Final = 16
"""Channels of one alert, by Google's limit."""

_SECRET_BYTES: Final = 32
_RANGES: Final = {
    "evidence_years": (1, 100),
    "landing_days": (1, 36_500),
    "quarantine_days": (1, 36_500),
    "outbox_days": (1, 36_500),
    "log_days": (1, 36_500),
    "backup_days": (0, 98),
    "audit_key_version": (1, 1_000),
    "monthly_budget": (1, 1_000_000_000),
}
"""Setting -> least and most; 100 years of retention and 14 weeks of backups are Google's limits."""


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
    if found is not None and not (
        isinstance(found, dict) and all(isinstance(roles, list) for roles in found.values())
    ):
        raise ValueError("it must be settings of the form `address: [role, …]`")
    return None if found is None else {who: tuple(roles) for who, roles in found.items()}


def _secrets(config: pulumi.Config, mistakes: list[str]) -> dict[str, pulumi.Output[str]]:
    found = config.get_secret_object("secrets")
    held = config.get_object("secrets") or {}
    if not isinstance(held, dict):
        mistakes.append("nova:secrets: it must be settings of the form `name: value`")
        return {}
    mistakes += [
        f"nova:secrets.{name} must be {_SECRET_BYTES} bytes in base64, as `openssl rand -base64 "
        f"{_SECRET_BYTES}` writes them"
        for name, value in held.items()
        if value and not _is_secret(value)
    ]
    mistakes += [
        f"nova:secrets.{name} is not set: pulumi config set --secret --path "
        f'nova:secrets.{name} "$(openssl rand -base64 32)"'
        for name in secret_names()
        if not held.get(name)
    ]
    if found is None:
        return {}
    return {name: found.apply(partial(_one_of, name=name)) for name in held}


def _is_secret(value: object) -> bool:
    try:
        return len(base64.b64decode(str(value), validate=True)) == _SECRET_BYTES
    except ValueError:
        return False


def _one_of(secrets: Mapping[str, object], name: str) -> str:
    return str(secrets[name])


def _mistakes(settings: Settings) -> list[str]:
    return [*_of_place(settings), *_of_numbers(settings), *_of_people(settings)]


def _of_place(settings: Settings) -> Iterator[str]:
    if not settings.project:
        yield "gcp:project is not set: pulumi config set gcp:project <id>"
    elif not _PROJECT.fullmatch(settings.project):
        yield (
            f"gcp:project is {settings.project!r}; it must be a project's id: 6 to 30 lower-case "
            "letters, digits and -, a letter first"
        )
    if not re.fullmatch(INSTALLATION_PATTERN, settings.installation):
        yield f"nova:installation is {settings.installation!r}; it must be {INSTALLATION_IN_WORDS}"
    elif settings.installation.startswith(_KEPT_BY_GOOGLE):
        yield (
            f"nova:installation is {settings.installation!r}; names that begin with "
            f"{' or '.join(_KEPT_BY_GOOGLE)} are Google's own"
        )
    if not _REGION.fullmatch(settings.region) or settings.region in _NOT_IN_THE_EU:
        yield f"nova:region is {settings.region!r}; it must be a region in the EU, as europe-west1"


def _of_numbers(settings: Settings) -> Iterator[str]:
    for name, (least, most) in _RANGES.items():
        if not least <= getattr(settings, name) <= most:
            yield f"nova:{name} is {getattr(settings, name)}; it must be {least:,} to {most:,}"
    if settings.project_number and not settings.project_number.isdecimal():
        yield f"nova:project_number is {settings.project_number!r}; it must be digits"
    if settings.billing_account and not _BILLING_ACCOUNT.fullmatch(settings.billing_account):
        yield (
            f"nova:billing_account is {settings.billing_account!r}; it must be as "
            "000000-AAAAAA-BBBBBB"
        )


def _of_people(settings: Settings) -> Iterator[str]:
    for address in (*settings.alerts, *settings.people):
        if not _EMAIL.fullmatch(address):
            yield f"{address!r} is no e-mail address (nova:alerts, nova:people)"
    for address, roles in settings.people.items():
        for role in roles:
            if not isinstance(role, str) or not _ROLE.fullmatch(role):
                yield (
                    f"nova:people: {address} holds {role!r}; it must be one of "
                    f"{', '.join(ROLES)}, alone or with @<acquisition>"
                )
    for deployer in settings.deployers:
        if not _DEPLOYER.fullmatch(deployer):
            yield (
                f"nova:deployers: {deployer!r} must be user:, group: or serviceAccount: and an "
                "e-mail address"
            )
    for name in ("alerts", "people", "deployers"):
        # Google makes no difference between capital and small letters here.
        for said, times in Counter(one.lower() for one in getattr(settings, name)).items():
            if times > 1:
                yield f"nova:{name} names {said} {times} times; once is enough"
    if len(settings.alerts) > _MOST_ALERTED:
        yield f"nova:alerts names {len(settings.alerts)} addresses; at most {_MOST_ALERTED}"


_READERS: Final[Mapping[str, Callable[[pulumi.Config, str], Any]]] = {
    "str": pulumi.Config.get,
    "bool": pulumi.Config.get_bool,
    "int": pulumi.Config.get_int,
    "tuple[str, ...]": _read_list,
    "Mapping[str, tuple[str, ...]]": _read_people,
}
"""How a setting of each type is read."""
