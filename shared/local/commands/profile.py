"""`nova profile`: everything known about one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, json_option, purpose_option, table

if TYPE_CHECKING:
    from shared.identity.viewing import ProfileView
    from shared.model.profile import Record
    from shared.wiring.app import App

_EVENTS_SHOWN = 20


@click.command()
@click.argument("rcu", required=False)
@click.option("--record", metavar="SOURCE:ID", help="The profile of a source's record.")
@click.option("--email", help="The profiles that hold this e-mail.")
@click.option("--phone", help="The profiles that hold this phone number.")
@click.option("--name", help="The profiles of this given and family name.")
@purpose_option("customer_care")
@json_option
def profile(
    *,
    rcu: str | None,
    record: str | None,
    email: str | None,
    phone: str | None,
    name: str | None,
    purpose: str,
    as_json: bool,
) -> None:
    """Show everything known about one person.

    The values that won and where each came from, every record with what it claims, what the
    person did, who lives in the same home, and what is still in doubt.

    \b
    Example:
      nova profile --record eventclick.crm:E0000034 --purpose customer_care
    """
    from shared.local.terminal.disclosure import disclose  # noqa: PLC0415
    from shared.local.terminal.finding import find_profiles  # noqa: PLC0415

    app = open_app()
    found = find_profiles(app, rcu=rcu, record=record, email=email, phone=phone, name=name)
    disclose(app, act="profile disclosed", purpose=purpose, profiles=found)
    if len(found) > 1:
        several = [_brief(app, one) for one in found]
        answer({"profiles": several}, _several(several), as_json=as_json)
        return
    value = _value(app.viewing.view(found[0]), asked_for=rcu)
    answer(value, _lines(value), as_json=as_json)


def _brief(app: App, rcu: str) -> dict[str, Any]:
    golden = app.viewing.standing(rcu).golden
    return {"rcu": rcu, "fields": {name: one.value for name, one in golden.items()}}


def _value(view: ProfileView, *, asked_for: str | None) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    from shared.rules.values.phone import kind  # noqa: PLC0415

    profile = view.profile
    named = {id: f"{one.source}:{one.record_id}" for id, one in view.records.items()}
    return {
        "rcu": profile.rcu,
        **({"asked_for": asked_for} if asked_for not in (None, profile.rcu) else {}),
        "fields": {
            field: {
                "value": one.value,
                "source": one.source,
                "record": named.get(one.record, ""),
                "at": one.at,
                **({"kind": kind(one.value)} if field in ("telephone", "mobile") else {}),
            }
            for field, one in profile.golden.items()
        },
        "records": [_record(one) for _, one in sorted(view.records.items(), key=_by_name)],
        "timeline": [
            {
                "at": one.at,
                "source": one.source,
                "record": named.get(one.record, ""),
                "fields": one.fields,
                "extensions": one.extensions,
            }
            for one in view.timeline
        ],
        "households": list(profile.households),
        "different": list(profile.different),
        "reviews": [
            {"id": one.id, "profile": one.profile, "candidate": one.candidate,
             "probability": one.probability}
            for one in view.reviews
        ],
        "restrictions": [msgspec.to_builtins(one) for one in view.restrictions],
        "created_at": profile.created_at,
        **({"department": view.department} if view.department else {}),
        **({"sample": True} if view.is_sample else {}),
    }  # fmt: skip


def _by_name(one: tuple[str, Record]) -> tuple[str, str]:
    return one[1].source, one[1].record_id


def _record(record: Record) -> dict[str, Any]:
    return {
        "record": f"{record.source}:{record.record_id}",
        "claims": {
            field: {"value": claim.value, "at": claim.at}
            for field, claim in record.now.claims.items()
        },
        "extensions": record.now.extensions,
        "decision": record.link.decision,
        "probability": record.link.probability,
        "upload": record.now.upload,
        "row": record.now.row,
    }


def _several(found: list[dict[str, Any]]) -> Iterator[str]:
    yield f"{len(found)} profiles answer to this; ask for one by its id:"
    shown = ("given_name", "family_name", "email", "telephone", "postal_code")
    yield from table(
        [(one["rcu"], *(one["fields"].get(name, "") for name in shown)) for one in found],
        header=("rcu", *shown),
    )


def _lines(value: dict[str, Any]) -> Iterator[str]:
    from shared.local.terminal.evidence import DECIDED  # noqa: PLC0415

    of_sample = ", from a sample" if value.get("sample") else ""
    yield f"{value['rcu']}  (since {value['created_at'][:10]}{of_sample})"
    yield ""
    yield from table(
        [
            (field, one["value"], one["record"], one["at"][:10])
            for field, one in value["fields"].items()
        ],
        header=("field", "value", "said by", "since"),
    )
    if value.get("department"):
        yield f"department {value['department']}, by the postal code"
    for record in value["records"]:
        yield ""
        # Nobody was like what founded the profile, and what a person said needs no odds.
        is_judged = record["decision"] in ("link", "review")
        sure = f", {record['probability']:.1%} likely" if is_judged else ""
        yield f"{record['record']}: {DECIDED[record['decision']]}{sure}"
        said = {field: one["value"] for field, one in record["claims"].items()}
        yield from (f"  {name}: {text}" for name, text in {**said, **record["extensions"]}.items())
    yield from _around(value)


def _around(value: dict[str, Any]) -> Iterator[str]:
    from shared.local.terminal.evidence import household_lines  # noqa: PLC0415

    if value["timeline"]:
        yield ""
        yield f"What they did ({len(value['timeline'])}):"
    for event in value["timeline"][:_EVENTS_SHOWN]:
        said = ", ".join(text for name, text in event["fields"].items() if name != "interaction_at")
        yield f"  {event['at'][:16]}  {event['source']}  {said}"
    if value["households"] or value["reviews"] or value["restrictions"]:
        yield ""
    yield from household_lines(value["households"])
    for review in value["reviews"]:
        other = review["candidate"] if review["profile"] == value["rcu"] else review["profile"]
        yield f"In doubt: is {other} the same person? ({review['probability']:.0%}, {review['id']})"
    for one in value["restrictions"]:
        yield f"Restricted since {one['since'][:10]}: may only be stored"
