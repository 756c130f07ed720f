"""Collect: what came in counts once, what is wrong counts never, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CLERK
from tests.services.two_offices import BODY, RECEIVER_ID, SENDER_BODY, TwoOffices, closed
from workflow.dispatch.channels import Reported
from workflow.dispatch.cover_json import read_message, write_message
from workflow.dispatch.reading import RECEIPT, RECEIPT_SIGNATURE
from workflow.model.delivery import DeliveryState
from workflow.model.errors import NothingAsked, WrongState
from workflow.model.exchange import Bounce, Correspondent, MessageKind, Receipt, Status
from workflow.model.incoming import IncomingState
from workflow.model.lifecycle import Act, State
from workflow.services import incoming
from workflow.services.bounces import record_bounce
from workflow.services.history import verify_journal
from workflow.services.receipts import answer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def answers(two: TwoOffices) -> Path:
    """What the receiver put out for the sender."""
    return two.receiver / "outbox" / SENDER_BODY


def pin(two: TwoOffices) -> None:
    """The sender's directory names the receiver's certificate."""
    from workflow.sign.pkcs12 import open_key

    office = two.receiving()
    signer = open_key(office.settings.key("tinh-uy"), office.directory, office.secret)
    assert signer.signing_cert is not None
    recipients = two.sender.directory / "recipients"
    (recipients / "office.der").write_bytes(signer.signing_cert.dump())
    file = recipients / "bodies.toml"
    head = f"[bodies.{BODY}]\n"
    text = file.read_text("utf-8").replace(head, f'{head}certificate = "office.der"\n')
    file.write_text(text, "utf-8")


def receipt_of(two: TwoOffices, place: str = "") -> Receipt:
    (folder,) = [p for p in answers(two).iterdir() if place in p.name]
    receipt = read_message((folder / RECEIPT).read_bytes())
    assert isinstance(receipt, Receipt)
    return receipt


def put_receipt(two: TwoOffices, receipt: Receipt, name: str, signature: bytes = b"") -> None:
    place = answers(two) / name
    place.mkdir()
    (place / RECEIPT).write_bytes(write_message(receipt))
    if signature:
        (place / RECEIPT_SIGNATURE).write_bytes(signature)


def aside(office: Path) -> list[str]:
    return [place.read_text("utf-8") for place in sorted(office.glob("signed/aside/*/reason.txt"))]


def test_a_document_is_received_acknowledged_dealt_with_and_both_journals_say_so(
    two: TwoOffices,
) -> None:
    pin(two)
    first, second = two.collected()
    assert first.document is not None
    assert first.document.state is IncomingState.REGISTERED
    assert (first.trouble, second.trouble) == (False, False)
    assert two.collected() == []
    (said,) = two.answers_collected()
    assert not said.trouble
    delivery = two.delivery()
    assert delivery.state is DeliveryState.ACCEPTED
    assert delivery.incoming_number == f"1/{two.clock.now.year}"
    office = two.receiving()
    for act in (
        lambda: incoming.assign(office, "01-KL/TU", "Vụ Tổng hợp"),
        lambda: incoming.process(office, "01-KL/TU"),
        lambda: incoming.finish(office, "01-KL/TU"),
    ):
        (sent,) = answer(office, act())
        assert sent.trouble is None
    office.close()
    assert len(two.answers_collected()) == 3
    assert two.delivery().state is DeliveryState.FINISHED
    reported = closed(
        two.sending(), lambda o: o.ledger.events(two.sender.id, Act.DELIVERY_REPORTED)
    )
    assert [event.data["key_signed"] for event in reported] == [True] * 4
    for each in (two.receiving(), two.sending()):
        closed(each, verify_journal)
    assert two.incoming()[0].owed == 0


@pytest.mark.thorough
def test_a_refusal_comes_back_with_its_reason(two: TwoOffices) -> None:
    pdf = two.parcel / "01-KL-TU.pdf"
    pdf.write_bytes(pdf.read_bytes()[:-1])
    refused, _ = two.collected()
    assert refused.trouble
    two.answers_collected()
    delivery = two.delivery()
    assert delivery.state is DeliveryState.REFUSED
    assert "hỏng" in delivery.reason


# -- receipts that prove nothing ------------------------------------------------------------------


def of_another_file(receipt: Receipt) -> Receipt:
    return replace(receipt, sha256="0" * 64)


def of_no_file(receipt: Receipt) -> Receipt:
    return replace(receipt, sha256="")


def of_another_body(receipt: Receipt) -> Receipt:
    return replace(receipt, sender=Correspondent("A01.02.00.T99", "Ban Tổ chức Trung ương"))


def of_another_delivery(receipt: Receipt) -> Receipt:
    about = replace(receipt.about, official_number="99-KL/TU")
    return replace(receipt, delivery="0" * 20, about=about)


@pytest.mark.parametrize(
    "change",
    [
        of_another_file,
        *(
            pytest.param(change, marks=pytest.mark.thorough)
            for change in (of_no_file, of_another_body, of_another_delivery)
        ),
    ],
)
def test_a_receipt_that_does_not_fit_is_kept_aside_and_changes_nothing(
    two: TwoOffices, change: Callable[[Receipt], Receipt]
) -> None:
    two.collected()
    good = receipt_of(two)
    shutil.rmtree(next(answers(two).iterdir()))
    put_receipt(two, change(good), "one")
    put_receipt(two, good, "two")
    bad, well = two.answers_collected()
    assert bad.trouble
    assert bad.aside is not None
    assert not well.trouble
    assert two.delivery().state is DeliveryState.ACCEPTED
    assert len(aside(two.sender.directory)) == 1
    assert (bad.aside / "files" / RECEIPT).is_file()


@pytest.mark.parametrize(
    "kind",
    [
        "another's",
        *(
            pytest.param(kind, marks=pytest.mark.thorough)
            for kind in ("none", "of another text", "garbage")
        ),
    ],
)
def test_a_body_with_a_certificate_must_sign_with_it(two: TwoOffices, kind: str) -> None:
    from workflow.sign.pkcs12 import open_key
    from workflow.sign.receipt_signature import sign_receipt

    pin(two)
    two.collected()
    receipt = receipt_of(two)
    data = write_message(receipt)
    shutil.rmtree(next(answers(two).iterdir()))
    office = two.sending() if kind == "another's" else two.receiving()
    signer = open_key(office.settings.key("tinh-uy"), office.directory, office.secret)
    signed = {
        "none": b"",
        "another's": sign_receipt(data, signer),
        "of another text": sign_receipt(data + b" ", signer),
        "garbage": b"0\x80 no signature",
    }[kind]
    put_receipt(two, receipt, "one", signed)
    (bad,) = two.answers_collected()
    assert bad.trouble
    assert two.delivery().state is DeliveryState.SENT


@pytest.mark.thorough
def test_a_receipt_that_names_the_document_only_is_known_by_it(two: TwoOffices) -> None:
    two.collected()
    receipt = replace(receipt_of(two), delivery="")
    shutil.rmtree(next(answers(two).iterdir()))
    put_receipt(two, receipt, "one")
    (said,) = two.answers_collected()
    assert not said.trouble
    assert two.delivery().state is DeliveryState.ACCEPTED


@pytest.mark.thorough
def test_receipts_come_twice_and_in_any_order(two: TwoOffices) -> None:
    two.collected()
    office = two.receiving()
    answer(office, incoming.assign(office, "01-KL/TU", "A"))
    office.close()
    kept = {p.name: shutil.copytree(p, p.with_name(f".{p.name}")) for p in answers(two).iterdir()}
    shutil.rmtree(next(answers(two).glob("[!.]*-03")))
    two.answers_collected()
    assert two.delivery().state is DeliveryState.ASSIGNED
    for name, copy in kept.items():
        Path(copy).rename(answers(two) / name)
    two.answers_collected()
    delivery = two.delivery()
    assert (delivery.state, delivery.incoming_number) == (
        DeliveryState.ASSIGNED, two.incoming()[0].label)  # fmt: skip
    reported = closed(
        two.sending(), lambda o: o.ledger.events(two.sender.id, Act.DELIVERY_REPORTED)
    )
    assert sorted(event.data["status"] for event in reported) == ["03", "04"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["cover.json", "receipt.json", "strange.txt"])
@pytest.mark.parametrize("data", [b"", b"{}", b'{"form": "vanban/1", "cover": {}}', b"\xff\x00"])
def test_what_cannot_be_read_is_kept_aside_and_stops_nothing(
    two: TwoOffices, name: str, data: bytes
) -> None:
    place = two.receiver / "inbox" / "0"  # before any other
    place.mkdir()
    (place / name).write_bytes(data)
    bad, good, _ = two.collected()
    assert bad.trouble
    assert good.document is not None
    assert bad.aside is not None
    assert (bad.aside / "files" / name).read_bytes() == data
    assert not place.exists()


@pytest.mark.thorough
def test_what_leads_out_of_the_inbox_is_not_followed(two: TwoOffices) -> None:
    place = two.receiver / "inbox" / "0"  # before any other
    place.mkdir()
    (place / "cover.json").symlink_to(two.receiver / "office.toml")
    bad, *_ = two.collected()
    assert bad.aside is not None
    assert not list((bad.aside / "files").rglob("cover.json"))


@pytest.mark.thorough
def test_a_delivery_id_leads_nowhere(two: TwoOffices) -> None:
    cover = replace(two.brought().cover, delivery="../../../escape")
    (two.parcel / "cover.json").write_bytes(write_message(cover))
    _, sent = two.collected()
    assert not sent.trouble
    assert not list(two.receiver.parent.glob("**/escape*"))
    assert receipt_of(two).delivery == "../../../escape"


# -- recalls and updates --------------------------------------------------------------------------


def test_a_recall_asks_nobody_and_waits_for_the_clerk(two: TwoOffices) -> None:
    cover = two.asked(MessageKind.RECALL, "e" * 20)
    two.collected()
    two.put(cover)
    asked, told = two.collected()
    assert (asked.trouble, told.trouble) == (True, False)
    (document,) = two.incoming()
    assert (document.state, document.asked) == (IncomingState.REGISTERED, "recall")
    assert document.asked_reason == "nhầm số liệu"
    two.put(cover)
    again, *_ = two.collected()
    assert again.document is not None
    office = two.receiving()
    with pytest.raises(NothingAsked):
        incoming.agree(office, "01-KL/TU")
    returned = incoming.give_back(office, "01-KL/TU")
    assert (returned.state, returned.asked) == (IncomingState.RETURNED, "")
    answer(office, returned)
    with pytest.raises(WrongState):
        incoming.assign(office, "01-KL/TU", "A")
    office.close()
    said = [receipt_of(two, f"{'e' * 20}-{code}") for code in ("01", "15")]
    assert [r.status for r in said] == [Status.ARRIVED, Status.AGREED]
    assert {(r.sha256, r.reason) for r in said} == {("", "")}
    two.put(cover)
    two.collected()
    assert two.incoming()[0].state is IncomingState.RETURNED


@pytest.mark.thorough
def test_a_recall_or_an_update_may_be_declined_with_a_reason(two: TwoOffices) -> None:
    covers = [two.asked(kind, kind.value * 5) for kind in (MessageKind.UPDATE, MessageKind.RECALL)]
    two.collected()
    for cover in covers:
        two.put(cover)
        two.collected()
        office = two.receiving()
        kept = incoming.keep(office, "01-KL/TU", "đã thực hiện xong")
        answer(office, kept)
        office.close()
        assert (kept.state, kept.asked) == (IncomingState.REGISTERED, "")
        receipt = receipt_of(two, f"{cover.delivery}-16")
        assert (receipt.status, receipt.reason) == (Status.DECLINED, "đã thực hiện xong")
    with pytest.raises(NothingAsked):
        closed(two.receiving(), lambda office: incoming.keep(office, "01-KL/TU", "x"))


@pytest.mark.thorough
def test_only_who_issued_a_document_recalls_it(two: TwoOffices) -> None:
    cover = two.asked(MessageKind.RECALL, "e" * 20)
    two.collected()
    two.put(replace(cover, sender=Correspondent("A01.02.00.T99", "Ban Tổ chức Trung ương")))
    two.put(replace(cover, recipient=Correspondent("A01.02.00.T99", "Ban Tổ chức")), name="two")
    unknown = replace(cover.document.reference, official_number="77-KL/TU")
    two.put(replace(cover, about=unknown), name="three")
    outcomes = two.collected()
    assert sorted(outcome.aside is not None for outcome in outcomes) == [False, True, True]
    assert (two.receiver / "inbox" / "three").is_dir()  # until its document is here
    assert two.incoming()[0].asked == ""


def test_a_recall_that_comes_before_its_document_waits_for_it(two: TwoOffices) -> None:
    document = two.receiver.parent / "later"
    cover = two.asked(MessageKind.RECALL, "e" * 20)
    shutil.move(two.parcel, document)
    two.put(cover)
    (early,) = two.collected()
    assert early.trouble
    assert early.aside is None
    shutil.move(document, two.receiver / "inbox" / document.name)
    two.collected()
    two.collected()
    assert two.incoming()[0].asked == "recall"


@pytest.mark.thorough
def test_an_update_does_not_hide_a_recall(two: TwoOffices) -> None:
    recall = two.asked(MessageKind.RECALL, "e" * 20)
    update = two.asked(MessageKind.UPDATE, "f" * 20)
    two.collected()
    for cover in (recall, update):
        two.put(cover)
        two.collected()
    assert two.incoming()[0].asked == "recall"
    assert len(aside(two.receiver)) == 1


@pytest.mark.thorough
def test_an_agreed_update_changes_the_day_it_is_due(two: TwoOffices) -> None:
    cover = two.asked(MessageKind.UPDATE, "f" * 20)
    due = date(2030, 1, 2)
    cover = replace(cover, document=replace(cover.document, due=due))
    two.collected()
    two.put(cover)
    two.collected()
    assert two.incoming()[0].due is None
    closed(two.receiving(), lambda office: incoming.agree(office, "01-KL/TU"))
    assert two.incoming()[0].due == due
    assert closed(two.receiving(None), lambda o: o.ledger.audit()).differing == []


# -- answers that do not get through --------------------------------------------------------------


@pytest.mark.thorough
def test_an_answer_that_cannot_be_sent_is_kept_and_sent_later(two: TwoOffices) -> None:
    shutil.rmtree(answers(two))
    answers(two).write_text("a file where the outbox should be")
    _, told = two.collected()
    assert told.trouble
    assert told.aside is not None
    assert (told.aside / RECEIPT).is_file()
    assert two.incoming()[0].owed == 1
    answers(two).unlink()
    (sent,) = two.collected()
    assert not sent.trouble
    assert not told.aside.exists()
    assert two.incoming()[0].owed == 0
    assert receipt_of(two).sender.organ_id == RECEIVER_ID


# -- bounces --------------------------------------------------------------------------------------


@pytest.mark.parametrize("permanent", [True, False])
def test_a_bounce_makes_a_delivery_fail_once(two: TwoOffices, permanent: bool) -> None:
    delivery = two.delivery()
    bounce = Bounce(delivery.id, "550 no such mailbox", permanent)
    office = two.sending()
    for _ in range(2):
        record_bounce(office, bounce, {"message.eml": b"one"})
    failed = office.ledger.delivery(delivery.id)
    assert failed.state is DeliveryState.FAILED
    assert (failed.next_attempt_at is None) is permanent
    assert office.ledger.find(two.sender.id).state is State.DISTRIBUTING
    assert len(office.ledger.events(two.sender.id, Act.DELIVERY_BOUNCED)) == 1
    office.close()
    closed(two.sending(), verify_journal)


@pytest.mark.thorough
def test_a_bounce_after_the_bodys_own_word_changes_nothing(two: TwoOffices) -> None:
    two.collected()
    two.answers_collected()
    office = two.sending()
    record_bounce(office, Bounce(two.delivery().id, "late", True), {"m": b"late"})
    assert office.ledger.delivery(two.delivery().id).state is DeliveryState.ACCEPTED
    office.close()


# -- killed ---------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_killed_anywhere_the_next_run_finishes(two: TwoOffices, tmp_path: Path) -> None:
    kept = shutil.copytree(two.parcel, tmp_path / "parcel")
    command = [sys.executable, "-m", "workflow", "collect", "--as", CLERK, "--json"]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    subprocess.run(
        [*command, "--office", two.receiver], cwd=ROOT, env=surroundings, check=True,
        capture_output=True,
    )  # fmt: skip
    whole = time.monotonic() - started
    shutil.copytree(kept, two.receiver / "inbox" / kept.name, dirs_exist_ok=True)
    in_the_middle = 0
    for number in range(12):
        for office in (two.receiver, two.sender.directory):
            process = subprocess.Popen(
                [*command, "--office", office], cwd=ROOT, env=surroundings,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(whole * (0.3 + 0.7 * number / 12))
            in_the_middle += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
        inbox = two.receiver / "inbox" / kept.name
        shutil.copytree(kept, inbox, dirs_exist_ok=True)  # the sender was killed, too
    assert in_the_middle
    two.collected()
    two.answers_collected()
    (document,) = two.incoming()
    assert (document.state, document.number, document.owed) == (IncomingState.REGISTERED, 1, 0)
    assert two.delivery().state is DeliveryState.ACCEPTED
    said = closed(two.sending(), lambda o: o.ledger.events(two.sender.id, Act.DELIVERY_REPORTED))
    assert [event.data["status"] for event in said] == ["03"]
    assert not [p for p in (two.receiver / "inbox").iterdir() if p.name[0] != "."]
    for each in (two.receiving(), two.sending()):
        closed(each, verify_journal)


@pytest.mark.thorough
def test_the_signed_receipt_is_what_was_signed(two: TwoOffices) -> None:
    from workflow.dispatch.reading import read_found

    two.collected()
    (folder,) = answers(two).iterdir()
    files = {f.name: f.read_bytes() for f in folder.iterdir()}
    read = read_found(files)
    assert isinstance(read, Reported)
    assert read.data == files[RECEIPT]
    assert json.loads(read.data)["receipt"]["sha256"] == two.incoming()[0].sha256
