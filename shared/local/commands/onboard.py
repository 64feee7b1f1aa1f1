"""`nova onboard`: the onboarding of an acquired company, checked by machine."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from shared.local.installation.session import open_app
from shared.local.terminal.evidence import Language, language_option
from shared.local.terminal.surface import answer, json_option

if TYPE_CHECKING:
    from shared.local.inspection.onboarding.facts import Facts


@click.group()
def onboard() -> None:
    """Walk a company's onboarding checklist, and see what is missing.

    \b
    Example:
      nova onboard check eventclick
    """


@onboard.command()
@click.argument("acquisition")
@language_option
@json_option
def check(acquisition: str, language: Language, as_json: bool) -> None:
    """Say what is done, what is missing, and how to do it.

    The steps stand in the order of the story: the contract, the notice to people, a sample, the
    reviews, the whole files, changes out, a rehearsed request. `open` is what does not apply, or
    cannot be known here and now. Ends with 0 when nothing is missing, else with 1. Prints counts
    and names of settings, nothing of a person.

    \b
    Example:
      nova onboard check eventclick
      nova onboard check eventclick --language fr
    """
    from shared.local.inspection.onboarding.reading import read_facts  # noqa: PLC0415
    from shared.local.inspection.onboarding.steps import findings  # noqa: PLC0415
    from shared.local.terminal.checklist import checklist_lines, in_words  # noqa: PLC0415

    facts = read_facts(open_app(), acquisition)
    named = _names(facts)
    steps = [
        in_words(
            id=one.id,
            state=one.state,
            said=one.said,
            figures={**named, **one.figures},
            language=language,
        )
        for one in findings(facts)
    ]
    is_ready = all(one["state"] != "missing" for one in steps)
    value = {"acquisition": acquisition, "ready": is_ready, "steps": steps}
    answer(value, checklist_lines(acquisition, steps, language), as_json=as_json)
    if not is_ready:
        raise click.exceptions.Exit(1)


def _names(facts: Facts) -> dict[str, str]:
    """What the sentences may name beside a step's own figures."""
    return {
        "file": facts.file,
        "folder": str(PurePath(facts.file).parent),
        "today": facts.today.isoformat(),
        "source": next(iter(facts.contacts()), f"{facts.acquisition}.SOURCE"),
    }
