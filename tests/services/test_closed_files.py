"""Copies closed to an office's certificate: it opens them with its key, and answers as for any."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from tests.services.stages import At
from tests.services.two_offices import BODY, TwoOffices, closed
from tests.sign.closing import certificate, rsa_key
from workflow.model.delivery import DeliveryState
from workflow.model.incoming import IncomingState
from workflow.services.decisions import resend
from workflow.services.distribution import distribute

pytestmark = pytest.mark.slow

TABLE = """opens_with = "{key}"

[keys.opening]
source = "pkcs12"
holder = "organ"
file = "keys/opening.p12"
password = "file:keys/opening.password"
"""


@pytest.fixture
def two(at: At, receiver: Path, tmp_path: Path) -> TwoOffices:
    """The sender's document lies in the receiver's inbox, closed to a certificate of its own."""
    place = Path(shutil.copytree(receiver, tmp_path / "receiver"))
    sender, key = at("issued"), rsa_key()
    pem = certificate(key)
    (sender.directory / "outbox" / BODY).mkdir(parents=True)
    two = TwoOffices(sender, place)
    bodies = sender.directory / "recipients" / "bodies.toml"
    (bodies.parent / "office.pem").write_bytes(pem)
    asked = f'[bodies.{BODY}]\nencrypt = true\ncertificate = "office.pem"\n'
    text = bodies.read_text("utf-8").replace(f"[bodies.{BODY}]\n", asked)
    bodies.write_text(text, "utf-8")
    held = x509.load_pem_x509_certificate(pem)
    secret = BestAvailableEncryption(b"mat-khau")
    (place / "keys" / "opening.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"opening", key, held, None, secret)
    )
    (place / "keys" / "opening.password").write_text("mat-khau")
    opens_with(two, "opening")
    closed(two.sending(), lambda office: list(distribute(office, sender.id)))
    return two


def opens_with(two: TwoOffices, key: str) -> None:
    """The receiver's settings say which key opens closed files; "" says none."""
    file = two.receiver / "office.toml"
    text = file.read_text("utf-8")
    head = text.partition("\n[receiving]")[0]
    told = '\n[receiving]\nkey = "tinh-uy"\n' + TABLE.format(key=key) if key else ""
    file.write_text(head + told, "utf-8")


def test_a_closed_copy_is_opened_registered_and_answered(two: TwoOffices) -> None:
    assert {p.name for p in two.parcel.iterdir()} == {"01-KL-TU.pdf.p7m", "cover.json"}
    assert not any(outcome.trouble for outcome in two.collected())
    (document,) = two.incoming()
    assert document.state is IncomingState.REGISTERED
    assert document.sha256 == two.sender.document().issued
    kept = closed(two.receiving(), lambda office: office.store.get(document.sha256))
    assert kept.startswith(b"%PDF-")


def test_the_same_document_closed_anew_is_registered_once(two: TwoOffices) -> None:
    two.collected()
    shutil.rmtree(two.sender.directory / "outbox" / BODY)
    (two.sender.directory / "outbox" / BODY).mkdir()
    office = two.sending()
    resend(office, two.sender.id, BODY)
    list(distribute(office, two.sender.id))
    office.close()
    assert (two.parcel / "01-KL-TU.pdf.p7m").is_file()
    two.collected()
    assert len(two.incoming()) == 1


def test_what_is_closed_to_another_key_is_refused_with_the_reason(two: TwoOffices) -> None:
    opens_with(two, "minh-khang")
    two.collected()
    (document,) = two.incoming()
    assert document.state is IncomingState.REFUSED
    assert "01-KL-TU.pdf" in document.reason


def test_what_is_damaged_is_refused(two: TwoOffices) -> None:
    file = two.parcel / "01-KL-TU.pdf.p7m"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    two.collected()
    (document,) = two.incoming()
    assert document.state is IncomingState.REFUSED


def test_without_a_key_it_stays_where_it_is(two: TwoOffices) -> None:
    opens_with(two, "")
    (outcome,) = [o for o in two.collected() if "01-KL/TU" in str(o.says)]
    assert outcome.trouble
    assert two.incoming() == []
    assert (two.parcel / "01-KL-TU.pdf.p7m").is_file()
    opens_with(two, "opening")
    two.collected()
    assert [d.state for d in two.incoming()] == [IncomingState.REGISTERED]


def test_the_sender_learns_the_incoming_number(two: TwoOffices) -> None:
    """Receipts are bound to the plain file. The sender knows no certificate that signs them."""
    bodies = two.sender.directory / "recipients" / "bodies.toml"
    two.collected()
    text = bodies.read_text("utf-8")
    signing = 'encrypt = true\ncertificate = "office.pem"\n'
    bodies.write_text(text.replace(signing, ""), "utf-8")
    two.answers_collected()
    assert two.delivery().state is DeliveryState.ACCEPTED
    assert two.delivery().incoming_number == "1/2026"
