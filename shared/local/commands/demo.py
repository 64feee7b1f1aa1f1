"""`nova demo`: a sample acquisition, loaded into a platform of its own and reported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from shared.errors import Refused
from shared.local.installation.session import keep_private, running
from shared.local.terminal.finding import count_profiles
from shared.local.terminal.surface import Progress, answer, in_words, json_option, note

if TYPE_CHECKING:
    from shared.config import Settings
    from shared.local.emulation.emulated import EmulatedPlatform
    from shared.local.loading.circle import Circle
    from shared.local.loading.loader import Loader
    from shared.local.loading.report import Report
    from shared.local.loading.uploads import UploadSummary
    from shared.local.platform.embedded import Platform
    from shared.wiring.app import App

_ROOT: Final = Path(__file__).resolve().parents[3]
_SAMPLE: Final = Path(__file__).resolve().parents[1] / "sample"
_MARK: Final = ".nova-demo"
_BASE: Final = (
    ("mediapulse.crm", "mediapulse_crm.csv.gz"),
    ("mediapulse.reading", "mediapulse_reading.jsonl.gz"),
)
_ACQUIRED: Final = (
    ("eventclick.crm", "eventclick_crm.csv"),
    ("eventclick.tickets", "eventclick_tickets.csv"),
)


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".nova/demo"),
    show_default=True,
    help="Where the demo's platform lives; emptied first.",
)
@click.option("--sample", type=click.IntRange(min=1), help="Only the first N rows of the base.")
@click.option("--emulators", is_flag=True, help="Run it on Google's emulators (needs Java).")
@json_option
def demo(data: Path, sample: int | None, emulators: bool, as_json: bool) -> None:
    """Load the sample acquisition and print its integration report.

    A group with 20,000 contacts acquires a company with 1,000; some of them are the same people.
    Then the circle is closed: changes are told to the other company, one person is erased
    everywhere, and the audit is verified. All of it is synthetic. What is loaded stays in the
    folder, to be looked at.

    \b
    Example:
      nova demo
      NOVA_DATA=.nova/demo nova reviews
    """
    import msgspec  # noqa: PLC0415

    from shared.config import Settings  # noqa: PLC0415
    from shared.local.loading.circle import close_circle  # noqa: PLC0415
    from shared.local.loading.loader import Loader  # noqa: PLC0415

    keep_private()
    _empty(data)
    settings = Settings(data=str(data), contracts=str(_ROOT / "infra" / "acquisitions"))
    with _platform(settings, emulators=emulators) as platform:
        app = platform.app
        loading = Loader(app, platform)
        base = _load(loading, _BASE, sample=sample)
        loading.settle()
        before = count_profiles(app)
        acquired = _load(loading, _ACQUIRED, sample=None)
        loading.settle()
        report = _report(app, acquired, before)
        note("telling the others, erasing one person, checking the audit …")
        circle = close_circle(app, loading, data, _SAMPLE / "eventclick_crm.csv")
    value: dict[str, Any] = {
        "data": str(data),
        "base": [msgspec.to_builtins(one) for one in base],
        "report": msgspec.to_builtins(report),
        "circle": msgspec.to_builtins(circle),
    }
    answer(value, _lines(data, base, report, circle, is_emulated=emulators), as_json=as_json)


@contextmanager
def _platform(settings: Settings, *, emulators: bool) -> Iterator[Platform | EmulatedPlatform]:
    if emulators:
        from shared.local.emulation.emulated import emulated_platform  # noqa: PLC0415

        with emulated_platform(settings, port=0) as emulated:
            yield emulated
        return
    from shared.local.platform.embedded import Platform  # noqa: PLC0415

    with Platform(settings) as platform:
        yield platform


def _empty(data: Path) -> None:
    """Begin with nothing; never in a folder that is not a demo's."""
    if running(data):
        raise Refused(f"{data} is being run by process {running(data)['pid']}; stop it first")
    if data.exists() and any(data.iterdir()):
        if not (data / _MARK).exists():
            raise Refused(f"{data} holds something that is not a demo; give another --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / _MARK).touch()


def _load(
    loading: Loader, files: tuple[tuple[str, str], ...], *, sample: int | None
) -> list[UploadSummary]:
    done = []
    for source, file in files:
        progress = Progress(source)
        one = loading.load(
            source,
            _SAMPLE / file,
            sample=sample if source == "mediapulse.crm" else None,
            show=lambda seen, line=progress: line.show(  # type: ignore[misc]
                seen.rows, share=seen.share, doing=seen.state
            ),
        )
        progress.clear()
        if one.state != "resolved":
            raise Refused(f"the sample file {file} was {one.state}: {one.reason}")
        note(f"{source}: {in_words(one.rows, 'rows')} in {one.seconds:.1f} s")
        done.append(one)
    return done


def _report(app: App, acquired: list[UploadSummary], before: int) -> Report:
    from shared.local.loading.report import integration_report  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    contacts, *interactions = acquired
    stored = app.documents.get(Upload, contacts.upload)
    return integration_report(
        contacts,
        mapping=stored.value.mapping if stored else {},
        interactions=interactions,
        profiles_before=before,
        profiles_after=count_profiles(app),
    )


def _lines(
    data: Path,
    base: list[UploadSummary],
    report: Report,
    circle: Circle,
    *,
    is_emulated: bool,
) -> Iterator[str]:
    from shared.local.loading.circle import lines as circle_lines  # noqa: PLC0415
    from shared.local.loading.report import lines  # noqa: PLC0415

    rows = sum(one.rows for one in base)
    seconds = sum(one.seconds for one in base)
    yield f"The base: {rows:,} rows in {seconds:.1f} s, {report.profiles_before:,} profiles."
    yield ""
    yield from lines(report)
    yield ""
    yield from circle_lines(circle)
    yield ""
    if is_emulated:
        yield "The emulators kept it in memory only; without --emulators it stays, to be looked at."
        return
    yield "Where to look next:"
    yield f"  export NOVA_DATA={data}"
    yield "  nova reviews --purpose review            the doubtful pairs, side by side"
    yield "  nova profile --record eventclick.crm:E0000034 --purpose customer_care"
    yield "  nova quarantine                          what was refused, and why"
    yield f"  nova audit verify --bundle {circle.audited.file}"
    yield "  nova serve                               then drop your own export"
