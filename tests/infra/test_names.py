"""The longest names an installation can have are ones Google takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.infra.stacks import ACCOUNT, graph

PROJECT = "a-project-of-thirty-characters"
INSTALLATION = "stagings"
ID = "a_company_of_15"
CONTRACT = f"""
id: {ID}
name: {("Société Générale d'Édition " * 20)[:200]}
alerts: [{", ".join(f"a{one}@x.example" for one in range(16))}]
writer:
  issuer: https://login.example.org
  subjects: ["repo:acme/crm:ref:refs/heads/main", "équipe"]
  members: [user:ada@x.example]
sources:
  - id: {"a" * 31}
    channel: {{ type: file }}
    callers: [crm@a-project-of-thirty-characters.iam.gserviceaccount.com]
"""


@pytest.mark.parametrize("preview", [False, True])
def test_the_longest_names_of_all_are_within_google_s_limits(tmp_path: Path, preview: bool) -> None:
    (tmp_path / f"{ID}.yaml").write_text(CONTRACT, "utf-8")
    config = {
        "gcp:project": PROJECT,
        "nova:installation": INSTALLATION,
        "nova:backup_days": "98",
        "nova:evidence_years": "100",
        "nova:billing_account": "000000-AAAAAA-BBBBBB",
        "nova:alerts": json.dumps([f"a{one}@x.example" for one in range(16)]),
    }

    made = graph("prod", acquisitions=tmp_path, config=config, preview=preview)

    assert made.schema_errors == ()
    landing = made.one("gcp:storage/bucket:Bucket", f"{ID}-landing")
    assert len(landing.inputs["name"]) == 63


def test_shortened_names_stay_apart(tmp_path: Path) -> None:
    ids = ("a_company_of_20_cars", "a_company_of_20_cats")
    for id in ids:
        (tmp_path / f"{id}.yaml").write_text(
            f"id: {id}\nname: A\nsources: [{{id: crm}}]\n", "utf-8"
        )

    made = graph("dev", acquisitions=tmp_path, config={"gcp:project": "a-proj"})

    accounts = [one.inputs["accountId"] for one in made.of(ACCOUNT)]
    assert len(set(accounts)) == len(accounts)


def test_a_budget_without_anybody_to_tell_tells_who_pays() -> None:
    config = {"nova:billing_account": "000000-AAAAAA-BBBBBB", "nova:alerts": "[]"}

    made = graph("dev", config=config)

    assert made.schema_errors == ()
    budget = made.one("gcp:billing/budget:Budget", "budget")
    assert "allUpdatesRule" not in budget.inputs
    # People signed in with gcloud are refused without a project that pays for their calls.
    provider = made.at(budget.provider or "").inputs
    assert provider["billingProject"] == "nova-example-dev"
    assert str(provider["userProjectOverride"]).lower() == "true"
