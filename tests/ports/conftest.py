"""Every promise of shared/ports.py is tried on every backend that makes it.

The backends are imported when a test wants them: the embedded one needs no Google library.
"""

from __future__ import annotations

import importlib

import pytest

from shared.adapters.embedded.database import Database

EMBEDDED = pytest.param("embedded")
GOOGLE = pytest.param("google", marks=pytest.mark.emulators)


@pytest.fixture
def database(tmp_path):
    """The database of an installation of its own."""
    database = Database(tmp_path / "nova.db")
    yield database
    database.close()


@pytest.fixture(params=[pytest.param("memory"), EMBEDDED, GOOGLE])
def documents(request):
    """An empty store of documents."""
    if request.param == "memory":
        return importlib.import_module("tests.memory_documents").MemoryDocuments()
    return _backend(request, "documents")


@pytest.fixture(params=[EMBEDDED, GOOGLE])
def objects(request):
    """Empty buckets."""
    return _backend(request, "objects")


@pytest.fixture(params=[EMBEDDED, GOOGLE])
def post(request):
    """Messages and dead letters without any, and a hand to receive them."""
    return _backend(request, "post")


def _backend(request, port):
    """This port of the backend a fixture was parametrised with."""
    backend = importlib.import_module(f"tests.ports.{request.param}_backend")
    place = "emulators" if request.param == "google" else "database"
    return getattr(backend, port)(request.getfixturevalue(place))
