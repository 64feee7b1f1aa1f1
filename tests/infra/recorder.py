"""What the stand-in engine answers a program, and what it keeps of its requests."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Final, NoReturn

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import (
    engine_pb2,
    engine_pb2_grpc,
    resource_pb2,
    resource_pb2_grpc,
)

from tests.infra import computed
from tests.infra.wire import overlaid, plain, veiled

STACK: Final = "pulumi:pulumi:Stack"

_UNSUPPORTED: Final = {
    # Each would need the engine to call back into the program.
    resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS,
    # Without these the program keeps its own gates around look-ups, which is what we want.
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON,
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_OUTPUT_VALUES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_CALL_OUTPUT_VALUES,
}


class Recorder(resource_pb2_grpc.ResourceMonitorServicer, engine_pb2_grpc.EngineServicer):
    """Answers a program's requests and keeps them. Its methods carry the protocol's names."""

    def __init__(
        self, *, project: str, stack: str, config: dict[str, str], folder: Path, preview: bool
    ) -> None:
        self.resources: dict[str, dict[str, Any]] = {}
        self.outputs: dict[str, Any] = {}
        self.logs: list[dict[str, str]] = []
        self.failures: list[str] = []
        self._project, self._stack, self._preview = project, stack, preview
        self._folder = folder
        self._cloud_project = config.get("gcp:project", "demo-project")
        self._cloud_region = config.get("gcp:region", "europe-west1")
        self._root = ""
        self._lock = threading.Lock()

    def GetDeploymentInfo(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Which requests this engine understands."""
        features = resource_pb2.ResourceMonitorFeature.values()
        supported = [feature for feature in features if feature not in _UNSUPPORTED]
        return resource_pb2.DeploymentInfo(
            project=self._project,
            stack=self._stack,
            dryRun=self._preview,
            supportedFeatures=supported,
        )

    def SupportsFeature(self, request: Any, context: Any) -> Any:  # noqa: N802
        """As GetDeploymentInfo, for one feature under its older name."""
        has = request.id in {"secrets", "resourceReferences", "outputValues", "aliasSpecs"}
        return resource_pb2.SupportsFeatureResponse(hasSupport=has)

    def RegisterResource(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Record a resource. A second one of the same URN fails, as in the engine."""
        urn = self._urn(request.type, request.name, request.parent)
        if request.type == STACK:
            self._root = urn
            return resource_pb2.RegisterResourceResponse(urn=urn)
        record = self._record(urn, request)
        with self._lock:
            duplicate = urn in self.resources
            if not duplicate:
                self.resources[urn] = record
        if duplicate:
            self._fail(context, f"Duplicate resource URN {urn!r}; try giving it a unique name")
        if not request.custom:
            return resource_pb2.RegisterResourceResponse(urn=urn, object=request.object)
        made, outputs = computed.answer(
            request.type, self._facts(request.name, dict(record["inputs"]))
        )
        return resource_pb2.RegisterResourceResponse(
            urn=urn,
            id="" if self._preview else made,
            object=overlaid(request.object, veiled(outputs) if self._preview else outputs),
        )

    def RegisterResourceOutputs(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Record the stack's outputs, and those of components."""
        outputs = plain(request.outputs, self._folder)
        if request.urn == self._root:
            self.outputs = outputs
        else:
            self.resources[request.urn]["outputs"] = outputs
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answer a look-up from the table of computed values; one that is not there fails."""
        look_up = computed.LOOK_UPS.get(request.tok)
        if look_up is None:
            known = ", ".join(sorted(computed.LOOK_UPS))
            self._fail(
                context, f"no answer for the look-up {request.tok!r} in computed.py (has: {known})"
            )
        found = look_up(self._facts("", plain(request.args, self._folder)))
        answer = struct_pb2.Struct()
        json_format.ParseDict(found, answer)
        return resource_pb2.ResourceInvokeResponse(**{"return": answer})

    def ReadResource(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Refuse: what a program reads from the cloud cannot be known here."""
        self._fail(context, f"reading {request.type} {request.name!r} needs a real cloud")

    def Call(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Refuse: a component's method runs in a provider, and there is none."""
        self._fail(context, f"calling {request.tok!r} needs a provider")

    def RegisterPackage(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Accept a parameterised package under its own name."""
        return resource_pb2.RegisterPackageResponse(ref=request.name)

    def SignalAndWaitForShutdown(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Let the program end: nothing waits for it."""
        return empty_pb2.Empty()

    def Log(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Keep what the program says, but for debugging."""
        if request.severity != engine_pb2.DEBUG:
            severity = engine_pb2.LogSeverity.Name(request.severity).lower()
            self.logs.append({"severity": severity, "message": request.message})
        return empty_pb2.Empty()

    def SetRootResource(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Nothing to do: the stack names itself when it registers."""
        return engine_pb2.SetRootResourceResponse()

    def GetRootResource(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The stack's URN."""
        return engine_pb2.GetRootResourceResponse(urn=self._root)

    def RequirePulumiVersion(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Every version will do: none is installed."""
        return engine_pb2.RequirePulumiVersionResponse()

    def _record(self, urn: str, request: Any) -> dict[str, Any]:
        return {
            "urn": urn,
            "type": request.type,
            "name": request.name,
            "parent": request.parent if request.parent != self._root else None,
            "inputs": plain(request.object, self._folder),
            "outputs": None,
            "custom": request.custom,
            "protect": request.protect,
            "retain_on_delete": request.retainOnDelete,
            "dependencies": sorted(request.dependencies),
            "property_dependencies": {
                name: sorted(of.urns) for name, of in request.propertyDependencies.items()
            },
            "delete_before_replace": request.deleteBeforeReplace,
            "ignore_changes": list(request.ignoreChanges),
            "replace_on_changes": list(request.replaceOnChanges),
            "replace_with": sorted(request.replace_with),
            "deleted_with": request.deletedWith or None,
            "import_id": request.importId or None,
            # A reference is `<urn>::<id>`; the id says nothing here.
            "provider": request.provider.rpartition("::")[0] or None,
        }

    def _urn(self, token: str, name: str, parent: str) -> str:
        if parent and parent != self._root:
            token = f"{parent.split('::')[2]}${token}"
        return f"urn:pulumi:{self._stack}::{self._project}::{token}::{name}"

    def error(self) -> str | None:
        """What was refused, and what the program logged as an error: both fail a real run too."""
        said = [entry["message"] for entry in self.logs if entry["severity"] == "error"]
        return "\n".join([*self.failures, *said]) or None

    def _facts(self, logical: str, inputs: dict[str, Any]) -> computed.Facts:
        return computed.Facts(
            project=self._cloud_project,
            region=self._cloud_region,
            logical=logical,
            inputs=inputs,
        )

    def _fail(self, context: Any, message: str) -> NoReturn:
        self.failures.append(message)
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, message)
        raise AssertionError("abort raises")
