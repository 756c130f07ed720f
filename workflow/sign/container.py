"""The parts of a signature's CMS container that no signature protects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from asn1crypto import cms, x509
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.path import ValidationPath

from workflow.model.messages import N_, Message, message
from workflow.sign.pss import pss_algorithm

_TIMESTAMP = "signature_time_stamp_token"


def oddities(
    signature: EmbeddedPdfSignature,
    path: ValidationPath | None,
    anchors: Sequence[x509.Certificate],
) -> Iterator[Message]:
    """What a container says of its own; one of ours says nothing.

    Parameters:
        path: the chain of the signer's certificate, if there is one.
    """
    if not _plain(signature) or (path is not None and _unused(signature, path, anchors)):
        yield message(N_("its container was changed, or holds what does not belong there"))


def stamp_oddities(token: cms.SignedData) -> Iterator[Message]:
    """What a timestamp's container says of its own, beside what its signature protects."""
    info = token["signer_infos"][0]
    digests = [info["digest_algorithm"], *token["digest_algorithms"]]
    certificates = [choice.chosen.dump() for choice in token["certificates"]]
    plain = (
        len(token["signer_infos"]) == 1
        and token["version"].native == "v3"  # RFC 5652, 5.1: what is signed is not plain data
        and info["version"].native == "v1"
        and not token["crls"]
        and not info["unsigned_attrs"]
        and len(set(certificates)) == len(certificates)
        and len({digest["algorithm"].native for digest in digests}) == 1
        and all(_written_plainly(algorithm) for algorithm in digests)
        and (
            info["signature_algorithm"].signature_algo == "rsassa_pss"
            or _written_plainly(info["signature_algorithm"])
        )
    )
    if not plain:
        yield message(N_("the timestamp's container holds what does not belong there"))


def _written_plainly(algorithm: cms.DigestAlgorithm | cms.SignedDigestAlgorithm) -> bool:
    """Whether an algorithm has no parameters, or an empty one, as some write it."""
    name = algorithm["algorithm"].dump()
    return bool(algorithm.contents in (name, name + b"\x05\x00"))


def _plain(signature: EmbeddedPdfSignature) -> bool:
    signed: cms.SignedData = signature.signed_data
    info = signature.signer_info
    certificates = [choice.chosen for choice in signed["certificates"]]
    unsigned = [attribute["type"].native for attribute in info["unsigned_attrs"]]
    return (
        len(signed["signer_infos"]) == 1
        and len({c.dump() for c in certificates}) == len(certificates)
        and "signing_certificate_v2" in [a["type"].native for a in info["signed_attrs"]]
        and [a.dump() for a in signed["digest_algorithms"]] == [info["digest_algorithm"].dump()]
        and info["signature_algorithm"].dump() in _usual_algorithms(signature)
        and signed["version"].native == "v1"
        and info["version"].native == "v1"
        and not signed["crls"]
        and unsigned in ([], [_TIMESTAMP])
        and all(len(attribute["values"]) == 1 for attribute in info["unsigned_attrs"])
        and signed["encap_content_info"]["content"].native is None
    )


def _unused(
    signature: EmbeddedPdfSignature, path: ValidationPath, anchors: Sequence[x509.Certificate]
) -> bool:
    """Whether it brings certificates that are not of its chain."""
    known = {bytes(c.dump()) for c in path} | {bytes(a.dump()) for a in anchors}
    brought = (choice.chosen for choice in signature.signed_data["certificates"])
    return any(bytes(certificate.dump()) not in known for certificate in brought)


def _usual_algorithms(signature: EmbeddedPdfSignature) -> list[bytes]:
    """How the signature's algorithm is written when its parameters say nothing more than they must.

    No signature covers these bytes, and readers are lenient about them. The salt of RSASSA-PSS is
    as long as the digest (ours), or as long as the key has room for (pyHanko's and others').
    """
    written = signature.signer_info["signature_algorithm"]
    if written.signature_algo != "rsassa_pss":
        return [cms.SignedDigestAlgorithm({"algorithm": written["algorithm"].native}).dump()]
    digest, key = signature.md_algorithm, signature.signer_cert.public_key
    longest = (key.bit_size - 1 + 7) // 8 - hashlib.new(digest).digest_size - 2  # RFC 8017 9.1.1
    return [pss_algorithm(digest).dump(), pss_algorithm(digest, longest).dump()]
