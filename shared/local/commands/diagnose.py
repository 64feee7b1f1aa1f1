"""`nova diagnose`: how a file would be read and mapped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared.local.terminal.surface import answer, in_words, json_option, note, table

if TYPE_CHECKING:
    from shared.local.inspection.diagnosis import Diagnosis
    from shared.model.contract import Format

_CODE = 2
"""Letters in an ISO 3166 alpha-2 code."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ACQ.yaml",
    help="Write the mapping as a contract; the file's name is the acquisition's id.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the diagnostic as a page that can be passed on.",
)
@click.option(
    "--format",
    "said",
    multiple=True,
    metavar="NAME=VALUE",
    help="What a contract's `format` would say, as sheet=Clients, member='*.csv', header_row=3.",
)
@click.option(
    "--country",
    default="FR",
    show_default=True,
    help="Where phones and postal codes are from, unless a row says otherwise.",
)
@json_option
def diagnose(
    *,
    file: Path,
    write: Path | None,
    html: Path | None,
    said: tuple[str, ...],
    country: str,
    as_json: bool,
) -> None:
    """Show how a file would be read and mapped, before anything is loaded.

    Reads CSV, JSON, JSON Lines, XML and XLSX, compressed or not; stores nothing, and prints no
    value of any cell. Ends with 1 when the file cannot be read, or says of nobody who it is
    about: an upload of it is refused.

    \b
    Example:
      nova diagnose export.csv --write infra/acquisitions/ticketco.yaml
      nova diagnose archive.zip --format member='clients-*.csv' --format delimiter=';'
      nova diagnose abonnenten.xml --country DE
    """
    from shared.ingest.french import in_french  # noqa: PLC0415
    from shared.local.contracts.draft import write_draft  # noqa: PLC0415
    from shared.local.inspection import diagnosis  # noqa: PLC0415
    from shared.local.inspection.diagnosis_page import page  # noqa: PLC0415

    found = diagnosis.diagnose(file, hints=_hints(said), country=_country(country))
    written = {}
    if write:
        source = write_draft(found, write)
        written["source"] = source
        note(f"Wrote {write}; check it, then: nova upload {source} {file}")
    if html:
        html.write_text(page(found), encoding="utf-8")
        note(f"Wrote {html}")
    answer({**diagnosis.as_json(found), **written}, _lines(found), as_json=as_json)
    if found.refusal:
        note(f"Error: {found.refusal}")
        note(f"En français : {in_french(found.refusal)}")
        raise click.exceptions.Exit(1)


def _hints(said: tuple[str, ...]) -> Format:
    """What is known of the file beforehand. Raises UsageError for what no contract could say."""
    import msgspec  # noqa: PLC0415

    from shared.model.contract import TYPES, Format  # noqa: PLC0415

    for one in said:
        if not one.partition("=")[2]:
            raise click.UsageError(f"--format {one}: expected NAME=VALUE, as delimiter=';'")
    named = {name: value for name, _, value in (one.partition("=") for one in said)}
    try:
        return msgspec.convert(named, Format, strict=False)
    except msgspec.ValidationError:
        known = ", ".join(Format.__struct_fields__)
        raise click.UsageError(
            f"--format {' '.join(said)}: expected NAME=VALUE with one of {known}; header_row is a "
            f"number from 0, type one of {', '.join(TYPES)}"
        ) from None


def _country(said: str) -> str:
    """The ISO code of a country's code or name. Raises UsageError for what is neither."""
    from shared.rules.values.cleaned import Locale  # noqa: PLC0415
    from shared.rules.values.cleaning import clean  # noqa: PLC0415

    code = clean("address_country", said, locale=Locale()).value or ""
    if len(code) != _CODE:
        raise click.UsageError(f"--country {said}: expected a country, as DE or Allemagne")
    return code


def _lines(found: Diagnosis) -> Iterator[str]:
    from shared.local.inspection.diagnosis import format_of  # noqa: PLC0415
    from shared.local.inspection.diagnosis_page import becomes, figures, how_sure  # noqa: PLC0415
    from shared.local.inspection.questions import in_words as repeated_in_words  # noqa: PLC0415

    written = format_of(found.dialect)
    coverage = found.coverage
    yield f"{found.file}: {in_words(found.rows, 'rows')} of {found.entity}, {written['type']}"
    yield from (f"  {one}" for one in written["evidence"])
    yield f"  phones and postal codes are read as in {found.country}, where a row names no country"
    yield ""
    yield from table(
        [
            (name, becomes(one), how_sure(one), *figures(found, name)[:2], one.why)
            for name, one in found.mapping.items()
        ],
        header=("column", "becomes", "sure", "filled", "valid", "why"),
    )
    yield ""
    yield (
        f"{coverage['direct']:.0%} of the columns are mapped directly, "
        f"{coverage['extension']:.0%} kept as extensions."
    )
    repeated = repeated_in_words(found.duplicates)
    if repeated:
        yield repeated
    yield from (f"! {issue}" for issue in found.issues)
    yield ""
    yield "To ask whoever sends it:"
    yield from (f"  - {question}" for question in found.questions)
