"""A channel: a topic, and for each who listens a push subscription with its dead letters."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

from shared.rules import catalogue

_KEPT: Final = f"{7 * 24 * 3600}s"
_FIRST_PAUSE: Final = 10
"""Seconds, doubled with each attempt: eight attempts last twenty minutes, longer than most outages
and than the minutes in which new code and new contracts arrive one after the other."""

_DEAD_KEPT: Final = f"{31 * 24 * 3600}s"
"""The longest Pub/Sub keeps anything."""


class Topic(pulumi.ComponentResource):
    """Where messages of one type are published. They stay in the region."""

    topic: gcp.pubsub.Topic

    def __init__(
        self,
        name: str,
        *,
        settings: Settings,
        key: gcp.kms.CryptoKey,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:messages:Topic", name, None, opts)
        self.topic = _topic(
            f"{name}-topic",
            called=settings.names.of(name),
            settings=settings,
            key=key,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"topic": self.topic.id})

    def let_publish(
        self, name: str, member: pulumi.Input[str], opts: pulumi.ResourceOptions
    ) -> gcp.pubsub.TopicIAMMember:
        """Let a member publish here."""
        return gcp.pubsub.TopicIAMMember(
            name,
            project=self.topic.project,
            topic=self.topic.name,
            role="roles/pubsub.publisher",
            member=member,
            opts=opts,
        )


class Listener(pulumi.ComponentResource):
    """A push subscription to a function, retried later and later, then kept as a dead letter."""

    def __init__(
        self,
        subscription: catalogue.Subscription,
        *,
        settings: Settings,
        key: gcp.kms.CryptoKey,
        topic: Topic,
        url: pulumi.Input[str],
        pusher: gcp.serviceaccount.Account,
        agent: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        name = subscription.name
        super().__init__("nova:messages:Listener", name, None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        dead = _topic(
            f"{name}-dead-letters",
            called=settings.names.dead_letters(subscription),
            settings=settings,
            key=key,
            opts=inside,
        )
        # A topic nobody subscribes to forgets at once.
        keeper = gcp.pubsub.Subscription(
            f"{name}-dead-letters-kept",
            project=settings.project,
            name=settings.names.dead_letters(subscription),
            topic=dead.id,
            ack_deadline_seconds=60,
            message_retention_duration=_DEAD_KEPT,
            expiration_policy=gcp.pubsub.SubscriptionExpirationPolicyArgs(ttl=""),
            opts=inside,
        )
        gives_up = gcp.pubsub.TopicIAMMember(
            f"{name}-gives-up",
            project=settings.project,
            topic=dead.name,
            role="roles/pubsub.publisher",
            member=agent,
            opts=inside,
        )
        listens = gcp.pubsub.Subscription(
            f"{name}-push",
            project=settings.project,
            name=settings.names.of(name),
            topic=topic.topic.id,
            ack_deadline_seconds=subscription.ack_deadline,
            message_retention_duration=_KEPT,
            # The default forgets a subscription nobody used for a month.
            expiration_policy=gcp.pubsub.SubscriptionExpirationPolicyArgs(ttl=""),
            retry_policy=gcp.pubsub.SubscriptionRetryPolicyArgs(
                minimum_backoff=f"{max(_FIRST_PAUSE, subscription.min_backoff)}s",
                maximum_backoff=f"{subscription.max_backoff}s",
            ),
            dead_letter_policy=gcp.pubsub.SubscriptionDeadLetterPolicyArgs(
                dead_letter_topic=dead.id, max_delivery_attempts=subscription.attempts
            ),
            push_config=gcp.pubsub.SubscriptionPushConfigArgs(
                # The framework reads the topic off the path.
                push_endpoint=pulumi.Output.concat(url, "/", topic.topic.id),
                oidc_token=gcp.pubsub.SubscriptionPushConfigOidcTokenArgs(
                    service_account_email=pusher.email, audience=url
                ),
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[gives_up, keeper]),
        )
        # Without it Pub/Sub cannot take a given-up message off, nor count attempts.
        gcp.pubsub.SubscriptionIAMMember(
            f"{name}-takes-off",
            project=settings.project,
            subscription=listens.name,
            role="roles/pubsub.subscriber",
            member=agent,
            opts=inside,
        )
        self.register_outputs({})


def _topic(
    name: str,
    *,
    called: str,
    settings: Settings,
    key: gcp.kms.CryptoKey,
    opts: pulumi.ResourceOptions,
) -> gcp.pubsub.Topic:
    """A topic that is encrypted with our key and keeps messages in the region."""
    return gcp.pubsub.Topic(
        name,
        project=settings.project,
        name=called,
        kms_key_name=key.id,
        message_storage_policy=gcp.pubsub.TopicMessageStoragePolicyArgs(
            allowed_persistence_regions=[settings.region]
        ),
        opts=opts,
    )
