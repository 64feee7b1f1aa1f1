"""What is wrong is told all at once, with its place, before the first resource."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.infra.program import ROOT, run
from tests.infra.stacks import SECRETS, run_stack


def a_folder(tmp_path: Path, **contracts: str) -> Path:
    folder = tmp_path / "acquisitions"
    folder.mkdir()
    shutil.copy(ROOT / "infra" / "acquisitions" / "mediapulse.yaml", folder)
    for name, text in contracts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_every_mistake_of_every_contract_is_told_with_its_line(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        one="id: one\nname: One\nsources:\n  - id: crm\n    uniqe: true\n",
        two="id: two\nname: Two\ncountry: France\nsources: [{id: crm}]\n",
    )

    refused = run_stack("dev", acquisitions=folder)

    assert refused.resources == ()
    assert f"{folder}/one.yaml:5: sources.0 has no setting 'uniqe'" in (refused.error or "")
    assert f"{folder}/two.yaml:3: country is 'France'" in (refused.error or "")


def test_a_name_google_would_refuse_is_told_before_anything_is_made(tmp_path: Path) -> None:
    id = "a_company_whose_name_is_far_long"[:31]
    folder = a_folder(tmp_path, **{id: f"id: {id}\nname: Long\nsources: [{{id: crm}}]\n"})

    refused = run_stack(
        "dev", acquisitions=folder, config={"gcp:project": "a-project-of-thirty-characters"}
    )

    assert refused.resources == ()
    assert "characters; at most 63 are possible" in (refused.error or "")
    assert f"{folder}/{id}.yaml:1:" in (refused.error or "")


def test_a_folder_without_contracts_is_told(tmp_path: Path) -> None:
    refused = run_stack("dev", acquisitions=tmp_path)

    assert refused.resources == ()
    assert f"{tmp_path} holds no contract" in (refused.error or "")


def test_every_mistake_of_the_settings_is_told_at_once() -> None:
    refused = run(
        "dev",
        config={
            "nova:secrets": json.dumps({"pepper": SECRETS["pepper"]}),
            "nova:region": "us-central1",
            "nova:installation": "Development",
            "nova:protect": "perhaps",
            "nova:log_days": "0",
            "nova:people": json.dumps({"someone": ["boss"]}),
        },
    )

    assert refused.resources == ()
    for words in (
        "nova:secrets.ledger is not set: pulumi config set --secret --path nova:secrets.ledger",
        "nova:secrets.links is not set",
        "nova:secrets.webhooks is not set",
        "nova:region is 'us-central1'; it must be a region in the EU",
        "nova:installation is 'Development'; it must be 2 to 8 lower-case letters",
        "nova:protect:",
        "nova:log_days is 0; it must be 1 or more",
        "'someone' is no e-mail address",
        "holds 'boss'; it must be one of engineer, reviewer",
    ):
        assert words in (refused.error or ""), words
    assert "nova:secrets.pepper" not in (refused.error or "")


def test_london_is_in_europe_and_not_in_the_eu() -> None:
    refused = run_stack("dev", config={"nova:region": "europe-west2"})

    assert "nova:region is 'europe-west2'; it must be a region in the EU" in (refused.error or "")
