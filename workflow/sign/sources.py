"""The built-in key sources: what their settings are; how they open is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.model.messages import N_
from workflow.model.office import Key, secret_place
from workflow.model.settings import Value
from workflow.sign.keys import AskSecret

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign.signers import Signer


class FileSource:
    """PKCS#12 files (.p12, .pfx)."""

    settings: Mapping[str, Value] = {
        "file": Value(str, meaning=N_("the PKCS#12 file (.p12, .pfx)")),
        "password": secret_place(N_("where its password is")),
    }

    def open(self, key: Key, directory: Path, ask: AskSecret) -> Signer:
        from workflow.sign.pkcs12 import open_key

        return open_key(key, directory, ask)

    def look(
        self, key: Key, directory: Path, ask: AskSecret
    ) -> tuple[x509.Certificate, list[x509.Certificate]]:
        """The certificate is behind the same password as the key."""
        from workflow.sign.trust import certificates_of

        return certificates_of(self.open(key, directory, ask))


PKCS12 = FileSource()
