"""`nova sources`: the contracts in force, and where to drop their exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.surface import actor, answer, json_option, table

if TYPE_CHECKING:
    from shared.model.contract import Contract, Source
    from shared.wiring.app import App


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """List the contracts in force, and where to drop their exports.

    A new company is a new YAML file beside the others; `nova diagnose FILE --write` drafts one.

    \b
    Example:
      nova sources
      cp export.csv .nova/buckets/landing/eventclick.crm/
      nova sources map eventclick.crm "Réf client" source_id
      nova sources export eventclick
    """
    if ctx.invoked_subcommand is not None:
        return
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


@sources.command("map")
@click.argument("source")
@click.argument("column")
@click.argument("field")
@click.option("--opted-out", is_flag=True, help="A yes in this consent column is a refusal.")
@json_option
def map_column(source: str, column: str, field: str, opted_out: bool, as_json: bool) -> None:
    """Say what a column is: a field, a part of one, `extension`, or `dropped`.

    Kept for the source, and heard when other sources of the same company have a column of that
    name. Files mapped before stay as they are: drop them again to have them mapped anew.

    \b
    Example:
      nova sources map eventclick.crm "Réf client" source_id
      nova sources map eventclick.crm "Pas de pub" consent_email --opted-out
    """
    import msgspec  # noqa: PLC0415

    done = open_app().correcting.correct(source, column, field, by=actor(), opted_out=opted_out)
    was = f", was {done.before}" if done.before else ""
    lines = [f"{done.source}: {done.column!r} is {done.field} from now on{was}."]
    lines += [f"{name!r} gave {done.field} up and is an extension." for name in done.given_up]
    if done.taken_up:
        files = "file" if done.taken_up == 1 else "files"
        lines.append(f"{done.taken_up} {files} that waited in landing will be looked at again.")
    lines.append("A file loaded before is mapped anew when it is dropped again.")
    answer(msgspec.to_builtins(done), lines, as_json=as_json)


@sources.command("export")
@click.argument("acquisition")
@json_option
def export(acquisition: str, as_json: bool) -> None:
    """Print what was learnt of a company's columns, as a patch of its YAML.

    \b
    Example:
      nova sources export eventclick > patch.yaml
    """
    from shared.errors import NotFound  # noqa: PLC0415
    from shared.local.contracts.patch import patch, unsaid  # noqa: PLC0415
    from shared.model.settings import SourceSettings  # noqa: PLC0415

    app = open_app()
    contract = next((one for one in app.contracts.all() if one.id == acquisition), None)
    if contract is None:
        known = ", ".join(one.id for one in app.contracts.all())
        raise NotFound(f"no contract is called {acquisition!r}; expected one of {known}")
    ids = [f"{contract.id}.{source.id}" for source in contract.sources]
    settings = {id: one.value for id, one in app.documents.get_many(SourceSettings, ids).items()}
    value = {
        "acquisition": contract.id,
        "sources": {
            id: {
                name: {
                    "field": one.field,
                    **({"joins": one.joins} if one.joins else {}),
                    "confidence": one.confidence,
                    "why": one.why,
                    **({"opted_out": True} if one.opted_out else {}),
                    **({"dropped": True} if one.dropped else {}),
                }
                for name, one in unsaid(source, settings[id]).items()
            }
            for id, source in zip(ids, contract.sources, strict=True)
            if id in settings
        },
    }
    answer(value, patch(contract, settings), as_json=as_json)


def _source(app: App, contract: Contract, source: Source) -> dict[str, Any]:
    from shared.model.fields import EXTENSION  # noqa: PLC0415
    from shared.model.settings import SourceSettings  # noqa: PLC0415

    id = f"{contract.id}.{source.id}"
    stored = app.documents.get(SourceSettings, id)
    adopted = None
    if stored and stored.value.adopted_at:
        fields = [one for one in stored.value.mapping.values() if not one.dropped]
        adopted = {
            "at": stored.value.adopted_at,
            "by": stored.value.adopted_by,
            "version": stored.value.mapping_version,
            "direct": sum(one.target != EXTENSION for one in fields),
            "extension": sum(one.target == EXTENSION for one in fields),
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

        where = app.settings
        bucket = landing_bucket(where.project, acquisition, installation=where.installation)
        return f"gs://{bucket}/{source}/"
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
