"""`nova`: the group of all commands, and the one place where their errors become words."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import Final

import click

from shared.errors import InvalidContract, NovaError, Retry
from shared.local.terminal.surface import in_words, json_line, note

COMMANDS: Final = {
    "demo": "Load the sample acquisition and print its integration report.",
    "serve": "Run the platform: watch the landing folders, run the functions, answer HTTP.",
    "upload": "Drop an export, and follow it until its people are profiles. Or take one back.",
    "diagnose": "Show how a file would be read and mapped, before anything is loaded.",
    "link": "Find the records of one person in a file, without a platform.",
    "onboard": "Walk a company's onboarding checklist, and see what is missing.",
    "sources": "List the contracts in force, and where to drop their exports.",
    "status": "List the uploads and how far they are.",
    "profiles": "Work with all profiles at once.",
    "profile": "Show everything known about one person.",
    "explain": "Say why the records of a profile are one person.",
    "reviews": "List the doubtful pairs, or decide one.",
    "merge": "Make two profiles one.",
    "split": "Tell records of a profile apart, or two profiles for ever.",
    "undo": "Take a decision back, or list those that people made.",
    "request": "Open a person's request, follow it, and answer for a system.",
    "audit": "Check that the audit log is what was signed, or take it away.",
    "sync": "See what each company's system is told of the others' changes.",
    "quarantine": "List what was refused, and show it.",
    "dead-letters": "List the messages given up on, show them, or deliver them again.",
    "token": "Make a local token for a person in a role.",
    "doctor": "Find out what is wrong with this installation.",
}
"""Every command and its one line, so that help needs to import none of them."""


class LazyGroup(click.Group):
    """Imports a command when it is called; `nova --help` imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        found = getattr(import_module(f"shared.local.commands.{name}"), name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and their one-liners."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(package_name="nova-express", prog_name="nova")
def nova(debug: bool) -> None:
    """NOVA Express: drop an acquired company's customer export, get resolved profiles.

    \b
    Begin with:
      nova demo                          a sample acquisition, loaded and reported
      nova diagnose export.csv           how a file of yours would be mapped
      nova serve                         the platform; then drop files into .nova/buckets/landing

    The data lies in the folder NOVA_DATA (default .nova), the contracts in NOVA_CONTRACTS
    (default infra/acquisitions).
    """


def main() -> None:
    """Run a command, and end with its exit code: 0, 1 (refused or failed) or 2 (usage)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command; its exit code. Errors are told on standard error, without a traceback."""
    as_json = "--json" in arguments
    try:
        code = nova.main(args=arguments, prog_name="nova", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return _fail("usage", error.format_message(), as_json=as_json, code=2, told=True)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", "interrupted", as_json=as_json)
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter must not complain about it as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except NovaError as error:
        _trace(arguments)
        return _fail(type(error).__name__, _in_words(error), as_json=as_json)
    except OSError as error:
        _trace(arguments)
        return _fail("OSError", f"{error.filename or 'a file'}: {error.strerror}", as_json=as_json)
    except Exception as error:  # noqa: BLE001  the one place faults are turned into words
        _trace(arguments)
        return _fail(type(error).__name__, _fault(error), as_json=as_json)
    return code if isinstance(code, int) else 0


def _fail(kind: str, message: str, *, as_json: bool, code: int = 1, told: bool = False) -> int:
    from shared.ingest.french import in_french  # noqa: PLC0415  only a failure needs it

    french = in_french(message)
    said = {"kind": kind, "message": message}
    if french != message:
        said["message_fr"] = french
    if not told:
        note(f"Error: {message}")
        if french != message:
            note(f"En français : {french}")
    if as_json:
        click.echo(json_line({"error": said}))
    return code


def _in_words(error: NovaError) -> str:
    if isinstance(error, InvalidContract):
        many = in_words(len(error.mistakes), "mistakes")
        return "\n".join([f"the contracts have {many}:", *error.mistakes])
    if isinstance(error, Retry):
        return f"{error}\nThis may pass: try again, or see what `nova doctor` says."
    return str(error)


def _fault(error: Exception) -> str:
    # Never the text of an unforeseen error: it may quote the data it choked on.
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    return (
        f"unexpected {type(error).__name__} at {where}. This is a fault of the program; "
        "`nova --debug …` shows all of it, `nova doctor` checks the installation."
    )


def _trace(arguments: list[str]) -> None:
    if arguments[:1] == ["--debug"]:
        traceback.print_exc()


if __name__ == "__main__":
    main()
