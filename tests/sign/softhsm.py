"""Real PKCS#11 tokens in files: SoftHSM, with keys and certificates of the PKI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from tests.pki_services import PkiServices

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PERSON, ORGAN, BARE, TWIN = "Người ký", "Cơ quan", "Không chứng thư", "Trùng tên"
PIN = "mã-số-1234"

_ON = {
    PERSON: ("person", "person-2", "expired", "not-for-signing", "revoked"),
    ORGAN: ("organ", "organ-2"),
    BARE: ("person-3",),
}


class SoftTokens:
    """The tokens of one test session; SoftHSM is one for the whole process."""

    def __init__(self, folder: Path, pki: PkiServices) -> None:
        self._tokens = folder / "tokens"
        self._tokens.mkdir()
        self.configuration = folder / "softhsm2.conf"
        self.configuration.write_text(
            f"directories.tokendir = {self._tokens}\nobjectstore.backend = file\n"
            "slots.removable = true\nlog.level = ERROR\n",
            "utf-8",
        )
        os.environ["SOFTHSM2_CONF"] = str(self.configuration)
        for label in (*_ON, TWIN, TWIN):
            self._initialize(label)
        for label, holders in _ON.items():
            with (
                pkcs11.lib(MODULE)
                .get_token(token_label=label)
                .open(rw=True, user_pin=PIN) as session
            ):
                for number, holder in enumerate(holders, start=1):
                    _store(session, pki, holder, bytes([number]), bare=label == BARE)

    def serials(self, label: str) -> list[str]:
        tokens = pkcs11.lib(MODULE).get_tokens(token_label=label)
        return [token.serial.decode() for token in tokens]

    @contextmanager
    def pulled_out(self) -> Iterator[None]:
        """As if somebody pulled every token out of its socket."""
        away = self._tokens.with_name("away")
        self._tokens.rename(away)
        self._tokens.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(self._tokens)
            away.rename(self._tokens)

    def _initialize(self, label: str) -> None:
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "so-pin",
             "--pin", PIN],
            check=True, capture_output=True,
        )  # fmt: skip


def _store(
    session: pkcs11.Session, pki: PkiServices, holder: str, id: bytes, *, bare: bool
) -> None:
    key = pki.private_key(holder)
    if isinstance(key, rsa.RSAPrivateKey):
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        private = decode_rsa_private_key(der)
    else:
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        private = decode_ec_private_key(der)
    common = {Attribute.TOKEN: True, Attribute.LABEL: holder, Attribute.ID: id}
    session.create_object(private | common | {Attribute.SIGN: True, Attribute.SENSITIVE: True})
    if bare:
        return
    certificate = decode_x509_certificate(pki.certificate(holder).dump())
    session.create_object(certificate | common | {Attribute.PRIVATE: False})
    for number, authority in enumerate(pki.chain(holder)):
        above = {Attribute.LABEL: f"CA {number}", Attribute.ID: b"", Attribute.PRIVATE: False}
        known = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: f"CA {number}"}
        if not list(session.get_objects(known)):
            made = decode_x509_certificate(authority.dump())
            session.create_object(made | {Attribute.TOKEN: True} | above)
