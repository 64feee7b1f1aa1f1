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


def test_a_bucket_is_not_called_after_google(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, google_ads="id: google_ads\nname: Ads\nsources: [{id: crm}]\n")

    refused = run_stack("dev", acquisitions=folder)

    assert (refused.error or "").splitlines()[1:] == [
        f"{folder}/google_ads.yaml:1: its landing bucket would be called "
        "nova-example-dev-dev-landing-google-ads; no bucket's name may hold google"
    ]


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
        "nova:log_days is 0; it must be 1 to 36,500",
        "'someone' is no e-mail address",
        "holds 'boss'; it must be one of engineer, reviewer",
    ):
        assert words in (refused.error or ""), words
    assert "nova:secrets.pepper" not in (refused.error or "")


def test_settings_google_would_refuse_half_way_are_told_before_anything_is_made() -> None:
    refused = run_stack(
        "dev",
        config={
            "gcp:project": "Example.com:Proj",
            "nova:installation": "gcp",
            "nova:project_number": "my-project",
            "nova:billing_account": "mine",
            "nova:backup_days": "99",
            "nova:audit_key_version": "0",
            "nova:evidence_years": "101",
            "nova:alerts": json.dumps([f"a{one}@x.example" for one in range(17)]),
            "nova:people": json.dumps({"ada@x.example": ["dpo"], "Ada@x.example": ["care"]}),
            "nova:deployers": json.dumps(["ada@x.example", "user:b@x.example", "user:b@x.example"]),
            "nova:secrets": json.dumps({**SECRETS, "pepper": "c2hvcnQ=", "links": "not base64!"}),
        },
    )

    assert refused.resources == ()
    told = (refused.error or "").splitlines()
    for words in (
        "gcp:project is 'Example.com:Proj'; it must be a project's id: 6 to 30 lower-case letters, "
        "digits and -, a letter first",
        "nova:installation is 'gcp'; names that begin with goog or gcp are Google's own",
        "nova:project_number is 'my-project'; it must be digits",
        "nova:billing_account is 'mine'; it must be as 000000-AAAAAA-BBBBBB",
        "nova:backup_days is 99; it must be 0 to 98",
        "nova:audit_key_version is 0; it must be 1 to 1,000",
        "nova:evidence_years is 101; it must be 1 to 100",
        "nova:alerts names 17 addresses; at most 16",
        "nova:people names ada@x.example 2 times; once is enough",
        "nova:deployers: 'ada@x.example' must be user:, group: or serviceAccount: and an e-mail "
        "address",
        "nova:deployers names user:b@x.example 2 times; once is enough",
        "nova:secrets.pepper must be 32 bytes in base64, as `openssl rand -base64 32` writes them",
        "nova:secrets.links must be 32 bytes in base64, as `openssl rand -base64 32` writes them",
    ):
        assert words in told, words
    assert "c2hvcnQ=" not in (refused.error or "")


def test_settings_of_another_kind_are_told(tmp_path: Path) -> None:
    refused = run_stack(
        "dev",
        config={"nova:secrets": "[1]", "nova:people": json.dumps({"ada@x.example": "dpo"})},
    )

    told = (refused.error or "").splitlines()
    assert "nova:secrets: it must be settings of the form `name: value`" in told
    assert "nova:people: it must be settings of the form `address: [role, …]`" in told


def test_a_contract_under_another_ending_is_not_left_out_without_a_word(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "one.yml").write_text("id: one\nname: One\nsources: [{id: crm}]\n", "utf-8")
    (folder / "two.YAML").write_text("id: two\nname: Two\nsources: [{id: crm}]\n", "utf-8")
    (folder / "three.yaml").write_bytes("id: three\nname: Troisième\n".encode("latin-1"))

    refused = run_stack("dev", acquisitions=folder)

    assert (refused.error or "").splitlines()[1:] == [
        f"{folder}/one.yml:1: a contract is called <acquisition>.yaml; rename it or move it away",
        f"{folder}/three.yaml:1: not UTF-8",
        f"{folder}/two.YAML:1: a contract is called <acquisition>.yaml; rename it or move it away",
    ]


def test_an_account_calls_for_one_company_only(tmp_path: Path) -> None:
    """Google keeps one right for both: whoever goes first would lock the other out."""
    shared, known = "sync@tools.iam.gserviceaccount.com", "desk@nova.iam.gserviceaccount.com"
    text = "id: {id}\nname: A\nsources: [{{id: crm, callers: [{callers}]}}]\n"
    folder = a_folder(
        tmp_path,
        one=text.format(id="one", callers=f"{shared}, {known}"),
        two=text.format(id="two", callers=shared),
    )

    refused = run_stack(
        "dev", acquisitions=folder, config={"nova:people": json.dumps({known: ["dpo"]})}
    )

    assert (refused.error or "").splitlines()[1:] == [
        f"{folder}/one.yaml:1: the caller {known} stands in nova:people too; give each its own "
        "account",
        f"{folder}/one.yaml:1: the caller {shared} also calls for two; give each its own account",
        f"{folder}/two.yaml:1: the caller {shared} also calls for one; give each its own account",
    ]


def test_london_is_in_europe_and_not_in_the_eu() -> None:
    refused = run_stack("dev", config={"nova:region": "europe-west2"})

    assert "nova:region is 'europe-west2'; it must be a region in the EU" in (refused.error or "")
