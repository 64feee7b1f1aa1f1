"""What the catalogue says is there and nothing else; functions find what their code reads."""

from __future__ import annotations

import ast
import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from shared.rules import catalogue
from shared.rules.needs import NEEDS
from tests.infra.program import ROOT, Graph, Resource
from tests.infra.stacks import BUCKET, FUNCTION, OBJECT, SUBSCRIPTION, TOPIC, graph


def installation(stack: Graph) -> str:
    return stack.one("pulumi:providers:gcp", "google").urn.split(":")[2]


def names(resources: tuple[Resource, ...], within: str) -> set[str]:
    """Registered names, without the installation's in front."""
    return {one.inputs["name"].removeprefix(f"{within}-") for one in resources}


def test_the_catalogue_s_functions_and_no_others(stack: Graph) -> None:
    expected = {one.name.replace("_", "-") for one in catalogue.FUNCTIONS}

    assert names(stack.of(FUNCTION), installation(stack)) == expected
    assert set(NEEDS) == {one.name for one in catalogue.FUNCTIONS}


def test_the_catalogue_s_topics_each_subscription_s_dead_letters_and_no_others(
    stack: Graph,
) -> None:
    expected = {one.name for one in catalogue.TOPICS} | {
        f"dead.{one.name}" for one in catalogue.SUBSCRIPTIONS
    }

    assert names(stack.of(TOPIC), installation(stack)) == expected


def test_the_catalogue_s_subscriptions_with_their_seconds(stack: Graph) -> None:
    within = installation(stack)
    pushes = {
        one.inputs["name"].removeprefix(f"{within}-"): one.inputs
        for one in stack.of(SUBSCRIPTION)
        if "pushConfig" in one.inputs
    }

    assert set(pushes) == {one.name for one in catalogue.SUBSCRIPTIONS}
    for one in catalogue.SUBSCRIPTIONS:
        said = pushes[one.name]
        assert said["topic"].endswith(f"/topics/{within}-{one.topic}")
        assert said["ackDeadlineSeconds"] == one.ack_deadline
        assert said["retryPolicy"]["minimumBackoff"] == "10s"
        assert said["deadLetterPolicy"]["maxDeliveryAttempts"] == one.attempts
        service = f"{within}-{one.function.replace('_', '-')}"
        assert service in said["pushConfig"]["pushEndpoint"]


def test_the_catalogue_s_buckets_one_landing_for_each_company_and_the_program_s_own(
    stack: Graph,
) -> None:
    companies = {path.stem for path in (ROOT / "infra" / "acquisitions").glob("*.yaml")}
    expected = {one for one in catalogue.BUCKETS if one != catalogue.LANDING}
    expected |= {f"{one}-landing" for one in companies} | {"archives", "contracts", "logs"}

    assert {one.name for one in stack.of(BUCKET)} == expected


def test_the_catalogue_s_stores_are_indexed_by_what_they_are_searched_by(stack: Graph) -> None:
    indexed: dict[str, set[str]] = {}
    for field in stack.of("gcp:firestore/field:Field"):
        has_index = bool(field.inputs["indexConfig"].get("indexes"))
        assert has_index == (field.inputs["field"] != "*"), field.name
        indexed.setdefault(field.inputs["collection"], set()).add(field.inputs["field"])

    assert indexed == {one.name: {"*", *one.searched_by} for one in catalogue.STORES}


def test_the_catalogue_s_schedules_announce_their_tasks(stack: Graph) -> None:
    jobs = stack.of("gcp:cloudscheduler/job:Job")
    said = {
        json.loads(base64.b64decode(job.inputs["pubsubTarget"]["data"]))["task"]: job.inputs
        for job in jobs
    }

    assert set(said) == {one.task for one in catalogue.SCHEDULES}
    assert said["republish"]["schedule"] == "* * * * *"
    assert said["learn"]["schedule"] == "*/5 * * * *"
    assert said["deadlines"]["schedule"] == "0 * * * *"


def test_every_entry_point_is_in_the_code_that_is_shipped(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        build = function.inputs["buildConfig"]
        tree = ast.parse(shipped(stack, function)["main.py"].read_text("utf-8"))
        defined = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
        assert build["entryPoint"] in defined, function.name


def test_an_archive_holds_what_the_function_needs_and_nothing_else(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        files = shipped(stack, function)
        assert {"main.py", "requirements.txt", "shared/__init__.py"} <= set(files), function.name
        assert not [one for one in files if one.startswith(("shared/local", "tests", "."))]


def test_every_setting_of_the_program_is_in_the_stack_file_of_production() -> None:
    tree = ast.parse((ROOT / "infra" / "settings.py").read_text("utf-8"))
    model = next(
        one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "Settings"
    )
    fields = {one.target.id for one in model.body if isinstance(one, ast.AnnAssign)}
    said = yaml.safe_load((ROOT / "Pulumi.prod.yaml").read_text("utf-8"))["config"]

    assert {key.partition(":")[2] for key in said} == fields - {"secrets"}


def test_google_is_asked_nothing_outside_the_foundation() -> None:
    asking = [
        path.name
        for path in sorted((ROOT / "infra").rglob("*.py"))
        if ".venv" not in path.parts and ".get_" in path.read_text("utf-8")
        if any(call.startswith("gcp.") for call in calls(path))
    ]

    assert asking == ["foundation.py"]


def test_with_the_project_s_number_said_google_is_asked_nothing() -> None:
    agents = {one.inputs["member"] for one in told().resources if one.name == "landing-notifies"}

    assert agents == {
        "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com"
    }


def test_costs_are_watched_where_a_billing_account_is_named() -> None:
    assert graph("prod").of("gcp:billing/budget:Budget") == ()

    budget = told().one("gcp:billing/budget:Budget", "budget").inputs
    assert budget["amount"] == {"specifiedAmount": {"units": "200"}}
    assert [rule["thresholdPercent"] for rule in budget["thresholdRules"]] == [0.5, 0.9, 1]
    assert budget["budgetFilter"] == {"projects": ["projects/123456789012"]}


def told() -> Graph:
    """The stack `prod` with the settings it leaves open."""
    return graph(
        config={
            "nova:project_number": "123456789012",
            "nova:billing_account": "000000-AAAAAA-BBBBBB",
            "nova:firestore_cmek": "true",
            "nova:lock_evidence": "true",
            "nova:audit_key_version": "2",
        }
    )


def test_settings_that_are_off_do_what_they_say_once_they_are_on() -> None:
    on = told()

    database = on.one("gcp:firestore/database:Database", "database").inputs
    assert database["cmekConfig"]["kmsKeyName"].endswith("/cryptoKeys/data")
    assert on.one(BUCKET, "evidence").inputs["retentionPolicy"]["isLocked"] is True
    agents = {
        one.inputs["member"]
        for one in on.of("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember")
        if one.name == "data-key-firestore"
    }
    assert len(agents) == 1
    watch = on.one(FUNCTION, "watch-function").inputs["serviceConfig"]["environmentVariables"]
    assert watch["NOVA_AUDIT_KEY"].endswith("/cryptoKeys/audit/cryptoKeyVersions/2")


def calls(path: Path) -> Iterator[str]:
    """`gcp.<module>.get_<something>` wherever it is called."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            said = ast.unparse(node.func)
            if ".get_" in said:
                yield said


def shipped(stack: Graph, function: Resource) -> Mapping[str, Path]:
    """Path inside the archive -> file, of what was registered for this function."""
    wanted = function.inputs["buildConfig"]["source"]["storageSource"]["object"]
    (archive,) = [one for one in stack.of(OBJECT) if one.inputs["name"] == wanted]
    assets: Mapping[str, Any] = archive.inputs["source"]["$archive"]["assets"]
    return {inside: Path(asset["$asset"]["path"]) for inside, asset in assets.items()}
