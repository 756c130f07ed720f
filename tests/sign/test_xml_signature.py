"""Signatures of XML: what is wrapped, cut, weak or of others is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.sign.pki import parsed
from workflow.model.errors import EnvelopeRefused, SigningError
from workflow.sign.signer import LoadedKeySigner
from workflow.sign.specimen import SpecimenAuthority
from workflow.sign.trust import Certificate
from workflow.sign.xml_signature import is_signed, sign_xml, verify_xml

NOW = datetime.now(UTC)
PLAIN = """<m xmlns="urn:m"><envelope Id="e"><header><to>Sở Y tế</to></header>
<?vanban {"files":{}}?><body>một</body></envelope><files>…</files></m>""".encode()
DS = "{http://www.w3.org/2000/09/xmldsig#}"


@pytest.fixture(scope="module")
def authority() -> SpecimenAuthority:
    return SpecimenAuthority(NOW, 2048)


@pytest.fixture(scope="module")
def anchors(authority: SpecimenAuthority) -> list[Certificate]:
    return [asn1_x509.Certificate.load(pem.unarmor(authority.pem)[2])]


def signer_of(
    authority: SpecimenAuthority, *, curve: bool = False, pss: bool = True
) -> LoadedKeySigner:
    p12 = authority.issue("Tỉnh uỷ Lam Giang (MẪU)", "Tỉnh uỷ Lam Giang", "x", curve=curve)
    key, certificate, others = pkcs12.load_key_and_certificates(p12, b"x")
    assert certificate is not None
    return LoadedKeySigner(
        key, parsed(certificate), [parsed(each) for each in others], prefer_pss=pss
    )  # type: ignore[arg-type]


def signed_with(signer: LoadedKeySigner) -> bytes:
    return sign_xml(PLAIN, signer, "e", "header")


@pytest.fixture(scope="module")
def signed(authority: SpecimenAuthority) -> bytes:
    return signed_with(signer_of(authority, curve=True))


def verified(data: bytes, anchors: list[Certificate], moment: datetime = NOW) -> bytes:
    return verify_xml(data, "envelope", "header", anchors, moment).element


def refusal(data: bytes, anchors: list[Certificate]) -> str:
    with pytest.raises(EnvelopeRefused) as refused:
        verified(data, anchors)
    return str(refused.value)


@pytest.mark.parametrize(
    ("how", "curve", "pss"),
    [
        ("2007/05/xmldsig-more#sha256-rsa-MGF1", False, True),
        ("2001/04/xmldsig-more#rsa-sha256", False, False),
        ("2001/04/xmldsig-more#ecdsa-sha256", True, True),
    ],
)
def test_each_kind_of_key_signs_as_the_standards_annex_names_it(
    authority: SpecimenAuthority, anchors: list[Certificate], how: str, curve: bool, pss: bool
) -> None:
    data = signed_with(signer_of(authority, curve=curve, pss=pss))
    root = etree.fromstring(data)
    method = root.find(f".//{DS}SignatureMethod")
    assert method is not None
    assert str(method.get("Algorithm")).endswith(how)
    found = verify_xml(data, "envelope", "header", anchors, NOW)
    assert found.holder == "Tỉnh uỷ Lam Giang (MẪU)"
    assert "Tỉnh uỷ Lam Giang" in found.names
    envelope = etree.fromstring(found.element)
    assert envelope.tag == "{urn:m}envelope"
    assert envelope.findtext("{urn:m}body") == "một"
    assert is_signed(data)
    assert not is_signed(PLAIN)


def test_what_stands_beside_the_envelope_may_change_nothing_in_it(
    signed: bytes, anchors: list[Certificate]
) -> None:
    beside = signed.replace("…".encode(), b"other")
    assert verified(beside, anchors) == verified(signed, anchors)
    told = refusal(signed.replace("một".encode(), b"hai"), anchors)
    assert "changed after it was signed" in told


def test_comments_cannot_cut_a_text(signed: bytes, anchors: list[Certificate]) -> None:
    cut = signed.replace("Sở Y tế".encode(), "Sở <!-- x -->Y tế".encode())
    found = etree.fromstring(verified(cut, anchors))
    assert found.findtext("{urn:m}header/{urn:m}to") == "Sở Y tế"


def test_the_note_is_covered(signed: bytes, anchors: list[Certificate]) -> None:
    assert "changed" in refusal(signed.replace(b'{"files":{}}', b'{"files":{"a":1}}'), anchors)
    assert "changed" in refusal(signed.replace(b'<?vanban {"files":{}}?>', b""), anchors)


# -- wrapping --------------------------------------------------------------------------------------


def parts(signed: bytes) -> tuple[str, str, str]:
    """The true envelope, its signature, and the same envelope with other words, unsigned."""
    text = signed.decode()
    envelope = re.search(r"<envelope.*?</envelope>", text, re.DOTALL)
    signature = re.search(r"<ds:Signature.*?</ds:Signature>", text, re.DOTALL)
    assert envelope is not None
    assert signature is not None
    false = envelope[0].replace(signature[0], "").replace("một", "giả")
    return envelope[0], signature[0], false


def message(*children: str) -> bytes:
    return f'<m xmlns="urn:m">{"".join(children)}</m>'.encode()


WRAPPED: dict[str, Callable[[str, str, str], bytes]] = {
    "two envelopes": lambda true, _, false: message(false, true),
    "the true one beside": lambda true, _, false: message(
        false, f"<files>{true}</files>"
    ),
    "the true one inside": lambda true, signature, false: message(
        false.replace("</header>", f"{signature}<x>{true.replace(signature, '')}</x></header>")
    ),
    "in the object of the signature": lambda true, signature, false: message(
        false.replace(
            "</header>",
            signature.replace(
                "</ds:Signature>",
                f"<ds:Object>{true.replace(signature, '')}</ds:Object></ds:Signature>",
            )
            + "</header>",
        )
    ),
    "another id": lambda true, signature, false: message(
        false.replace('Id="e"', 'Id="f"').replace("</header>", f"{signature}</header>"),
        f"<files>{true.replace(signature, '')}</files>",
    ),
    "no id": lambda true, signature, false: message(
        false.replace(' Id="e"', "").replace("</header>", f"{signature}</header>"),
        f"<files>{true.replace(signature, '')}</files>",
    ),
    "two signatures": lambda true, signature, _: message(
        true.replace(signature, signature + signature)
    ),
    "a signature elsewhere": lambda true, signature, _: message(
        true.replace(signature, "").replace("<body>", f"<body>{signature}")
    ),
    "the whole document": lambda true, _, __: message(true.replace('URI="#e"', 'URI=""')),
    "nothing": lambda true, signature, _: message(true.replace(signature, "")),
    "an empty one": lambda true, signature, _: message(
        true.replace(signature, '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>')
    ),
    "a document type": lambda true, _, __: b'<!DOCTYPE m [<!ENTITY x "y">]>' + message(true),
}  # fmt: skip


def test_the_parts_put_together_again_are_the_signed_message(
    signed: bytes, anchors: list[Certificate]
) -> None:
    true, _, _ = parts(signed)
    assert verified(message(true), anchors) == verified(signed, anchors)


@pytest.mark.parametrize("name", WRAPPED)
def test_wrapped_signatures_are_refused(
    signed: bytes, anchors: list[Certificate], name: str
) -> None:
    assert refusal(WRAPPED[name](*parts(signed)), anchors)


# -- weak, false, of others ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#rsa-sha1"),
        ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#hmac-sha1"),
        ("2001/04/xmldsig-more#ecdsa-sha256", "2001/04/xmldsig-more#hmac-sha256"),
        ("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1"),
        ("http://www.w3.org/2000/09/xmldsig#enveloped-signature",
         "http://www.w3.org/TR/1999/REC-xpath-19991116"),
        ("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"),
    ],
)  # fmt: skip
def test_weak_and_odd_algorithms_are_refused(
    signed: bytes, anchors: list[Certificate], old: str, new: str
) -> None:
    assert old.encode() in signed
    assert refusal(signed.replace(old.encode(), new.encode()), anchors)


def test_a_signature_without_its_certificate_is_refused(
    signed: bytes, anchors: list[Certificate]
) -> None:
    bare = re.sub(rb"<ds:KeyInfo>.*</ds:KeyInfo>", b"", signed, flags=re.DOTALL)
    assert "certificate" in refusal(bare, anchors)


def test_a_key_of_another_authority_proves_nothing(anchors: list[Certificate]) -> None:
    other = signed_with(signer_of(SpecimenAuthority(NOW, 2048), curve=True))
    with pytest.raises(SigningError, match="trust anchor"):
        verified(other, anchors)


def test_a_certificate_that_has_ended_proves_nothing(
    signed: bytes, anchors: list[Certificate]
) -> None:
    with pytest.raises(SigningError):
        verified(signed, anchors, NOW + timedelta(days=4000))


def test_the_certificate_of_another_holder_does_not_fit(
    authority: SpecimenAuthority, signed: bytes, anchors: list[Certificate]
) -> None:
    other = signed_with(signer_of(authority, curve=True))
    certificates = re.findall(rb"<ds:X509Certificate>.*?</ds:X509Certificate>", other, re.DOTALL)
    ours = re.findall(rb"<ds:X509Certificate>.*?</ds:X509Certificate>", signed, re.DOTALL)
    assert "not valid" in refusal(signed.replace(ours[0], certificates[0]), anchors)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_break_the_verifier(
    signed: bytes, anchors: list[Certificate], data: st.DataObject
) -> None:
    changes = st.tuples(
        st.integers(0, len(signed)), st.binary(max_size=4), st.integers(0, 60)
    )  # fmt: skip
    changed = signed
    for at, new, length in data.draw(st.lists(changes, min_size=1, max_size=2)):
        changed = changed[:at] + new + changed[at + length :]
    try:
        found = verified(changed, anchors)
    except (EnvelopeRefused, SigningError):
        found = b""
    # What stands beside the envelope may change; white space between attributes is nothing.
    assert found in (b"", verified(signed, anchors))
