"""A key source for tests: a PKCS#12 file on a token that goes away after some signatures.

It comes through the entry point door: `installed(monkeypatch, folder)` makes an office see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from workflow.model.errors import TokenLost
from workflow.model.office import Key
from workflow.model.settings import Value
from workflow.sign.keys import AskSecret
from workflow.sign.pkcs12 import open_key
from workflow.sign.signer import LoadedKeySigner
from workflow.sign.sources import FileSource

_ENTRY = "[vanban.key_sources]\nfailing = tests.services.failing_source:SOURCE\n"


class FailingSource(FileSource):
    """`survives` says how many signatures one opening makes."""

    settings: Mapping[str, Value] = {**FileSource.settings, "survives": Value(int)}

    def __init__(self) -> None:
        self.opened = 0

    def open(self, key: Key, directory: Path, ask: AskSecret) -> LoadedKeySigner:
        self.opened += 1
        signer = open_key(key, directory, ask)
        raw, left = signer.async_sign_raw, [key.settings["survives"]]

        async def sign(data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            if not dry_run:
                left[0] -= 1
                if left[0] < 0:
                    raise TokenLost(token=key.id, reason="CKR_DEVICE_REMOVED")
            return await raw(data, digest_algorithm, dry_run)

        signer.async_sign_raw = sign  # type: ignore[method-assign]
        return signer


SOURCE = FailingSource()


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> FailingSource:
    """Put the source into the search path, as a package that was installed."""
    package = folder / "failing_source-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: failing-source\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text(_ENTRY)
    monkeypatch.syspath_prepend(str(folder))
    SOURCE.opened = 0
    return SOURCE
