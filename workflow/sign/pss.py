"""RSASSA-PSS as signatures write it (RFC 4055), with one hash throughout."""

from __future__ import annotations

import hashlib

from asn1crypto import algos, cms


def pss_algorithm(
    digest_algorithm: str, salt_length: int | None = None
) -> cms.SignedDigestAlgorithm:
    """The algorithm with its parameters.

    Parameters:
        salt_length: bytes; as long as the digest where nothing is said. RFC 4055 3.1 recommends
            that length, and many tokens know no other; pyHanko's is the longest that fits the key.
    """
    if salt_length is None:
        salt_length = hashlib.new(digest_algorithm).digest_size
    hashed = algos.DigestAlgorithm({"algorithm": digest_algorithm})
    masked = algos.MaskGenAlgorithm({"algorithm": "mgf1", "parameters": hashed})
    parameters = algos.RSASSAPSSParams(
        {"hash_algorithm": hashed, "mask_gen_algorithm": masked, "salt_length": salt_length}
    )
    return cms.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
