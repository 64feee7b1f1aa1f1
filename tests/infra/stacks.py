"""The shipped stacks as tests run them: with secrets, which nobody ships."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.infra.program import Graph, Resource, run

SECRETS: Final = {
    name: base64.b64encode(name.encode().ljust(32, b".")).decode()
    for name in ("ledger", "links", "pepper", "webhooks")
}
STACKS: Final = ("dev", "prod")

FUNCTION: Final = "gcp:cloudfunctionsv2/function:Function"
INVOKER: Final = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember"
BUCKET: Final = "gcp:storage/bucket:Bucket"
BUCKET_GRANT: Final = "gcp:storage/bucketIAMMember:BucketIAMMember"
OBJECT: Final = "gcp:storage/bucketObject:BucketObject"
TOPIC: Final = "gcp:pubsub/topic:Topic"
TOPIC_GRANT: Final = "gcp:pubsub/topicIAMMember:TopicIAMMember"
SUBSCRIPTION: Final = "gcp:pubsub/subscription:Subscription"
SUBSCRIPTION_GRANT: Final = "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember"
PROJECT_GRANT: Final = "gcp:projects/iAMMember:IAMMember"
ACCOUNT: Final = "gcp:serviceaccount/account:Account"
ACQUISITION: Final = "nova:index:Acquisition"


def graph(
    stack: str = "prod",
    *,
    preview: bool = False,
    acquisitions: Path | None = None,
    config: Mapping[str, Any] | None = None,
) -> Graph:
    """The graph of a shipped stack, which must have come to its end."""
    found = run_stack(stack, preview=preview, acquisitions=acquisitions, config=config)
    assert found.error is None, found.error
    return found


def run_stack(
    stack: str = "prod",
    *,
    preview: bool = False,
    acquisitions: Path | None = None,
    config: Mapping[str, Any] | None = None,
) -> Graph:
    """The same, whether it came to its end or not."""
    given = {"nova:secrets": json.dumps(SECRETS), **(config or {})}
    return run(stack, preview=preview, acquisitions=acquisitions, config=given)


def grants(stack: Graph) -> Iterator[Resource]:
    """Everything that gives a member a role."""
    for resource in stack.resources:
        if "member" in resource.inputs and "role" in resource.inputs:
            yield resource
