"""Copies closed to a body: the plain file never goes that way, and only that body's copy waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.conftest import CLERK
from tests.dispatch.delivering import parcel
from tests.services.stages import At, Standing, take_on
from tests.sign.closing import certificate, opened, rsa_key
from workflow.dispatch.cover_json import read_message
from workflow.model.delivery import DeliveryState
from workflow.model.errors import RecipientsUnreachable
from workflow.model.exchange import Cover
from workflow.services import distribution
from workflow.services.enveloping import Envelopes

pytestmark = pytest.mark.slow

BODY, OTHER = "ban-bi-thu", "bi-thu-tinh-uy"


def closed_to(standing: Standing, pem: bytes | None) -> None:
    """The body wants closed copies, and the directory has its certificate (None: names none)."""
    bodies = standing.directory / "recipients" / "bodies.toml"
    asked = "encrypt = true\n"
    if pem is not None:
        (bodies.parent / "ban-bi-thu.pem").write_bytes(pem)
        asked += 'certificate = "ban-bi-thu.pem"\n'
    text = bodies.read_text("utf-8")
    bodies.write_text(text.replace(f"[bodies.{BODY}]\n", f"[bodies.{BODY}]\n{asked}"), "utf-8")


def distribute(standing: Standing) -> dict[str, str]:
    """What went wrong, by body."""
    attempts = distribution.distribute(standing.acting(CLERK), standing.id)
    return {a.delivery.body: str(a.trouble) for a in attempts if a.trouble}


def test_a_closed_copy_travels_closed_with_the_hash_of_the_plain_file(
    at: At, tmp_path: Path
) -> None:
    standing, key = at("issued"), rsa_key()
    closed_to(standing, certificate(key))
    assert distribute(standing) == {}
    (parcel,) = standing.outbox(BODY).iterdir()
    assert {f.name for f in parcel.iterdir()} == {"cover.json", "01-KL-TU.pdf.p7m"}
    cover = read_message((parcel / "cover.json").read_bytes())
    assert isinstance(cover, Cover)
    assert cover.file is not None
    document = standing.document()
    assert cover.file.encrypted == "01-KL-TU.pdf.p7m"
    assert cover.file.sha256 == document.issued
    pdf = standing.stored(document.issued).read_bytes()
    assert opened((parcel / cover.file.encrypted).read_bytes(), key, tmp_path) == pdf
    (open_parcel,) = standing.outbox(OTHER).iterdir()
    assert (open_parcel / "01-KL-TU.pdf").read_bytes() == pdf


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: None, "names no certificate"),
        (lambda: b"nothing", "no certificate"),
        (lambda: certificate(rsa_key(), begins=-9, ends=-1), "expired"),
        (lambda: certificate(ec.generate_private_key(ec.SECP256R1())), "RSA"),
    ],
    ids=["none", "unreadable", "expired", "EC"],
)
def test_without_a_fit_certificate_that_body_gets_nothing_and_the_others_theirs(
    at: At, make: Callable[[], bytes | None], said: str
) -> None:
    standing = at("issued")
    closed_to(standing, make())
    failed = distribute(standing)
    assert list(failed) == [BODY]
    assert said in failed[BODY]
    assert not standing.outbox(BODY).exists()
    assert standing.outbox(OTHER).exists()
    delivery = next(d for d in standing.acting().ledger.deliveries(standing.id) if d.body == BODY)
    assert delivery.state is DeliveryState.FAILED
    assert delivery.waits_for_a_person


def test_issue_is_refused_while_a_copy_cannot_be_closed(at: At) -> None:
    standing = at("signed")
    closed_to(standing, certificate(rsa_key(), begins=-9, ends=-1))
    with pytest.raises(RecipientsUnreachable, match="expired"):
        take_on(standing, "issued")


def test_attachments_are_closed_too(at: At, tmp_path: Path) -> None:
    standing, key = at("issued"), rsa_key()
    closed_to(standing, certificate(key))
    sent = parcel(body=BODY)
    closed = Envelopes(standing.acting()).closed(sent, "folder")
    assert set(closed.attachments) == {f"{name}.p7m" for name in sent.attachments}
    for name, data in sent.attachments.items():
        assert opened(closed.attachments[f"{name}.p7m"], key, tmp_path) == data
    plain = [facts.sha256 for facts in sent.cover.attachments]
    assert [facts.sha256 for facts in closed.cover.attachments] == plain
    assert Envelopes(standing.acting()).closed(parcel(body=OTHER), "folder") == parcel(body=OTHER)
