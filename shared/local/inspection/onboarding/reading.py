"""The facts of a company's onboarding, read from an installation on either backend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import yaml

from shared.errors import InvalidContract, NotFound
from shared.identity.due import lateness
from shared.ingest.corrections import with_corrections
from shared.local.inspection.health import check_secrets
from shared.local.inspection.onboarding.facts import Facts, Load, Told
from shared.model.change import Change
from shared.model.contract import Contract
from shared.model.privacy import Request, Task
from shared.model.profile import Review
from shared.model.settings import SourceSettings
from shared.model.upload import Part, Upload
from shared.rules.channels import WEBHOOKS
from shared.rules.contracts import read_contracts, read_yaml
from shared.rules.parts import progress_of, totals

if TYPE_CHECKING:
    from shared.wiring.app import App

_SIGNS: Final = "audit_key"
_KEYS: Final = ("pepper", _SIGNS, "ledger")
"""What records are hashed, the audit signed and requests sealed with."""

_MARK: Final = "# check: "
_ALL: Final = "*"


def read_facts(app: App, acquisition: str) -> Facts:
    """Everything the checklist needs. Changes nothing; a secret is made when first asked for.

    Raises NotFound for a company without a contract, with those that have one.
    """
    texts = app.contracts.texts()
    names = {PurePosixPath(name).stem: name for name in texts}
    if acquisition not in names:
        known = ", ".join(sorted(names)) or "none"
        raise NotFound(f"no contract is called {acquisition!r} (known: {known})")
    name = names[acquisition]
    contract = next(iter(_valid({name: texts[name]})), None)
    said = _loosely(texts[name])
    ids = [f"{acquisition}.{id}" for id in _sources_of(said)]
    zone = ZoneInfo(contract.time_zone if contract else "UTC")
    settings = app.documents.get_many(SourceSettings, ids)
    reviews = (one.value for _, one in app.documents.find(Review, where={"state": "open"}))
    return Facts(
        acquisition=acquisition,
        file=f"{app.settings.contracts.rstrip('/')}/{PurePosixPath(name).name}",
        today=app.clock.now().astimezone(zone).date(),
        contract=contract,
        mistakes=_mistakes(texts, own=name),
        spelled_out=frozenset(_mapping(said.get("privacy"))),
        marked=tuple(_marked(texts[name])),
        mappings={id: with_corrections(one.value) for id, one in settings.items()},
        loads=tuple(sorted(_loads(app, ids), key=lambda one: one.received_at)),
        reviews=lateness([one for one in reviews if one.source in ids], app.clock.now()),
        told=dict(_told(app, contract)),
        rehearsed=any(_concerns(app, ids, ("completed",))),
        under_way=sum(_concerns(app, ids, ("accepted", "in_progress"))),
        unknown_secrets=tuple(_unknown_secrets(app, contract)),
        exposed=_exposed(app),
    )


def _valid(texts: dict[str, str]) -> tuple[Contract, ...]:
    try:
        return read_contracts(texts)
    except InvalidContract:
        return ()


def _mistakes(texts: dict[str, str], *, own: str) -> tuple[str, ...]:
    """Every mistake of every contract, those of our own first."""
    try:
        read_contracts(texts)
    except InvalidContract as error:
        return tuple(sorted(error.mistakes, key=lambda one: not one.startswith(f"{own}:")))
    return ()


def _loosely(text: str) -> dict[Any, Any]:
    """What the YAML says, mistakes and all; nothing where it is none."""
    try:
        return _mapping(read_yaml(text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}


def _mapping(said: object) -> dict[Any, Any]:
    return said if isinstance(said, dict) else {}


def _sources_of(said: dict[Any, Any]) -> Iterator[str]:
    sources = said.get("sources")
    for one in sources if isinstance(sources, list) else ():
        if isinstance(id := _mapping(one).get("id"), str):
            yield id


def _marked(text: str) -> Iterator[int]:
    """The lines a draft has marked to be looked at."""
    return (place for place, line in enumerate(text.splitlines(), start=1) if _MARK in line)


def _loads(app: App, ids: Iterable[str]) -> Iterator[Load]:
    """Files, in whatever state: no live changes, and no rows mended of another file."""
    found = chain.from_iterable(
        app.documents.find(Upload, where={"source": source}) for source in ids
    )
    for _, stored in found:
        upload = stored.value
        if not upload.bucket or upload.mends:
            continue
        parts = [one.value for _, one in app.documents.find(Part, where={"upload": upload.id})]
        sums = totals(parts)
        dismissed = sums["rejected"] if _ALL in upload.dismissed else len(upload.dismissed)
        yield Load(
            source=upload.source,
            upload=upload.id,
            received_at=upload.received_at,
            state=progress_of(upload, parts),
            sample=upload.sample,
            rows=sums["rows"],
            mapped=sums["mapped"],
            rejected=sums["rejected"],
            suppressed=sums["suppressed"],
            resolved=sum(sums[name] for name in ("created", "linked", "review", "unchanged")),
            dismissed=dismissed,
        )


def _told(app: App, contract: Contract | None) -> Iterator[tuple[str, Told]]:
    """Source id -> the changes it is told, for those that accept any."""
    for source in contract.sources if contract else ():
        if not (contract and source.changes and source.channel):
            continue
        id = f"{contract.id}.{source.id}"
        planned, delivered, refused = (
            app.documents.count(Change, where={"source": id, "state": state})
            for state in ("planned", "delivered", "refused")
        )
        yield id, Told(planned=planned, delivered=delivered, refused=refused)


def _concerns(app: App, ids: Sequence[str], states: Iterable[str]) -> Iterator[bool]:
    """For each request in one of these states, whether these sources hold records of its person."""
    for state in states:
        for id, _ in app.documents.find(Request, where={"state": state}):
            tasks = app.documents.find(Task, where={"request": id})
            yield any(one.value.system in ids and one.value.records for _, one in tasks)


def _unknown_secrets(app: App, contract: Contract | None) -> Iterator[str]:
    posted = any(
        one.channel and one.channel.type == "webhook"
        for one in (contract.sources if contract else ())
    )
    # A key of Cloud KMS signs by itself: nobody can have it.
    keys = [one for one in _KEYS if not (one == _SIGNS and app.settings.audit_key)]
    for name in (*keys, *([WEBHOOKS] if posted else [])):
        try:
            app.secrets.get(name)
        except NotFound:
            yield name


def _exposed(app: App) -> str:
    if app.settings.backend != "embedded":
        return ""
    found = check_secrets(app.settings)
    return found.found if found.level == "fault" else ""
