"""What is wrong with one signature, in the terms of ETSI EN 319 102-1 and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from asn1crypto import cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.messages import N_, Message, message
from workflow.model.verification import (
    Fault,
    ProofOfTime,
    Revocation,
    RevocationStatus,
    SubIndication,
)
from workflow.sign.ades import Validated
from workflow.sign.objects import entry

_LEAST_RSA_BITS = 2048  # TT 15/2025/TT-BKHCN, annex I
_LEAST_EC_BITS = 256
_HASHES = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
_PADES = "/ETSI.CAdES.detached"
_NAMING = {"signing_certificate", "signing_certificate_v2"}  # ETSI EN 319 142-1, 6.3
_KINDS = {
    "/Sig": {_PADES, "/adbe.pkcs7.detached"},
    "/DocTimeStamp": {"/ETSI.RFC3161"},
}
_CLOCKS_DIFFER = timedelta(days=1)
"""How far a signer's own clock may be ahead of the timestamp's."""

Sub = SubIndication
_WEAK = (Sub.CRYPTO_CONSTRAINTS_FAILURE, Sub.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)
_NO_CHAIN = (
    Sub.NO_CERTIFICATE_CHAIN_FOUND,
    Sub.CERTIFICATE_CHAIN_GENERAL_FAILURE,
    Sub.CHAIN_CONSTRAINTS_FAILURE,
    Sub.OUT_OF_BOUNDS_NO_POE,
)


def form_faults(signature: EmbeddedPdfSignature, data: bytes) -> Iterator[Fault]:
    """How the signature stands in the file."""
    kind = str(signature.sig_object_type)
    subfilter = str(entry(signature.sig_object, "/SubFilter"))
    if subfilter not in _KINDS.get(kind, ()):
        yield Fault(Sub.FORMAT_FAILURE, message(N_("it is of a kind that is not known")))
    attributes = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
    if subfilter == _PADES and not attributes & _NAMING:
        text = message(N_("it does not say by which certificate it is made"))
        yield Fault(Sub.SIG_CONSTRAINTS_FAILURE, text)
    if not covers_revision(signature, data):
        text = message(N_("it does not cover its revision from the first byte to the last"))
        yield Fault(Sub.FORMAT_FAILURE, text)


def covers_revision(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """Whether all bytes up to the end of its revision are signed but the signature's own digits,
    and nothing hides between those."""
    ranges = [int(n) for n in signature.byte_range]
    if len(ranges) != 4 or ranges[0] != 0 or min(ranges) < 0:
        return False
    first, second, end = ranges[1], ranges[2], ranges[2] + ranges[3]
    gap = data[first:second]
    digits, container = gap[1:-1], signature.pkcs7_content
    padding = container[len(cms.ContentInfo.load(container).dump()) :]
    xrefs = signature.reader.xrefs
    sections = (
        xrefs.get_xref_container_info(n).end_location for n in range(signature.signed_revision + 1)
    )
    # The digits are compared with what was read from the signature's object: it is this one.
    return (
        gap[:1] == b"<"
        and gap[-1:] == b">"
        and digits.lower() == container.hex().encode()
        and not padding.strip(b"\x00")
        and end <= len(data)
        and max(sections) <= end
        and data[:end].rstrip(b"\r\n").endswith(b"%%EOF")
    )


def chain_faults(
    signature: EmbeddedPdfSignature,
    found: Validated,
    path: ValidationPath | None,
    now: datetime,
) -> Iterator[Fault]:
    """What validation found.

    Parameters:
        path: the chain as it was when the signature says it was made; None if there was none.
    """
    sub = found.sub
    if sub is None:
        return
    expired = now > signature.signer_cert.not_valid_after
    if sub is Sub.HASH_FAILURE:
        text = message(N_("the bytes that it covers were changed after signing"))
    elif sub is Sub.SIG_CRYPTO_FAILURE:
        text = message(N_("the signature value does not fit the certificate"))
    elif sub in _WEAK:
        text = message(N_("its algorithms are too weak"))
    elif sub is Sub.OUT_OF_BOUNDS_NO_POE and path is not None and expired:
        text = message(
            N_("the certificate has expired since, and no timestamp proves when it signed")
        )
    elif sub is Sub.REVOCATION_OUT_OF_BOUNDS_NO_POE:
        text = message(
            N_("the certificate has expired since, and no timestamped answer says that it was good")
        )
    elif sub in _NO_CHAIN:
        if sub is Sub.OUT_OF_BOUNDS_NO_POE and path is None:
            sub = Sub.CHAIN_CONSTRAINTS_FAILURE  # it was out of bounds by its own clock, too
        text = message(N_("its certificate does not lead to a trust anchor, or was not valid then"))
    else:
        text = message(N_("it cannot be validated ({error})"), error=found.says or sub.value)
    yield Fault(sub, text)


def strength_faults(signature: EmbeddedPdfSignature) -> Iterator[Fault]:
    """Keys and hashes that are too weak (TT 15/2025/TT-BKHCN, annex I)."""
    key = signature.signer_cert.public_key
    least = _LEAST_EC_BITS if key.algorithm == "ec" else _LEAST_RSA_BITS
    if key.algorithm not in ("rsa", "ec") or key.bit_size < least:
        text = message(N_("its key is too weak ({bits} bits)"), bits=key.bit_size)
        yield Fault(Sub.CRYPTO_CONSTRAINTS_FAILURE, text)
    if signature.md_algorithm not in _HASHES:
        text = message(N_("its hash algorithm {name} is too weak"), name=signature.md_algorithm)
        yield Fault(Sub.CRYPTO_CONSTRAINTS_FAILURE, text)


def time_faults(
    claimed: datetime | None, proof: ProofOfTime | None, now: datetime
) -> Iterator[Fault]:
    """A signer's own clock that says what cannot be."""
    if claimed and claimed > now:
        text = message(N_("it claims a signing time in the future"))
        yield Fault(Sub.SIG_CONSTRAINTS_FAILURE, text)
    if claimed and proof and claimed > proof.at + _CLOCKS_DIFFER:
        text = message(N_("it claims to be made after the timestamp that covers it"))
        yield Fault(Sub.TIMESTAMP_ORDER_FAILURE, text)


def revocation_faults(revocation: Revocation, proof: ProofOfTime | None) -> Iterator[Fault]:
    """A revoked certificate, unless a timestamp proves that it signed before."""
    if revocation.status is not RevocationStatus.REVOKED or revocation.since is None:
        return
    if proof is None or proof.at >= revocation.since:
        yield Fault(Sub.REVOKED_NO_POE, _revoked(revocation.since))


def _revoked(since: datetime) -> Message:
    return message(
        N_("its certificate was revoked at {since}, and no timestamp proves that it signed before"),
        since=since,
    )
