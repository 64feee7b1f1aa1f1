"""`nova sources`: the contracts in force, and where to drop their exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, json_option, table

if TYPE_CHECKING:
    from shared.model.contract import Contract, Source
    from shared.wiring import App


@click.command()
@json_option
def sources(as_json: bool) -> None:
    """List the contracts in force, and where to drop their exports.

    A new company is a new YAML file beside the others; `nova diagnose FILE --write` drafts one.

    \b
    Example:
      nova sources
      cp export.csv .nova/buckets/landing/eventclick.crm/
    """
    from shared.local.platform.embedded import make_landing_folders  # noqa: PLC0415

    app = open_app()
    if app.settings.backend == "embedded" or app.settings.emulated:
        make_landing_folders(app)
    found = [
        _source(app, contract, source)
        for contract in app.contracts.all()
        for source in contract.sources
    ]
    value = {"contracts": app.settings.contracts, "sources": found}
    answer(value, _lines(value), as_json=as_json)


def _source(app: App, contract: Contract, source: Source) -> dict[str, Any]:
    from shared.model.fields import EXTENSION  # noqa: PLC0415
    from shared.model.settings import SourceSettings  # noqa: PLC0415

    id = f"{contract.id}.{source.id}"
    stored = app.documents.get(SourceSettings, id)
    adopted = None
    if stored:
        fields = [one for one in stored.value.mapping.values() if not one.dropped]
        adopted = {
            "at": stored.value.adopted_at,
            "by": stored.value.adopted_by,
            "version": stored.value.mapping_version,
            "direct": sum(one.field != EXTENSION for one in fields),
            "extension": sum(one.field == EXTENSION for one in fields),
            "dropped": sum(one.dropped for one in stored.value.mapping.values()),
        }
    return {
        "source": id,
        "company": contract.name,
        "description": source.description,
        "entity": source.entity,
        "key": source.key,
        "unique": source.unique,
        "drop_into": _place(app, contract.id, source.id),
        "mapped_by_contract": len(source.mapping),
        "adopted": adopted,
    }


def _place(app: App, acquisition: str, source: str) -> str:
    if app.settings.backend == "google" and not app.settings.emulated:
        from shared.adapters.google.names import landing_bucket  # noqa: PLC0415

        return f"gs://{landing_bucket(app.settings.project, acquisition)}/{source}/"
    from shared.local.installation import folders  # noqa: PLC0415

    return str(folders.landing(app.settings) / f"{acquisition}.{source}")


def _lines(value: dict[str, Any]) -> Iterator[str]:
    if not value["sources"]:
        yield f"{value['contracts']} holds no contract; draft one: nova diagnose FILE --write"
        return
    yield from table(
        [
            (one["source"], one["company"], one["entity"], _adopted(one), one["drop_into"])
            for one in value["sources"]
        ],
        header=("source", "company", "holds", "columns", "drop files into"),
    )


def _adopted(one: dict[str, Any]) -> str:
    adopted = one["adopted"]
    if adopted is None:
        return f"{one['mapped_by_contract']} by contract, no file yet"
    said = f"{adopted['direct']} direct, {adopted['extension']} extensions"
    return said + (f", {adopted['dropped']} dropped" if adopted["dropped"] else "")
