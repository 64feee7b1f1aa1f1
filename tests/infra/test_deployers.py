"""Who deploys, and who of the group may call: named once in a stack's file, and by their kind."""

from __future__ import annotations

import json

from tests.infra.stacks import ACCOUNT, INVOKER, graph

ACTS = "roles/iam.serviceAccountUser"


def test_deployers_may_act_as_each_account_that_something_is_made_to_act_as_and_as_no_other() -> (
    None
):
    stack = graph("prod")
    deployer = "serviceAccount:deploy@nova-example-prod.iam.gserviceaccount.com"

    acting = {
        grant.inputs["serviceAccountId"].rpartition("/")[2].partition("@")[0]
        for grant in stack.of("gcp:serviceaccount/iAMMember:IAMMember")
        if (grant.inputs["role"], grant.inputs["member"]) == (ACTS, deployer)
    }

    accounts = {one.inputs["accountId"] for one in stack.of(ACCOUNT)}
    assert acting == {one for one in accounts if not one.startswith("prod-writer-")}


def test_subscriptions_wait_until_deployers_may_act_as_the_account_they_push_as() -> None:
    stack = graph("prod")
    (act,) = [
        one.urn
        for one in stack.of("gcp:serviceaccount/iAMMember:IAMMember")
        if one.name.startswith("pusher-deployer-")
    ]

    pushes = [one for one in stack.of("gcp:pubsub/subscription:Subscription") if "push" in one.name]
    assert len(pushes) == 9
    assert [one.name for one in pushes if act not in one.dependencies] == []


def test_people_and_accounts_of_teams_are_each_let_in_by_their_kind() -> None:
    desk = "dpo-desk@nova-example-prod.iam.gserviceaccount.com"
    people = {"dpo@mediapulse.example": ["dpo"], desk: ["dpo"]}

    stack = graph("prod", config={"nova:people": json.dumps(people)})

    let_in = {
        one.inputs["member"]
        for one in stack.of(INVOKER)
        if one.inputs["name"] == "prod-privacy-requests" and "person-" in one.name
    }
    assert let_in == {"user:dpo@mediapulse.example", f"serviceAccount:{desk}"}
