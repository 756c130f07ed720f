"""The container (CMS) of a signature, of which everything but two values is encoded once a key.

Encoding one anew takes asn1crypto 14 ms, most of it for certificates that never change; the RSA
operation itself takes 0.7 ms. Only the digest of the document and the signature differ.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from asn1crypto import cms
from pyhanko.sign.signers import Signer

from workflow.sign.pss import pss_algorithm

_SET_OF = b"\x31"
_CONSTRUCTED = 0x20


class SteadySigner(Signer):
    """A signer that keeps its encoded container; the base of all our signers.

    Whatever is not a plain PAdES signature (one with a timestamp, say) is left to the library.
    """

    def get_signature_mechanism_for_digest(
        self, digest_algorithm: str | None
    ) -> cms.SignedDigestAlgorithm:
        usual = super().get_signature_mechanism_for_digest(digest_algorithm)
        if usual.signature_algo != "rsassa_pss":
            return usual
        return pss_algorithm(usual["parameters"]["hash_algorithm"]["algorithm"].native)

    async def async_sign(
        self,
        data_digest: bytes,
        digest_algorithm: str,
        dry_run: bool = False,
        use_pades: bool = False,
        timestamper: Any = None,
        signed_attr_settings: Any = None,
        is_pdf_sig: bool = True,
        encap_content_info: Any = None,
    ) -> cms.ContentInfo:
        more = (timestamper, signed_attr_settings, encap_content_info)
        make = super().async_sign
        if not use_pades or not is_pdf_sig or any(given is not None for given in more):
            return await make(
                data_digest, digest_algorithm, dry_run, use_pades, timestamper,
                signed_attr_settings, is_pdf_sig, encap_content_info,
            )  # fmt: skip
        templates: dict[str, _Template] = self.__dict__.setdefault("_templates", {})
        if digest_algorithm not in templates:
            templates[digest_algorithm] = await _template(make, digest_algorithm, len(data_digest))
        template = templates[digest_algorithm]
        attributes = template.attributes.replace(template.digest, data_digest)
        to_be_signed = _SET_OF + attributes[1:]  # in the container its tag is another (RFC 5652)
        signature = await self.async_sign_raw(to_be_signed, digest_algorithm, dry_run)
        whole = template.whole.replace(template.digest, data_digest)
        return cms.ContentInfo.load(with_last_value(whole, signature))


class _Template:
    """A container around a digest that stands for any; no other bytes are like it."""

    def __init__(self, whole: bytes, digest: bytes) -> None:
        self.whole, self.digest = whole, digest
        (signer,) = cms.ContentInfo.load(whole)["content"]["signer_infos"]
        self.attributes: bytes = signer["signed_attrs"].dump()
        assert whole.count(digest) == self.attributes.count(digest) == 1


async def _template(
    make: Callable[..., Awaitable[cms.ContentInfo]], digest_algorithm: str, size: int
) -> _Template:
    digest = secrets.token_bytes(size)
    made = await make(digest, digest_algorithm, dry_run=True, use_pades=True)
    return _Template(made.dump(), digest)


def with_last_value(der: bytes, value: bytes) -> bytes:
    """The same structure with another value as its very last one, at whatever depth."""
    start, end = _content(der, 0)
    if not der[0] & _CONSTRUCTED:
        return _encoded(der[0], value)
    position = last = start
    while position < end:
        last, (_, position) = position, _content(der, position)
    return _encoded(der[0], der[start:last] + with_last_value(der[last:end], value))


def _content(der: bytes, position: int) -> tuple[int, int]:
    """Where the content of the value at a position starts and ends (tags of one byte)."""
    length, start = der[position + 1], position + 2
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(der[start : start + size])
        start += size
    return start, start + length


def _encoded(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(size))) + size + content
