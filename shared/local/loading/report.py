"""The integration report: what an acquisition's export brought, in numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from shared.local.loading.uploads import UploadSummary
from shared.local.terminal.surface import span
from shared.model.fields import EXTENSION
from shared.model.upload import MappedColumn


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What one export of contacts brought to the base.

    rows = mapped + rejected + suppressed; mapped = created + linked + review + unchanged;
    linked = known + duplicates.
    """

    source: str
    file: str
    upload: str
    columns: int
    direct: float
    """Share of the columns that became canonical fields."""

    extension: float
    """Share of the columns kept under their own names."""

    dropped: int
    rows: int
    mapped: int
    rejected: int
    suppressed: int
    known: int
    """Contacts recognised as people who were in the base already."""

    duplicates: int
    """Contacts recognised as another contact of the same source."""

    linked: int
    created: int
    review: int
    unchanged: int
    interactions: int
    profiles_before: int
    profiles_after: int
    seconds: float
    issues: tuple[str, ...] = ()


def integration_report(
    contacts: UploadSummary,
    *,
    mapping: Mapping[str, MappedColumn],
    interactions: Collection[UploadSummary],
    profiles_before: int,
    profiles_after: int,
) -> Report:
    """The report on an export of contacts, and on what the same company's people did."""
    dropped = sum(one.dropped for one in mapping.values())
    direct = sum(one.field != EXTENSION for one in mapping.values())
    columns = len(mapping)
    return Report(
        source=contacts.source,
        file=contacts.file,
        upload=contacts.upload,
        columns=columns,
        direct=round(direct / columns, 4) if columns else 0.0,
        extension=round((columns - direct) / columns, 4) if columns else 0.0,
        dropped=dropped,
        rows=contacts.rows,
        mapped=contacts.mapped,
        rejected=contacts.rejected,
        suppressed=contacts.suppressed,
        known=contacts.linked - contacts.duplicates,
        duplicates=contacts.duplicates,
        linked=contacts.linked,
        created=contacts.created,
        review=contacts.review,
        unchanged=contacts.unchanged,
        interactions=sum(one.mapped for one in interactions),
        profiles_before=profiles_before,
        profiles_after=profiles_after,
        seconds=contacts.seconds,
        issues=contacts.issues,
    )


def lines(report: Report) -> Iterator[str]:
    """The report, for people."""
    yield f"Integration report: {report.file} of {report.source}"
    yield ""
    for label, number, remark in _rows(report):
        yield f"  {label:<28}{number:>9}  {remark}".rstrip()
    if report.issues:
        yield ""
        yield from (f"  ! {issue}" for issue in report.issues)


def _rows(report: Report) -> Iterator[tuple[str, str, str]]:
    yield "rows", f"{report.rows:,}", ""
    yield "rejected", f"{report.rejected:,}", "nova quarantine" if report.rejected else ""
    if report.suppressed:
        yield "suppressed", f"{report.suppressed:,}", "asked not to come in again"
    yield "columns", f"{report.columns:,}", ""
    yield "  mapped directly", f"{report.direct:.0%}", ""
    kept = f"but {report.dropped}, dropped by policy" if report.dropped else "nothing is lost"
    yield "  kept as extensions", f"{report.extension:.0%}", kept
    yield "already known", f"{report.known:,}", "people of the base, recognised"
    yield "duplicates inside", f"{report.duplicates:,}", "the same person twice in the file"
    yield "linked", f"{report.linked:,}", "the two together"
    yield "to review", f"{report.review:,}", "nova reviews" if report.review else ""
    yield "new", f"{report.created:,}", ""
    if report.unchanged:
        yield "unchanged", f"{report.unchanged:,}", ""
    if report.interactions:
        yield "interactions", f"{report.interactions:,}", "stored under their person"
    yield "profiles before", f"{report.profiles_before:,}", ""
    yield "profiles after", f"{report.profiles_after:,}", ""
    rate = f"{report.rows / report.seconds:,.0f} rows/s" if report.seconds else ""
    yield "time", span(report.seconds) if report.seconds >= 60 else f"{report.seconds:.1f} s", rate
