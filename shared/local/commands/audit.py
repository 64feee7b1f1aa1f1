"""`nova audit`: the log of what was done, checked and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from shared.errors import InvalidInput, NotFound
from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, in_words, json_option

if TYPE_CHECKING:
    from shared.audit.bundle import Bundle
    from shared.audit.verification import Verdict

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Check that the audit log is what was signed, or take it away.

    \b
    Example:
      nova audit export --out audit.zip
      nova audit verify --bundle audit.zip --key key.txt
    """


@audit.command()
@click.option("--out", type=_FILE, required=True, help="The file to write.")
@json_option
def export(out: Path, as_json: bool) -> None:
    """Seal the log, and write it with its checkpoints into one file.

    The file holds ids, times, acts and hashes; no personal data. Whoever has it, and the public
    key from somewhere else (`nova audit key`), can check it without us.

    \b
    Example:
      nova audit export --out audit.zip
    """
    from shared.audit.bundle import write_bundle  # noqa: PLC0415

    app = open_app()
    app.sealing.seal()
    bundle = app.exporting.bundle()
    write_bundle(bundle, out)
    value = {
        "file": str(out),
        "entries": {log: len(one.entries) for log, one in bundle.logs.items()},
        "checkpoints": {log: len(one.checkpoints) for log, one in bundle.logs.items()},
        "key": bundle.keys[0],
        "keys": bundle.keys,
    }
    lines = [f"{log}: {n:,} entries" for log, n in value["entries"].items()]  # type: ignore[attr-defined]
    answer(value, [*lines, f"written to {out}", f"public key: {bundle.keys[0]}"], as_json=as_json)


@audit.command()
@click.option("--bundle", type=_FILE, help="An exported file; without it, this installation.")
@click.option(
    "--key",
    "given",
    multiple=True,
    help="A public key, or a file that holds some, one a line; else the bundle's own. May be "
    "repeated: of each checkpoint one of them is asked for.",
)
@click.option("--since", type=_FILE, help="A checkpoint seen earlier: the log must still hold it.")
@json_option
@click.pass_context
def verify(
    ctx: click.Context,
    bundle: Path | None,
    given: tuple[str, ...],
    since: Path | None,
    as_json: bool,
) -> None:
    """Work out every signed root from every entry, and name the first place that is wrong.

    Needs nothing but the file and the public key. Ends with code 1 when anything is wrong.
    Where the key was changed, the last checkpoint must be by a key you give, and covers all before.

    \b
    Example:
      nova audit verify
      nova audit verify --bundle audit.zip --key key.txt
    """
    from shared.audit.checkpoint import Verifier  # noqa: PLC0415
    from shared.audit.verification import first_wrong, verify_bundle  # noqa: PLC0415

    found = _material(bundle)
    believed = _keys(given) if given else found.keys
    note = since.read_text("utf-8") if since else ""
    verdicts = verify_bundle(found, Verifier.of(*believed), since=note)
    wrong = first_wrong(verdicts)
    value: dict[str, Any] = {
        "verified": not wrong,
        "wrong": wrong,
        "key": believed[0],
        "keys": believed,
        "logs": [msgspec.to_builtins(one) for one in verdicts],
    }
    answer(value, _lines(verdicts, own_key=bundle is not None and not given), as_json=as_json)
    if wrong:
        ctx.exit(1)


@audit.command()
@click.option("--request", "id", required=True, metavar="ID", help="Which request.")
@click.option("--out", type=_FILE, required=True, help="The file to write.")
@json_option
def prove(id: str, out: Path, as_json: bool) -> None:
    """Write a proof to keep: what was done about a request, and its place in the signed log.

    `nova audit check` verifies it later with the public key alone.

    \b
    Example:
      nova audit prove --request req_5f0c9a2b41d7e830aa11 --out proof.json
    """
    from shared.audit.proving import LOG, prove  # noqa: PLC0415

    app = open_app()
    app.sealing.seal()
    proof = prove(app.exporting.bundle().logs[LOG], id)
    out.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2))
    value = {"request": id, "entries": len(proof.entries), "file": str(out)}
    answer(value, [f"{in_words(len(proof.entries), 'entries')}, written to {out}"], as_json=as_json)


@audit.command()
@click.argument("file", type=_FILE)
@click.option(
    "--key",
    "given",
    required=True,
    multiple=True,
    help="The public key, or a file that holds some, one a line. May be repeated.",
)
@json_option
@click.pass_context
def check(ctx: click.Context, file: Path, given: tuple[str, ...], as_json: bool) -> None:
    """Check a proof of one request. Ends with code 1 when anything is wrong.

    \b
    Example:
      nova audit check proof.json --key key.txt
    """
    from shared.audit.checkpoint import Verifier  # noqa: PLC0415
    from shared.audit.proving import check as check_proof  # noqa: PLC0415
    from shared.audit.proving import read_proof  # noqa: PLC0415

    if not file.is_file():
        raise InvalidInput(f"there is no file {file}")
    proof = read_proof(file.read_bytes())
    wrong = check_proof(proof, Verifier.of(*_keys(given)))
    value = {"request": proof.request, "entries": len(proof.entries), "wrong": wrong}
    said = f"WRONG: {wrong}" if wrong else f"{in_words(len(proof.entries), 'entries')}, as signed"
    answer(value, [f"{proof.request}: {said}"], as_json=as_json)
    if wrong:
        ctx.exit(1)


@audit.command("key")
@click.option("--previous", is_flag=True, help="The key before it, which still signs too.")
@json_option
def public_key(previous: bool, as_json: bool) -> None:
    """Print the public key the checkpoints are signed with. Keep it where we cannot change it.

    \b
    Example:
      nova audit key > key.txt
    """
    signer = open_app().exporting.signer
    before = signer.previous if previous or as_json else None
    if previous and before is None:
        raise NotFound("there is no key before the one in force: it is the first")
    value = {"key": signer.key, "previous": before}
    answer(value, [before or signer.key], as_json=as_json)


def _material(bundle: Path | None) -> Bundle:
    from shared.audit.bundle import read_bundle  # noqa: PLC0415

    if bundle is not None:
        return read_bundle(bundle)
    app = open_app()
    app.sealing.seal()
    return app.exporting.bundle()


def _keys(given: tuple[str, ...]) -> tuple[str, ...]:
    """The keys themselves, and those in files of these names."""
    return tuple(key for one in given for key in _text(one).splitlines() if key.strip())


def _text(key: str) -> str:
    path = Path(key)
    try:
        return path.read_text("utf-8") if path.is_file() else key
    except UnicodeDecodeError:
        raise InvalidInput(f"{key} holds no public key", field="key") from None


def _lines(verdicts: list[Verdict], *, own_key: bool) -> Iterator[str]:
    for one in verdicts:
        yield (
            f"{one.log}: {one.entries:,} entries, {one.checkpoints:,} checkpoints, "
            f"root {one.root[:16]}…: {'WRONG' if one.wrong else 'as signed'}"
        )
        if one.wrong:
            yield f"  first bad place: {one.wrong}"
        elif one.by_others:
            yield (
                f"  {in_words(one.by_others, 'checkpoints')}, the earliest: by a key not given; "
                "the last is by one given, and covers every entry"
            )
    if own_key:
        yield "checked with the key that came in the file; give --key to believe nobody"
