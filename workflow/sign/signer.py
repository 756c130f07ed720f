"""A signer that keeps its loaded private key.

pyHanko's SimpleSigner loads and checks the RSA key anew for every signature: 250 ms for RSA-3072,
of which the signature itself is 1 ms.
"""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash, process_pss_params

from workflow.sign.cms import SteadySigner

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


class LoadedKeySigner(SteadySigner):
    """Signs with RSASSA-PSS or ECDSA, as the annex of TT 15/2025/TT-BKHCN names them.

    Parameters:
        prefer_pss: False signs with PKCS#1 v1.5 where the key is RSA.
    """

    def __init__(
        self,
        key: PrivateKey,
        certificate: x509.Certificate,
        chain: Iterable[x509.Certificate],
        *,
        prefer_pss: bool = True,
    ) -> None:
        self.private = key
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(list(chain))
        super().__init__(
            prefer_pss=prefer_pss, embed_roots=False, signing_cert=certificate, cert_registry=store
        )

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if dry_run:
            assert self.signing_cert is not None
            return bytes(longest_signature(self.signing_cert))
        hash_algorithm = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self.private, RSAPrivateKey):
            mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
            if mechanism.signature_algo == "rsassa_pss":
                padding, hash_algorithm = process_pss_params(mechanism["parameters"])
                return self.private.sign(data, padding, hash_algorithm)
            return self.private.sign(data, PKCS1v15(), hash_algorithm)
        return self.private.sign(data, ECDSA(hash_algorithm))


def longest_signature(certificate: x509.Certificate) -> int:
    """Bytes that a signature with this certificate's key can take."""
    public = certificate.public_key
    size = (int(public.bit_size) + 7) // 8
    if public.algorithm == "ec":
        return 2 * (size + 3) + 4  # the longest DER encoding of two integers of the curve's size
    return size
