"""Functions find what their code reads: variables and secrets, no more and no less."""

from __future__ import annotations

import ast
from typing import Any

from shared.adapters.google.secrets import variable_of
from shared.config import Settings
from shared.rules.needs import NEEDS
from tests.bundling import bundle
from tests.infra.program import ROOT, Graph
from tests.infra.stacks import FUNCTION, OBJECT

TUNING = {"NOVA_PART_SIZE", "NOVA_WORK_SECONDS", "NOVA_VERIFY_AGAIN_SECONDS"}
"""Have the right value by default; tests and benchmarks set them."""

EMBEDDED = {"NOVA_DATA"}
"""Where the embedded platform keeps its files."""

EMULATED = {"FIRESTORE_EMULATOR_HOST"}
"""Says that Google's emulators stand in for Google."""

LIBRARIES = {"DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA"}
"""Read by Google's storage client, in every function."""

NOT_FOR_MESSAGES = {"NOVA_AUDIENCE", "NOVA_PEOPLE"}
"""Read only behind a door."""

REACHED_NOT_READ = {
    ("plan_changes", "webhooks"),
    ("privacy_requests", "webhooks"),
    ("fan_out_request", "webhooks"),
}
"""Secrets that a function's code could read, and its calls do not: it posts nothing."""


def test_every_function_is_given_the_variables_its_code_reads(stack: Graph) -> None:
    read = variables_read()
    for function in stack.of(FUNCTION):
        name = function.name.removesuffix("-function")
        service = function.inputs["serviceConfig"]
        given = set(service["environmentVariables"])
        expected = read - TUNING - EMBEDDED - EMULATED | LIBRARIES
        if NEEDS[name].door == "closed":
            expected -= NOT_FOR_MESSAGES
        if not NEEDS[name].signs:
            expected -= {"NOVA_AUDIT_KEY"}
        assert given == expected, name
        assert given == {one for one in given if service["environmentVariables"][one]}, name


def test_every_function_is_given_the_secrets_its_code_reads(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        name = function.name.removesuffix("-function")
        given = {
            one["key"] for one in function.inputs["serviceConfig"]["secretEnvironmentVariables"]
        }
        read = {one for one in secrets_read(name) if (name, one) not in REACHED_NOT_READ}
        assert given == {variable_of(one) for one in read}, name


def test_the_functions_settings_are_those_the_program_gives(stack: Graph) -> None:
    """They are read without an error, and mean what they should."""
    function = stack.one(FUNCTION, "privacy_requests-function")

    settings = Settings.from_env(function.inputs["serviceConfig"]["environmentVariables"])

    assert settings.backend == "google"
    within = settings.installation
    assert within in ("dev", "prod")
    assert not settings.emulated
    assert settings.audience == (
        f"https://europe-west1-{settings.project}.cloudfunctions.net/{within}-privacy-requests"
    )
    contracts = [one.inputs["bucket"] for one in stack.of(OBJECT) if one.name.endswith("-contract")]
    assert settings.contracts == f"gs://{contracts[0]}/acquisitions"


class Asked(dict[str, str]):
    """An environment that notes which variables are asked for."""

    def __init__(self, **values: str) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def variables_read() -> set[str]:
    """The variables that settings are made of."""
    environment = Asked(NOVA_BACKEND="google", GOOGLE_CLOUD_PROJECT="p")
    Settings.from_env(environment)
    return environment.names


def secrets_read(function: str) -> set[str]:
    """The secrets that the code of this function names, but those of installations on one machine.

    A secret is read by `secrets.get(<name>)`; the local tokens and the seed of the audit's key are
    for the embedded platform and the emulators.
    """
    found = set()
    for path in bundle.reached(ROOT, function).modules.values():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "get"
                and ast.unparse(node.func.value).endswith("secrets")
            ):
                said = ast.unparse(node.args[0])
                found.add("webhooks" if said == "WEBHOOKS" else ast.literal_eval(said))
    return found - {"tokens", "audit_key"}
