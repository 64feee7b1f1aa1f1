"""Who may do what: each rule is a test, over both stacks that are shipped."""

from __future__ import annotations

from shared.rules.needs import NEEDS
from tests.infra.program import Graph
from tests.infra.stacks import (
    ACCOUNT,
    BUCKET_GRANT,
    FUNCTION,
    INVOKER,
    PROJECT_GRANT,
    grants,
)

NOT_ON_THE_PROJECT = ("roles/owner", "roles/editor", "roles/viewer")


def test_nothing_is_public(stack: Graph) -> None:
    public = {
        grant.inputs["member"]
        for grant in grants(stack)
        if grant.inputs["member"] in ("allUsers", "allAuthenticatedUsers")
    }

    assert public == set()


def test_no_role_on_the_whole_project_without_a_condition_but_writing_logs(stack: Graph) -> None:
    wide = {
        (grant.name, grant.inputs["role"])
        for grant in stack.of(PROJECT_GRANT)
        if "condition" not in grant.inputs
    }

    assert wide == {("builder-logs", "roles/logging.logWriter")}


def test_no_primitive_or_administrating_role(stack: Graph) -> None:
    for grant in grants(stack):
        role = grant.inputs["role"]
        assert role not in NOT_ON_THE_PROJECT, grant.name
        assert not role.lower().endswith("admin"), grant.name


def test_shared_grants_are_added_and_never_replace_those_of_others(stack: Graph) -> None:
    replacing = [
        one.type
        for one in stack.resources
        if one.type.lower().endswith(("iambinding", "iampolicy"))
    ]

    assert replacing == []


def test_each_function_has_an_account_of_its_own(stack: Graph) -> None:
    accounts = [
        function.inputs["serviceConfig"]["serviceAccountEmail"] for function in stack.of(FUNCTION)
    ]
    builders = {function.inputs["buildConfig"]["serviceAccount"] for function in stack.of(FUNCTION)}

    assert len(set(accounts)) == len(accounts) == len(NEEDS)
    assert len(builders) == 1
    assert not any("compute" in one for one in (*accounts, *builders))


def test_each_function_waits_for_its_rights(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        name = function.name.removesuffix("-function")
        email = function.inputs["serviceConfig"]["serviceAccountEmail"]
        held = {
            grant.urn
            for grant in grants(stack)
            if grant.inputs["member"] == f"serviceAccount:{email}" and grant.name.startswith(name)
        }
        assert held, name
        assert held <= set(function.dependencies), name


def test_each_function_is_bounded_and_only_doors_are_reached_from_outside(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        needs = NEEDS[function.name.removesuffix("-function")]
        service = function.inputs["serviceConfig"]
        assert service["maxInstanceCount"] == needs.instances
        assert service["timeoutSeconds"] == needs.timeout <= 600  # the subscription's patience
        assert service["maxInstanceRequestConcurrency"] == needs.concurrency
        assert service["minInstanceCount"] == 0
        inside = service["ingressSettings"] == "ALLOW_INTERNAL_ONLY"
        assert inside == (needs.door == "closed"), function.name


def test_every_door_is_opened_to_somebody_and_by_name(stack: Graph) -> None:
    """The role is bound to the service: on the function Google refuses it."""
    opened: dict[str, set[str]] = {}
    for grant in stack.of(INVOKER):
        assert grant.inputs["role"] == "roles/run.invoker"
        opened.setdefault(grant.inputs["name"], set()).add(grant.inputs["member"])

    assert set(opened) == {function.inputs["name"] for function in stack.of(FUNCTION)}
    pusher = stack.one(ACCOUNT, "pusher").inputs["accountId"]
    for function in stack.of(FUNCTION):
        closed = NEEDS[function.name.removesuffix("-function")].door == "closed"
        members = opened[function.inputs["name"]]
        assert any(pusher in member for member in members) == closed, function.name
        assert len(members) == 1 or not closed, function.name


def test_who_may_call_is_granted_anew_when_a_function_is_replaced(stack: Graph) -> None:
    functions = {one.inputs["name"]: one.urn for one in stack.of(FUNCTION)}
    for grant in stack.of(INVOKER):
        assert grant.replace_with == (functions[grant.inputs["name"]],), grant.name


def test_no_account_has_a_key(stack: Graph) -> None:
    assert [one.name for one in stack.resources if "serviceaccount/key" in one.type.lower()] == []


def test_secrets_are_no_plain_text_anywhere(stack: Graph) -> None:
    versions = stack.of("gcp:secretmanager/secretVersion:SecretVersion")

    assert len(versions) == 4
    for version in versions:
        assert set(version.inputs["secretDataWo"]) == {"$secret"}, version.name
    for function in stack.of(FUNCTION):
        for variable in function.inputs["serviceConfig"]["secretEnvironmentVariables"]:
            assert variable["version"] != "latest", function.name


def test_nobody_writes_for_a_company_before_functions_can_read_its_contract(stack: Graph) -> None:
    contract = stack.one("gcp:storage/bucketObject:BucketObject", "eventclick-contract")
    writes = stack.one(BUCKET_GRANT, "eventclick-writes-objectCreator")

    assert contract.urn in writes.dependencies
    assert {one.urn for one in stack.of(FUNCTION)} <= set(contract.dependencies)


def test_who_deploys_may_let_each_account_act_and_no_other(stack: Graph) -> None:
    acting = {
        one.inputs["serviceAccountId"]
        for one in stack.of("gcp:serviceaccount/iAMMember:IAMMember")
        if one.inputs["role"] == "roles/iam.serviceAccountUser"
    }
    writers = {one.inputs["accountId"] for one in stack.of(ACCOUNT) if "writer" in one.name}

    assert len(acting) == len(NEEDS) + 2  # the builder, and whoever pushes
    assert not any(writer in account for account in acting for writer in writers)
