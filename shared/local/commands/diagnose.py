"""`nova diagnose`: how a file would be read and mapped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared.local.terminal.surface import answer, json_option, note, table

if TYPE_CHECKING:
    from shared.local.inspection.diagnosis import Diagnosis


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
@click.option("--sheet", help="Which sheet of a workbook.")
@click.option("--member", help="Which file of a zip archive; a pattern may do, as '*.csv'.")
@json_option
def diagnose(
    *,
    file: Path,
    write: Path | None,
    html: Path | None,
    sheet: str | None,
    member: str | None,
    as_json: bool,
) -> None:
    """Show how a file would be read and mapped, before anything is loaded.

    Reads CSV, JSON, JSON Lines, XML and XLSX, compressed or not; stores nothing, and prints no
    value of any cell.

    \b
    Example:
      nova diagnose export.csv --write infra/acquisitions/ticketco.yaml
    """
    from shared.local.contracts.draft import write_draft  # noqa: PLC0415
    from shared.local.inspection import diagnosis  # noqa: PLC0415
    from shared.local.inspection.diagnosis_page import page  # noqa: PLC0415
    from shared.model.contract import Format  # noqa: PLC0415

    found = diagnosis.diagnose(file, hints=Format(sheet=sheet, member=member))
    written = {}
    if write:
        source = write_draft(found, write)
        written["source"] = source
        note(f"Wrote {write}; check it, then: nova upload {source} {file}")
    if html:
        html.write_text(page(found), encoding="utf-8")
        note(f"Wrote {html}")
    answer({**diagnosis.as_json(found), **written}, _lines(found), as_json=as_json)


def _lines(found: Diagnosis) -> Iterator[str]:
    from shared.local.inspection.diagnosis import format_of  # noqa: PLC0415
    from shared.local.inspection.diagnosis_page import becomes, figures  # noqa: PLC0415
    from shared.local.inspection.questions import in_words  # noqa: PLC0415

    written = format_of(found.dialect)
    coverage = found.coverage
    yield f"{found.file}: {found.rows:,} rows of {found.entity}, {written['type']}"
    yield from (f"  {one}" for one in written["evidence"])
    yield ""
    yield from table(
        [
            (name, becomes(one), f"{one.confidence:.0%}", *figures(found, name)[:2], one.why)
            for name, one in found.mapping.items()
        ],
        header=("column", "becomes", "sure", "filled", "valid", "why"),
    )
    yield ""
    yield (
        f"{coverage['direct']:.0%} of the columns are mapped directly, "
        f"{coverage['extension']:.0%} kept as extensions."
    )
    repeated = in_words(found.duplicates)
    if repeated:
        yield repeated
    yield from (f"! {issue}" for issue in found.issues)
    yield ""
    yield "To ask whoever sends it:"
    yield from (f"  - {question}" for question in found.questions)
