"""Signatures of XML (XMLDSig): ours over the envelope of an edXML message, others' as they come.

An element is signed by reference to its Id, with exclusive canonical XML and SHA-256, so that it
keeps its signature wherever it stands. The signature stands inside it, where a place is kept.
"""

from __future__ import annotations

import asyncio
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from pyhanko.sign.signers import Signer
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import InvalidDigest, SignXMLException
from signxml.signer import SignatureReference, XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from workflow.model.errors import EnvelopeRefused
from workflow.model.messages import N_, Message, message
from workflow.sign.trust import Certificate, certificates_of, check_may_sign, common_name

_DS = "http://www.w3.org/2000/09/xmldsig#"
_SIGNATURE = f"{{{_DS}}}Signature"
_PLACE = "placeholder"  # signxml's word
_DIGEST = "sha256"
_EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
_STRONG = ("SHA256", "SHA384", "SHA512", "SHA3_256", "SHA3_384", "SHA3_512")
_METHODS = frozenset(
    method
    for method in SignatureMethod
    if any(strong in method.name for strong in _STRONG)
    and not method.name.startswith(("HMAC", "DSA"))
)
_DIGESTS = frozenset(d for d in DigestAlgorithm if d.name in _STRONG)
_TRANSFORMS = frozenset(
    {SignatureConstructionMethod.enveloped.value}
    | {method.value for method in CanonicalizationMethod}
)
_MOST_CERTIFICATES = 10
_LEAST_RSA = 2048  # bits (TT 15/2025/TT-BKHCN)
_LEAST_EC = 256


@dataclass(frozen=True)
class SignedXml:
    """What a valid signature covers, and who made it.

    `element` is the canonical form of the signed element, without the signature: nothing else of
    the document may be believed. `certificates` are the signer's, then those that came with it.
    """

    element: bytes = field(repr=False)
    certificates: tuple[Certificate, ...] = field(repr=False)

    @property
    def certificate(self) -> bytes:
        """The signer's, DER."""
        der: bytes = self.certificates[0].dump()
        return der

    @property
    def holder(self) -> str:
        return common_name(self.certificates[0])

    @property
    def names(self) -> tuple[str, ...]:
        """All that the certificate's subject says."""
        return tuple(_texts(self.certificates[0].subject.native))


def sign_xml(data: bytes, signer: Signer, id: str, parent: str) -> bytes:
    """The document with one of its elements signed.

    Parameters:
        id: the element's Id.
        parent: the local name of the element, inside the signed one, whose last child the
            signature becomes.

    Raises:
        SigningError: the key does not sign.
    """
    root = etree.fromstring(data, _parser())
    (place,) = (each for each in root.iter("{*}" + parent))
    etree.SubElement(place, _SIGNATURE, {"Id": _PLACE}, nsmap={"ds": _DS})
    certificate, others = certificates_of(signer)
    made = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=_method(signer),
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=_EXCLUSIVE,
    ).sign(
        root,
        key=_RawKey(signer, certificate),  # type: ignore[arg-type]
        cert=[_pyca(each) for each in (certificate, *others)],
        reference_uri=[SignatureReference(id, c14n_method=_EXCLUSIVE)],
    )
    signed: bytes = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
    return signed


def is_signed(data: bytes) -> bool:
    """Whether any signature stands in a document, valid or not."""
    return next(etree.fromstring(data, _parser()).iter(_SIGNATURE), None) is not None


def verify_xml(
    data: bytes, element: str, parent: str, anchors: Sequence[x509.Certificate], moment: datetime
) -> SignedXml:
    """
    Parameters:
        element: the local name of the child of the root that must be signed.
        parent: the local name of its child in which the signature stands.
        anchors: the authorities that the office trusts.
        moment: at which the certificate must be valid, UTC.

    Raises:
        EnvelopeRefused: there is no signature, more than one, or it proves nothing.
        SigningError: the certificate is not of a trusted authority, or not valid at the moment.
    """
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _refused(N_("it is not well-formed XML ({reason})"), reason=error) from None
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise _refused(N_("it declares a document type (DTD)"))
    signed, signature = _only_places(root, element, parent)
    _check_form(signature, signed)
    certificate, others = _certificates(signature)
    check_may_sign(certificate, others, anchors, moment)
    result = _verified(root, signed, parent, certificate, moment)
    found = result.signed_xml
    if found is None or etree.QName(found).localname != element:
        raise _refused(N_("the signature covers something else"))
    return SignedXml(etree.tostring(found), (certificate, *others))


class _RawKey:
    """What signxml asks of a private key, answered by any of our signers."""

    def __init__(self, signer: Signer, certificate: x509.Certificate) -> None:
        self._signer = signer
        self.key_size = int(certificate.public_key.bit_size)

    def sign(self, data: bytes, *_: Any, **__: Any) -> bytes:
        """As the signer does it; the method that signxml wrote down is the same (`_method`)."""
        return asyncio.run(self._signer.async_sign_raw(data, _DIGEST))


def _method(signer: Signer) -> SignatureMethod:
    """How the key signs, as XMLDSig calls it (RFC 9231)."""
    mechanism = signer.get_signature_mechanism_for_digest(_DIGEST)
    return {
        "rsassa_pss": SignatureMethod.SHA256_RSA_MGF1,
        "rsassa_pkcs1v15": SignatureMethod.RSA_SHA256,
        "ecdsa": SignatureMethod.ECDSA_SHA256,
    }[mechanism.signature_algo]


def _only_places(
    root: etree._Element, element: str, parent: str
) -> tuple[etree._Element, etree._Element]:
    """The one element that may be signed and the one signature, each where it belongs: what stands
    anywhere else could be meant to be taken for it."""
    namespace = etree.QName(root).namespace
    signed = [c for c in root if c.tag == f"{{{namespace}}}{element}"]
    signatures = list(root.iter(_SIGNATURE))
    if not signatures:
        raise _refused(N_("it is not signed"))
    if len(signatures) > 1:
        raise _refused(N_("it has {count} signatures"), count=len(signatures))
    above = signatures[0].getparent()
    right = (
        len(signed) == 1
        and above is not None
        and above.tag == f"{{{namespace}}}{parent}"
        and above.getparent() is signed[0]
    )
    if not right:
        raise _refused(N_("the signature does not stand where it must"))
    return signed[0], signatures[0]


def _check_form(signature: etree._Element, signed: etree._Element) -> None:
    """One reference, to the element around the signature, with no transformation that leaves
    something out."""
    references = list(signature.iter(f"{{{_DS}}}Reference"))
    if len(references) != 1:
        raise _refused(N_("the signature has {count} references, not one"), count=len(references))
    uri, id = references[0].get("URI"), signed.get("Id")
    ids = [each for each in signed.getroottree().iter() if id and _ids(each) & {id}]
    if not id or uri != f"#{id}" or len(ids) != 1:
        raise _refused(N_("the signature covers something else"))
    for transform in references[0].iter(f"{{{_DS}}}Transform"):
        if transform.get("Algorithm") not in _TRANSFORMS:
            used = str(transform.get("Algorithm"))[:100]
            raise _refused(N_("the transformation {name} is not accepted"), name=used)


def _ids(element: etree._Element) -> set[str]:
    return {str(value) for name, value in element.attrib.items() if str(name).lower()[-2:] == "id"}


def _certificates(signature: etree._Element) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The signer's certificate, which is the first, and the others."""
    texts = [each.text or "" for each in signature.iter(f"{{{_DS}}}X509Certificate")]
    if not 0 < len(texts) <= _MOST_CERTIFICATES:
        raise _refused(N_("the signature does not bring its certificate"))
    try:
        found = [
            x509.Certificate.load(binascii.a2b_base64("".join(t.split())), strict=True)
            for t in texts
        ]
        for certificate in found:
            certificate.subject.native  # noqa: B018 - parsing is lazy
            certificate["tbs_certificate"].native  # noqa: B018
    except (ValueError, TypeError) as error:
        raise _refused(N_("its certificate cannot be read ({reason})"), reason=error) from None
    public = found[0].public_key
    least = {"rsa": _LEAST_RSA, "rsassa_pss": _LEAST_RSA, "ec": _LEAST_EC}.get(public.algorithm)
    if least is None or int(public.bit_size) < least:
        raise _refused(N_("its key is too weak to prove anything"))
    return found[0], found[1:]


def _verified(
    root: etree._Element,
    signed: etree._Element,
    parent: str,
    certificate: x509.Certificate,
    moment: datetime,
) -> VerifyResult:
    element, within = signed.tag, f"{{{etree.QName(signed).namespace}}}{parent}"
    config = SignatureConfiguration(
        location=f"./{element}/{within}/",
        expect_references=1,
        signature_methods=_METHODS,
        digest_algorithms=_DIGESTS,
        verification_time=moment,
    )
    try:
        result = XMLVerifier().verify(
            root, x509_cert=_pyca(certificate), parser=_parser(), expect_config=config
        )
    except InvalidDigest:
        raise _refused(N_("it was changed after it was signed")) from None
    except (
        SignXMLException, etree.LxmlError, UnsupportedAlgorithm, ValueError, TypeError,
        NotImplementedError, KeyError, AttributeError,
    ) as error:  # fmt: skip
        raise _refused(
            N_("the signature is not valid ({reason})"), reason=str(error)[:200]
        ) from None
    assert isinstance(result, VerifyResult)
    return result


def _texts(names: dict[str, Any]) -> list[str]:
    return [text for each in names.values() for text in ([each] if isinstance(each, str) else each)]


def _pyca(certificate: x509.Certificate) -> pyca.Certificate:
    return pyca.load_der_x509_certificate(certificate.dump())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=False,
    )  # fmt: skip


def _refused(template: str, **facts: object) -> EnvelopeRefused:
    reason: Message = message(template, **facts)
    return EnvelopeRefused(reason=reason)
