"""What an access package holds, and how it is written: JSON and CSV for each source, and a page."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import msgspec

from shared.model.interaction import StoredInteraction
from shared.model.profile import Profile, Record
from shared.model.trail import Entry
from shared.privacy import inventory

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Held:
    """What our stores hold of one person."""

    sources: Mapping[str, str]
    """Every source id that was searched -> the company behind it."""

    profile: Profile | None = None
    records: Mapping[str, Record] = field(default_factory=dict)
    interactions: Sequence[StoredInteraction] = ()
    consulted: Sequence[Entry] = ()


def build(held: Held, *, made_at: str) -> bytes:
    """The package as a ZIP: its manifest names every file with its SHA-256."""
    files = dict(_files(held, made_at))
    manifest = {
        "made_at": made_at,
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        "searched_nothing_found": sorted(_empty(held)),
    }
    files["manifest.json"] = _json(manifest)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _files(held: Held, made_at: str) -> Iterator[tuple[str, bytes]]:
    yield "index.html", _page(held, made_at).encode()
    if held.profile:
        yield "profile.json", _json(_profile(held.profile, held.records))
    for source in sorted({one.source for one in held.records.values()}):
        records = [_record(one) for one in held.records.values() if one.source == source]
        yield f"{source}/records.json", _json(records)
        yield f"{source}/records.csv", _csv([one["values"] | one["others"] for one in records])
    for source in sorted({one.source for one in held.interactions}):
        done = [one.fields | one.extensions for one in held.interactions if one.source == source]
        yield f"{source}/interactions.json", _json(done)
        yield f"{source}/interactions.csv", _csv(done)
    yield "consultations.csv", _csv([_consulted(one) for one in held.consulted])
    yield "processing.json", _json(_processing(held))


def _profile(profile: Profile, records: Mapping[str, Record]) -> dict[str, Any]:
    """The values that won, where each is from, and why these records are one person."""
    return {
        "rcu": profile.rcu,
        "values": {
            name: {"value": one.value, "from": one.source, "since": one.at}
            for name, one in profile.golden.items()
        },
        "why_one_person": [
            {
                "source": one.source,
                "decision": one.link.decision,
                "probability": one.link.probability,
                "evidence": [
                    {"field": each.field, "compared": each.level, "weight": each.bits}
                    for each in one.link.evidence
                ],
            }
            for one in records.values()
        ],
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "record": record.record_id,
        "values": {name: claim.value for name, claim in record.now.claims.items()},
        "since": {name: claim.at for name, claim in record.now.claims.items() if claim.at},
        "others": record.now.extensions,
        "told": {name: one.value for name, one in record.told.items()},
    }


def _consulted(entry: Entry) -> dict[str, str]:
    """When and what for; not by which employee (CJEU C-579/21, Pankki S)."""
    kind, colon, source = entry.actor.partition(":")
    by = f"source {source}" if kind == "source" else kind if colon else "a person of the group"
    return {"at": entry.at, "purpose": entry.purpose, "act": entry.act, "by": by}


def _processing(held: Held) -> dict[str, Any]:
    """What art. 15(1) asks for beside the data themselves."""
    return {
        "purposes": ["to know a customer of several companies as one", "customer care"],
        "recipients": sorted(set(held.sources.values())),
        "origin": sorted({one.source for one in held.records.values()}),
        "where": {
            name: place.holds
            for name, place in sorted((inventory.STORES | inventory.BUCKETS).items())
            if place.holds
        },
        "retention": "until the contract of each company ends it, or you ask for erasure",
        "rights": ["rectification", "erasure", "restriction", "objection", "portability"],
        "complaint": "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr",
        "automated_decisions": "records are linked by the probabilities in profile.json; "
        "doubtful pairs are decided by a person",
    }


def _empty(held: Held) -> set[str]:
    found = {one.source for one in held.records.values()} | {
        one.source for one in held.interactions
    }
    return set(held.sources) - found


def _page(held: Held, made_at: str) -> str:
    """The package in plain French, for the person it is about."""
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td>{html.escape(one.value)}</td>"
        f"<td>{html.escape(held.sources.get(one.source, one.source))}</td></tr>"
        for name, one in (held.profile.golden if held.profile else {}).items()
    )
    companies = ", ".join(
        sorted({held.sources.get(one.source, one.source) for one in held.records.values()})
    )
    return f"""<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Vos données</title>
<style>body{{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;width:100%}}th,td{{text-align:left;padding:.3rem .6rem;
border-bottom:1px solid #ddd}}</style>
<h1>Vos données</h1>
<p>Établi le {html.escape(made_at[:10])}. Sociétés qui détiennent des données à votre sujet :
{html.escape(companies or "aucune")}.</p>
<table><tr><th>Donnée</th><th>Valeur</th><th>Source</th></tr>{rows}</table>
<p>Les dossiers de ce paquet contiennent, pour chaque source, toutes vos données (JSON et CSV) ;
<code>consultations.csv</code> dit quand et pourquoi elles ont été consultées ;
<code>processing.json</code> rappelle les finalités, les destinataires et vos droits.
{_counted(len(held.records), "fiche")}, {_counted(len(held.interactions), "interaction")},
{_counted(len(held.consulted), "consultation")}.</p>
<p>Vous pouvez saisir la CNIL (www.cnil.fr) si cette réponse ne vous satisfait pas.</p></html>
"""


def _counted(count: int, kind: str) -> str:
    """In French, nothing and one are singular."""
    return f"{count} {kind}{'s' if count > 1 else ''}"


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """RFC 4180 in UTF-8; cells a spreadsheet would run as formulas are kept from it by a `'`."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_defused, columns))
    writer.writerows([_defused(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _defused(text: str) -> str:
    is_number = text[1:].replace(" ", "").isdecimal()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)
