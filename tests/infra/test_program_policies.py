"""How the program goes about it, and how messages go: over both stacks that are shipped."""

from __future__ import annotations

from tests.infra.program import Graph, Resource
from tests.infra.stacks import (
    SUBSCRIPTION,
    SUBSCRIPTION_GRANT,
    TOPIC_GRANT,
    graph,
)


def test_every_push_is_signed_retried_given_up_and_never_forgotten(stack: Graph) -> None:
    pushes = [one for one in stack.of(SUBSCRIPTION) if "pushConfig" in one.inputs]

    assert len(pushes) == 9
    for push in pushes:
        said = push.inputs
        assert said["expirationPolicy"] == {"ttl": ""}, push.name
        assert said["ackDeadlineSeconds"] == 600, push.name
        assert 5 <= said["deadLetterPolicy"]["maxDeliveryAttempts"] <= 100, push.name
        assert said["retryPolicy"]["maximumBackoff"] == "600s", push.name
        assert said["pushConfig"]["pushEndpoint"].startswith(
            said["pushConfig"]["oidcToken"]["audience"] + "/projects/"
        ), push.name


def test_every_dead_letter_topic_has_a_reader_and_its_agent_s_grants(stack: Graph) -> None:
    agent = "gcp-sa-pubsub"
    for push in (one for one in stack.of(SUBSCRIPTION) if "pushConfig" in one.inputs):
        dead = push.inputs["deadLetterPolicy"]["deadLetterTopic"]
        readers = [one for one in stack.of(SUBSCRIPTION) if one.inputs["topic"] == dead]
        assert [one.inputs["expirationPolicy"] for one in readers] == [{"ttl": ""}], push.name
        given_up = [
            one.inputs["role"]
            for one in stack.of(TOPIC_GRANT)
            if dead.endswith(f"/{one.inputs['topic']}") and agent in one.inputs["member"]
        ]
        taken_off = [
            one.inputs["role"]
            for one in stack.of(SUBSCRIPTION_GRANT)
            if one.inputs["subscription"] == push.inputs["name"] and agent in one.inputs["member"]
        ]
        assert given_up == ["roles/pubsub.publisher"], push.name
        assert taken_off == ["roles/pubsub.subscriber"], push.name


def test_apis_come_before_all_else(stack: Graph) -> None:
    apis = {one.urn for one in stack.of("gcp:projects/service:Service")}
    followed: dict[str, bool] = dict.fromkeys(apis, True)

    def follows(resource: Resource) -> bool:
        known = followed.get(resource.urn)
        if known is None:
            followed[resource.urn] = False  # while it is looked at
            known = any(follows(stack.at(urn)) for urn in resource.dependencies)
            followed[resource.urn] = known
        return known

    loose = [
        one.urn.rpartition("::")[2]
        for one in stack.resources
        if one.custom and one.type.startswith("gcp:") and not follows(one)
    ]
    assert loose == []


def test_what_can_carry_labels_carries_ours(stack: Graph) -> None:
    provider = stack.one("pulumi:providers:gcp", "google")
    labels = provider.inputs["defaultLabels"]

    assert "nova-express" in str(labels)
    for resource in stack.resources:
        if resource.custom and resource.type.startswith("gcp:"):
            assert (resource.provider or "").startswith(provider.urn), resource.name
        if resource.type.startswith("gcp:monitoring/") and "Dashboard" not in resource.type:
            assert resource.inputs["userLabels"]["product"] == "nova-express", resource.name


def test_nothing_is_made_only_once_a_value_is_known(stack: Graph) -> None:
    """A resource made inside an `apply` would be missing from the first preview."""
    name = stack.one("pulumi:providers:gcp", "google").urn.split(":")[2]

    assert graph(name, preview=True).urns == stack.urns


def test_what_functions_read_is_written_over_and_never_missing_for_a_moment(stack: Graph) -> None:
    read = [
        one
        for one in stack.of("gcp:storage/bucketObject:BucketObject")
        if not one.name.endswith("-archive")
    ]

    assert {one.name for one in read} == {"people", "eventclick-contract", "mediapulse-contract"}
    for one in read:
        assert one.retain_on_delete, one.name
        assert not one.delete_before_replace, one.name


def test_every_input_is_one_the_provider_knows(stack: Graph) -> None:
    assert stack.schema_errors == ()
