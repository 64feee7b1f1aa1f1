"""`nova link`: the records of one person in a file, found without a platform."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from shared.local.terminal.surface import Progress, answer, in_words, json_option, note

CLUSTERED: Final = ("record_id", "cluster_id")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of texts and no circles among them: looking for some takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@click.command()
@click.argument("records", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--clusters",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write record_id,cluster_id here.",
)
@click.option(
    "--automatic",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the clusters here that the platform would make without a person.",
)
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the doubtful pairs here: record_id_a,record_id_b,probability.",
)
@click.option(
    "--unique",
    multiple=True,
    metavar="SOURCE",
    help="This source holds each person once; may be given several times.",
)
@click.option("--country", default="FR", show_default=True, help="Where national numbers are from.")
@json_option
@_without_collector()
def link(
    *,
    records: Path,
    clusters: Path,
    automatic: Path | None,
    review: Path | None,
    unique: tuple[str, ...],
    country: str,
    as_json: bool,
) -> None:
    """Find the records of one person in a file, without a platform.

    The file has a column record_id, perhaps a column source, and any contact columns, which are
    mapped as `nova diagnose` says. The engine is the platform's own; but nobody waits here to
    answer doubts, so what is likelier one person than two is one cluster. --automatic has the
    platform's own decisions, which are surer and find fewer.

    \b
    Example:
      nova link records.csv --clusters clusters.csv --review review.csv --unique mediapulse
    """
    import numpy as np  # noqa: PLC0415

    from shared.adapters.embedded.clock import SystemClock  # noqa: PLC0415
    from shared.local.linking.cleaning import clean_records  # noqa: PLC0415
    from shared.local.linking.copies import run_for  # noqa: PLC0415
    from shared.local.linking.linker import Linker, numbered  # noqa: PLC0415
    from shared.local.linking.records import read_records  # noqa: PLC0415

    clock = SystemClock()
    began = clock.monotonic()
    progress = Progress("link")
    found = read_records(
        records, progress=lambda rows: progress.show(rows, share=None, doing="reading")
    )
    counts = found.counts
    _check_unique(counts, unique)
    total = counts.total()
    progress.show(total, share=None, doing="cleaning")
    run = run_for(total)
    linker = Linker(
        clean_records(found, country=country, run=run),
        unique=frozenset(unique),
        progress=lambda share: progress.show(round(share * total), share=share, doing="comparing"),
        run=run,
    )
    for source in sorted(set(unique) - linker.believed):
        note(f"{source} holds people more than once: --unique {source} is not believed")
    together = linker.clusters()
    pairs = linker.doubtful()
    progress.clear()
    _write(clusters, CLUSTERED, zip(found.ids, numbered(together), strict=True))
    if automatic:
        _write(automatic, CLUSTERED, zip(found.ids, numbered(linker.automatic()), strict=True))
    if review:
        _write(
            review,
            ("record_id_a", "record_id_b", "probability"),
            (
                (found.ids[one.first], found.ids[one.second], f"{one.probability:.4f}")
                for one in pairs
            ),
        )
    if found.unreadable:
        rows = in_words(found.unreadable, "rows")
        note(f"left out, for they could not be read or have no record_id: {rows}")
    people = len(np.unique(together))
    value = {
        "records": total,
        "clusters": people,
        "review": len(pairs),
        "unreadable": found.unreadable,
        "sources": dict(counts),
        "mapping": {column: one.field for column, one in found.mapping.items()},
        "seconds": round(clock.monotonic() - began, 2),
    }
    lines = [
        f"{in_words(total, 'records')} of {in_words(len(counts), 'sources')}: "
        f"{people:,} {'person' if people == 1 else 'people'}, "
        f"{in_words(len(pairs), 'doubtful pairs')} ({value['seconds']} s)."
    ]
    answer(value, lines, as_json=as_json)


def _check_unique(counts: Mapping[str, int], unique: Sequence[str]) -> None:
    unknown = sorted(set(unique) - set(counts))
    if unknown:
        raise click.BadParameter(
            f"{', '.join(unknown)}: the file has {', '.join(sorted(counts))}",
            param_hint="--unique",
        )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(header)
        writer.writerows(rows)
