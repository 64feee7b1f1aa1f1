"""The shipped stacks, and one deployment for every test that looks at what happens in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Emulators
from tests.infra.program import Graph
from tests.infra.stacks import STACKS, graph
from tests.infra.story import told
from tests.infra.telling import Story


@pytest.fixture(scope="session")
def story(emulators: Emulators, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Three companies in an installation deployed from what the program registers."""
    with told(emulators.addresses, tmp_path_factory.mktemp("deployed")) as one:
        yield one


@pytest.fixture(params=STACKS)
def stack(request: pytest.FixtureRequest) -> Graph:
    """A shipped stack, after an update."""
    return graph(request.param)
