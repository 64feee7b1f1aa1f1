"""What must stand before what: Pulumi makes a component's children wait for nothing by itself."""

from __future__ import annotations

import pulumi


def after(
    *resources: pulumi.Resource, parent: pulumi.Resource | None = None
) -> pulumi.ResourceOptions:
    """Options of a component all of whose children, however deep, wait for these.

    Of a component that is waited for, every child is.
    """

    def wait(
        made: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationResult:
        return pulumi.ResourceTransformationResult(
            made.props,
            pulumi.ResourceOptions.merge(
                made.opts, pulumi.ResourceOptions(depends_on=list(resources))
            ),
        )

    return pulumi.ResourceOptions(parent=parent, transformations=[wait])
