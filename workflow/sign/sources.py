"""The built-in key sources: what their settings are; how they open is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.model.messages import N_
from workflow.model.office import Key
from workflow.model.office_settings import secret_place
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


class TokenSource:
    """PKCS#11 tokens and security modules."""

    settings: Mapping[str, Value] = {
        "module": Value(str, meaning=N_("the PKCS#11 module of the token's maker (.so)")),
        "token": Value(str, required=False, default="", meaning=N_("the token's label")),
        "serial": Value(str, required=False, default="", meaning=N_("the token's serial number")),
        "label": Value(str, required=False, default="", meaning=N_("the key's label")),
        "id": Value(
            str, required=False, default="", pattern="([0-9A-Fa-f]{2})*",
            meaning=N_("the key's id, as hexadecimal digits"),
        ),
        "pin": secret_place(N_("where its PIN is"), "pinpad"),
        "certificate": Value(
            str, required=False, default="",
            meaning=N_("a file with the certificate, where the token holds none"),
        ),
        "raw": Value(
            bool, required=False, default=None,
            meaning=N_("true where the token signs only what was hashed before"),
        ),
    }  # fmt: skip

    def open(self, key: Key, directory: Path, ask: AskSecret) -> Signer:
        from workflow.sign.pkcs11 import open_key

        return open_key(key, directory, ask)

    def look(
        self, key: Key, directory: Path, ask: AskSecret
    ) -> tuple[x509.Certificate, list[x509.Certificate]]:
        """Tokens show certificates to everybody."""
        from workflow.sign.pkcs11 import look

        return look(key, directory)


class ServiceSource:
    """Remote signing services: the Cloud Signature Consortium's API."""

    settings: Mapping[str, Value] = {
        "url": Value(
            str,
            # Without TLS only to a service on this computer.
            pattern=r"https://[^@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/.*)?",
            meaning=N_("the service's address, what stands before /csc/"),
        ),
        "credential": Value(str, meaning=N_("the credential's id at the service")),
        "version": Value(
            str, required=False, default="v2", choices=("v2", "v1"),
            meaning=N_("the version of the service's API"),
        ),
        "token": secret_place(N_("where the access token is")),
        "pin": secret_place(N_("where its PIN is")),
        "otp": secret_place(N_("where the one-time password is")),
        "tls": Value(
            str, required=False, default="",
            meaning=N_("a file of the authorities that vouch for the service's TLS certificate"),
        ),
        "patience": Value(
            float, required=False, default=60.0, meaning=N_("seconds to wait for an answer")
        ),
    }  # fmt: skip

    def open(self, key: Key, directory: Path, ask: AskSecret) -> Signer:
        from workflow.sign.csc import open_key

        return open_key(key, directory, ask)

    def look(
        self, key: Key, directory: Path, ask: AskSecret
    ) -> tuple[x509.Certificate, list[x509.Certificate]]:
        """The service shows the certificate to who has the access token."""
        from workflow.sign.csc import look

        return look(key, directory, ask)


PKCS12, PKCS11, CSC = FileSource(), TokenSource(), ServiceSource()
