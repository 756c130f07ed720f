"""Keys on PKCS#11 tokens: the private key never leaves the token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from pkcs11 import Attribute, Mechanism, ObjectClass, PKCS11Error, Session, SignMixin, exceptions
from pyhanko.sign.pkcs11 import select_pkcs11_signing_params
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from workflow.model.errors import (
    KeyNotOnToken,
    TokenCannotSign,
    TokenCertificateMissing,
    TokenLost,
)
from workflow.model.office import PSS, Key
from workflow.sign.cms import SteadySigner
from workflow.sign.keys import AskSecret
from workflow.sign.signer import longest_signature
from workflow.sign.tokens import Login, forget, log_in, module_path, public_session, tokens_there
from workflow.sign.trust import issuers_of, read_certificates

_CANNOT = (
    exceptions.MechanismInvalid,
    exceptions.MechanismParamInvalid,
    exceptions.KeyTypeInconsistent,
    exceptions.FunctionNotSupported,
    exceptions.DataLenRange,
    exceptions.KeySizeRange,
)


def open_key(key: Key, directory: Path, ask: AskSecret) -> TokenSigner:
    """The signer of a key on a token; its token stays logged in.

    Raises:
        SigningError: the token, the PIN, the key or its certificate is not as it must be.
    """
    login = log_in(key, directory, ask)
    try:
        private = _private_key(key, login)
        found = _certificates(key, directory, login.session, private[Attribute.ID])
        return TokenSigner(key, login, private, *found)
    except PKCS11Error as error:
        forget(login)
        raise TokenLost(token=login.label, reason=type(error).__name__) from None


def look(key: Key, directory: Path) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """A key's certificate and the others on its token, without its PIN.

    Raises:
        SigningError: the token or the certificate is not there.
    """
    with public_session(key, directory) as session:
        label = session.token.label
        try:
            return _certificates(key, directory, session, _id(key))
        except PKCS11Error as error:
            raise TokenLost(token=label, reason=type(error).__name__) from None


@dataclass(frozen=True)
class Shown:
    """A certificate on a token, with what tells its key apart from others."""

    token: str
    serial: str
    label: str
    id: str
    certificate: x509.Certificate


def certificates_on_tokens(module: str, directory: Path) -> list[Shown]:
    """Every certificate of a person or an organ on the tokens of a module, without any PIN.

    Parameters:
        module: as the setting of a key; a path is relative to `directory`, the office's.

    Raises:
        TokenModuleUnusable: the module cannot be loaded.
    """
    found = []
    for token in tokens_there(module_path(module, directory)):
        with suppress(PKCS11Error), token.open() as session:
            serial = token.serial.decode("ascii", "replace")
            found += [
                Shown(token.label, serial, label, id.hex(), certificate)
                for label, id, certificate in _on_token(session)
                if not certificate.ca
            ]
    return found


class TokenSigner(SteadySigner):
    """Signs on the token; a token that goes away says so, and the next opening works again."""

    def __init__(
        self,
        key: Key,
        login: Login,
        private: SignMixin,
        certificate: x509.Certificate,
        chain: Iterable[x509.Certificate],
    ) -> None:
        self._login, self._private = login, private
        raw = key.settings["raw"]
        self._raw = _only_raw(login, certificate) if raw is None else bool(raw)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(list(chain))
        super().__init__(
            prefer_pss=key.padding == PSS,
            embed_roots=False,
            signing_cert=certificate,
            cert_registry=store,
        )

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        assert self.signing_cert is not None
        if dry_run:
            return bytes(longest_signature(self.signing_cert))
        try:
            return self._sign(data, digest_algorithm)
        except _CANNOT as error:
            raise TokenCannotSign(token=self._login.label, reason=type(error).__name__) from None
        except PKCS11Error as error:
            forget(self._login)
            raise TokenLost(token=self._login.label, reason=type(error).__name__) from None

    def _sign(self, data: bytes, digest_algorithm: str) -> bytes:
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        pss = mechanism.signature_algo == "rsassa_pss"
        way = select_pkcs11_signing_params(
            mechanism, digest_algorithm, self._raw and not pss, self._reaffirmed
        )
        parameters = dict(way.sign_kwargs)
        if self._raw and pss:  # the library has no raw RSASSA-PSS; the standard has
            parameters["mechanism"] = Mechanism.RSA_PKCS_PSS
            digest = hashes.Hash(get_pyca_cryptography_hash(digest_algorithm))
            digest.update(data)
            data = digest.finalize()
        elif way.pre_sign_transform:
            data = way.pre_sign_transform(data)
        signature: bytes = self._private.sign(data, **parameters)
        return way.post_sign_transform(signature) if way.post_sign_transform else signature

    @property
    def _reaffirmed(self) -> dict[str, Any]:
        """The PIN again, for keys that want it for every signature."""
        always = False
        with suppress(exceptions.AttributeTypeInvalid, exceptions.AttributeSensitive):
            always = bool(self._private[Attribute.ALWAYS_AUTHENTICATE])
        return {"pin": self._login.pin} if always and self._login.pin is not None else {}


def _only_raw(login: Login, certificate: x509.Certificate) -> bool:
    """Whether the token signs only what was hashed before, as SoftHSM does with EC keys."""
    offered = login.token.slot.get_mechanisms()
    if certificate.public_key.algorithm == "ec":
        return Mechanism.ECDSA_SHA256 not in offered
    return Mechanism.SHA256_RSA_PKCS_PSS not in offered and Mechanism.RSA_PKCS_PSS in offered


def _id(key: Key) -> bytes:
    return bytes.fromhex(key.settings["id"])


def _private_key(key: Key, login: Login) -> SignMixin:
    keys = [(found[Attribute.LABEL], found[Attribute.ID], found) for found in login.keys]
    label, id = key.settings["label"], _id(key)
    meant = [found for name, i, found in keys if label in ("", name) and id in (b"", i)]
    if len(meant) != 1:
        raise KeyNotOnToken(
            key=key.id,
            wanted=label or key.settings["id"] or "–",
            token=login.label,
            count=len(meant),
            found=", ".join(f"{name} ({i.hex()})" for name, i, _ in keys) or "–",
        )
    return meant[0]


def _certificates(
    key: Key, directory: Path, session: Session, id: bytes
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The certificate of a key and those above it: from the file beside it, or from the token.

    Parameters:
        id: what the key and its certificate have in common on the token; empty: not known.
    """
    if key.settings["certificate"]:
        certificate, *others = read_certificates(directory / key.settings["certificate"])
        return certificate, others
    there = list(_on_token(session))
    label = key.settings["label"]
    ways = (
        [c for _, i, c in there if id and i == id],
        [c for name, _, c in there if label and name == label],
        [c for _, _, c in there if not id and not label and not c.ca],
    )
    meant = next((found for found in ways if found), [])
    if len(meant) != 1:
        raise TokenCertificateMissing(key=key.id, token=session.token.label, count=len(meant))
    return meant[0], issuers_of(meant[0], [c for _, _, c in there])


def _on_token(session: Session) -> Sequence[tuple[str, bytes, x509.Certificate]]:
    """Label, id and certificate of what a token holds; what cannot be read is left out."""
    found = []
    for shown in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        with suppress(ValueError, TypeError, exceptions.AttributeTypeInvalid):
            certificate = x509.Certificate.load(shown[Attribute.VALUE], strict=True)
            certificate.subject.native  # noqa: B018 - parsing is lazy
            found.append((shown[Attribute.LABEL], shown[Attribute.ID], certificate))
    return found
