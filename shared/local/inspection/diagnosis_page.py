"""A diagnosis as one self-contained page, to be read and passed on: no value of any cell."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from shared.ingest.meaning.calibration import CHECK
from shared.ingest.suggestion import ColumnSuggestion
from shared.local.inspection.diagnosis import Diagnosis, format_of
from shared.local.inspection.questions import in_words
from shared.model.fields import EXTENSION

_HALF: Final = 0.5
_NEARLY_A_FIELD: Final = 0.75
"""Of an extension, the confidence up to which some field came near."""

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #17804a; --look: #b26a00 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { opacity: .7 }
dd { margin: 0 } .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
table { font-size: .9rem } td:last-child { min-width: 20rem }
th { font-weight: 600 } td.number { text-align: right; font-variant-numeric: tabular-nums }
tr.extension { background: var(--soft) } .sure { color: var(--good) } .check { color: var(--look) }
"""


def page(diagnosis: Diagnosis) -> str:
    """The page, as HTML text. Whatever comes from the file is escaped."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Diagnostic of {escape(diagnosis.file)}</title>",
            f"<style>{_STYLE}</style></head><body><main>",
            f"<h1>Diagnostic of {escape(diagnosis.file)}</h1>",
            *_facts(diagnosis),
            *_issues(diagnosis),
            *_columns(diagnosis),
            *_suspicious(diagnosis),
            *_questions(diagnosis),
            "</main></body></html>",
            "",
        ]
    )


def _facts(diagnosis: Diagnosis) -> Iterator[str]:
    coverage = diagnosis.coverage
    facts = {
        "Rows": f"{diagnosis.rows:,}",
        "Cannot be read": f"{diagnosis.rejected:,}",
        "What they are": diagnosis.entity,
        "Columns": f"{len(diagnosis.mapping)}",
        "Mapped directly": f"{coverage['direct']:.0%}",
        "Kept as extensions": f"{coverage['extension']:.0%}",
    }
    written = format_of(diagnosis.dialect)
    evidence = written.pop("evidence")
    facts["Format"] = ", ".join(f"{name} {_shown(value)}" for name, value in written.items())
    facts["Why"] = "; ".join(evidence)
    facts["Phones and postal codes"] = (
        f"read as in {diagnosis.country}, unless a row says otherwise"
    )
    yield "<dl>"
    for name, value in facts.items():
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"


def _issues(diagnosis: Diagnosis) -> Iterator[str]:
    if diagnosis.issues:
        yield "<h2>To look at</h2><ul>"
        yield from (f"<li>{escape(issue)}</li>" for issue in diagnosis.issues)
        yield "</ul>"


def _columns(diagnosis: Diagnosis) -> Iterator[str]:
    yield '<h2>Columns</h2><div class="scroll"><table><thead><tr>'
    yield "<th>Column</th><th>Becomes</th><th>Confidence</th><th>Filled</th><th>Valid</th>"
    yield "<th>Different</th><th>Placeholders</th><th>Why</th></tr></thead><tbody>"
    for name, one in diagnosis.mapping.items():
        kind = ' class="extension"' if becomes(one) == EXTENSION else ""
        sure = "check" if _is_doubtful(diagnosis, name) else "sure" if _is_placed(one) else ""
        yield (
            f"<tr{kind}><td>{escape(name)}</td><td>{escape(becomes(one))}</td>"
            f'<td class="number {sure}">{how_sure(one)}</td>'
            + "".join(f'<td class="number">{share}</td>' for share in figures(diagnosis, name))
            + f"<td>{escape(one.why)}</td></tr>"
        )
    yield "</tbody></table></div>"
    repeated = in_words(diagnosis.duplicates)
    for name, measured in diagnosis.quality.items():
        if measured.mobile is not None:
            yield f"<p>{escape(_told_mobiles(name, measured.mobile))}</p>"
    yield f"<p>Shares are of the first {diagnosis.measured:,} rows. {repeated}</p>"


def _told_mobiles(name: str, share: float) -> str:
    """How many of a column's valid numbers are those of mobile phones."""
    if share in (0, 1):
        whole = "All" if share else "None"
        return f"{whole} of the valid numbers in “{name}” are mobile numbers."
    return f"Of the valid numbers in “{name}”, {share:.0%} are mobile numbers."


def _suspicious(diagnosis: Diagnosis) -> Iterator[str]:
    """Values that were set aside, by their shape: what they say is not shown."""
    shapes = {name: one.suspicious for name, one in diagnosis.quality.items() if one.suspicious}
    if shapes:
        yield "<h2>Values set aside</h2><p>Letters are shown as x, digits as 9.</p><ul>"
        for name, seen in shapes.items():
            told = ", ".join(f"<code>{escape(shape)}</code>" for shape in seen)
            yield f"<li>{escape(name)}: {told}</li>"
        yield "</ul>"


def _questions(diagnosis: Diagnosis) -> Iterator[str]:
    yield "<h2>To ask</h2><ol>"
    yield from (f"<li>{escape(question)}</li>" for question in diagnosis.questions)
    yield "</ol>"


def figures(diagnosis: Diagnosis, name: str) -> tuple[str, str, str, str]:
    """How much of a column is filled, valid, different, and filled for nothing; what does not apply
    is left empty."""
    measured = diagnosis.quality.get(name)
    if measured is None:
        return "", "", "", ""
    valid = "" if measured.validity is None else f"{measured.validity:.0%}"
    empty = f"{measured.placeholders:.0%}" if measured.placeholders else ""
    return f"{measured.completeness:.0%}", valid, f"{measured.uniqueness:.0%}", empty


def how_sure(one: ColumnSuggestion) -> str:
    """The confidence; of a column kept as it is, a dash, unless it was nearly a field."""
    nearly = not one.sensitive and _HALF < one.confidence <= _NEARLY_A_FIELD
    return f"{one.confidence:.0%}" if _is_placed(one) or nearly else "–"


def _is_placed(one: ColumnSuggestion) -> bool:
    return bool(one.joins) or one.field != EXTENSION


def _is_doubtful(diagnosis: Diagnosis, name: str) -> bool:
    """A column that goes somewhere, and somebody should look at whether that is right."""
    one, measured = diagnosis.mapping[name], diagnosis.quality.get(name)
    invalid = measured is not None and measured.validity is not None and measured.validity < _HALF
    return _is_placed(one) and (invalid or one.confidence < CHECK)


def becomes(one: ColumnSuggestion) -> str:
    """Where a column goes, with what must be known about it."""
    if one.sensitive:
        return "dropped"
    return f"{one.field} (a yes means no)" if one.opted_out else one.joins or one.field


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, str) and not value.isalnum() else str(value)
