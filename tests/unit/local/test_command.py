"""The group of all commands: its help, its exit codes, and how errors are told."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from shared.local.command import COMMANDS, nova, run


def every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(nova)
    found = []
    for name in COMMANDS:
        command = nova.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", one) for sub, one in command.commands.items()]
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_line_in_the_overview_is_the_first_of_its_own_help(name: str) -> None:
    command = nova.get_command(click.Context(nova), name)

    assert command is not None
    assert (command.help or "").split("\n")[0] == COMMANDS[name]


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_teaches_by_an_example_or_by_its_own_commands(
    name: str, command: click.Command
) -> None:
    taught = "Example:" in (command.help or "") or isinstance(command, click.Group)

    assert taught or name in ("dead-letters show",)


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_that_answers_can_answer_a_machine(name: str, command: click.Command) -> None:
    options = {option for one in command.params for option in one.opts}

    answers = not isinstance(command, click.Group) or command.invoke_without_command
    assert "--json" in options or not answers or name == "serve"


def test_a_wrong_use_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nosuch"]) == 2
    assert run(["diagnose"]) == 2
    assert "No such command 'nosuch'" in capsys.readouterr().err


def test_a_refusal_ends_with_1_and_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "export.csv"
    empty.write_bytes(b"")

    code = run(["diagnose", str(empty)])

    told = capsys.readouterr()
    assert code == 1
    assert told.out == ""
    assert told.err == (
        "Error: the file is empty (0 bytes)\nEn français : le fichier est vide (0 octet)\n"
    )


def test_a_refusal_is_one_json_object_for_a_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "export.csv"
    empty.write_bytes(b"")

    run(["diagnose", str(empty), "--json"])

    assert json.loads(capsys.readouterr().out) == {
        "error": {
            "kind": "InvalidInput",
            "message": "the file is empty (0 bytes)",
            "message_fr": "le fichier est vide (0 octet)",
        }
    }
