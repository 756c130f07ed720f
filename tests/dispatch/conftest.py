"""A server for SFTP. Property tests take the time they need: a busy machine is no mistake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.dispatch.sshd import SshServer, shared_server

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def sshd() -> Iterator[SshServer]:
    """An SSH server; every test finds it in order."""
    yield shared_server()
    shared_server().knows("host")
