"""Receiving: integrity and origin first, each document registered once, each answer bound to it."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.conftest import CLERK, DRAFTER
from tests.services.two_offices import RECEIVER, SENDER, TwoOffices, closed
from workflow.dispatch.channels import Brought
from workflow.model.errors import (
    FactsMissing,
    FileInTheWay,
    NotAcceptable,
    UnknownIncoming,
    WrongRole,
    WrongState,
)
from workflow.model.exchange import Correspondent, FileFacts, MessageKind
from workflow.model.incoming import IncomingDocument, IncomingState
from workflow.services import incoming, receipts
from workflow.services.history import verify_journal
from workflow.services.incoming_files import take_out
from workflow.services.receiving import Received, receive
from workflow.services.receiving_files import ToldFacts, receive_file

pytestmark = pytest.mark.slow


def received(two: TwoOffices, brought: Brought, **more: Any) -> Received:
    found: Received = closed(two.receiving(), lambda office: receive(office, brought, **more))
    return found


def assert_sound(two: TwoOffices) -> None:
    closed(two.receiving(), verify_journal)


def test_a_sound_document_is_registered_with_the_first_number_of_the_year(two: TwoOffices) -> None:
    document = received(two, two.brought(), came_by="folder").document
    assert document.state is IncomingState.REGISTERED
    assert (document.number, document.year) == (1, str(two.clock.now.year))
    assert (document.sender, document.official_number) == (SENDER, "01-KL/TU")
    assert document.type_and_subject == "Kết luận về công tác văn thư"
    pdf = (two.parcel / "01-KL-TU.pdf").read_bytes()
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert closed(two.receiving(), lambda office: office.store.get(document.sha256)) == pdf
    assert_sound(two)


def test_the_same_document_twice_is_registered_once(two: TwoOffices) -> None:
    first = received(two, two.brought(), came_by="folder")
    again = received(two, two.brought(), came_by="folder")
    other_way = received(two, two.brought(delivery="another"), came_by="folder")
    assert not first.repeated
    assert again.repeated
    assert other_way.repeated
    (kept,) = two.incoming()
    assert kept.id == first.document.id == other_way.document.id
    assert_sound(two)


@pytest.mark.thorough
def test_the_same_reference_with_another_file_is_refused_and_shown(two: TwoOffices) -> None:
    registered = received(two, two.brought()).document
    brought = two.brought()
    pdf = brought.files["01-KL-TU.pdf"] + b"\n"
    assert brought.cover.file is not None
    file = FileFacts(brought.cover.file.name, hashlib.sha256(pdf).hexdigest())
    other = Brought(replace(brought.cover, file=file), {"01-KL-TU.pdf": pdf})
    refused = received(two, other).document
    assert refused.state is IncomingState.REFUSED
    assert refused.number is None
    first, second = two.incoming()
    assert {first.id, second.id} == {registered.id, refused.id}


def damaged(brought: Brought) -> Brought:
    return replace(brought, files={"01-KL-TU.pdf": brought.files["01-KL-TU.pdf"][:-1]})


def without_file(brought: Brought) -> Brought:
    return replace(brought, files={})


def to_somebody_else(brought: Brought) -> Brought:
    other = Correspondent("A01.02.00.T99", "Ban Tổ chức Trung ương")
    return replace(brought, cover=replace(brought.cover, recipient=other))


def forged(brought: Brought) -> Brought:
    """One byte of the pages changed, and the cover made to fit."""
    data = brought.files["01-KL-TU.pdf"]
    place = data.index(b"stream\n") + 20
    pdf = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert brought.cover.file is not None
    file = replace(brought.cover.file, sha256=hashlib.sha256(pdf).hexdigest())
    return Brought(replace(brought.cover, file=file), {"01-KL-TU.pdf": pdf})


def of_another_number(brought: Brought) -> Brought:
    reference = replace(brought.cover.document.reference, official_number="02-KL/TU")
    facts = replace(brought.cover.document, reference=reference)
    return replace(brought, cover=replace(brought.cover, document=facts))


def of_another_day(brought: Brought) -> Brought:
    reference = brought.cover.document.reference
    other = replace(reference, dated=reference.dated - timedelta(days=1))
    facts = replace(brought.cover.document, reference=other)
    return replace(brought, cover=replace(brought.cover, document=facts))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (damaged, "hỏng"),
        pytest.param(without_file, "hỏng", marks=pytest.mark.thorough),
        pytest.param(to_somebody_else, "Ban Tổ chức Trung ương", marks=pytest.mark.thorough),
        (forged, "không hợp lệ"),
        pytest.param(of_another_number, "02-KL/TU", marks=pytest.mark.thorough),
        pytest.param(of_another_day, "Phiếu gửi ghi", marks=pytest.mark.thorough),
    ],
)
def test_what_is_wrong_is_refused_with_the_reason_in_words(
    two: TwoOffices, change: Any, reason: str
) -> None:
    document = received(two, change(two.brought())).document
    assert document.state is IncomingState.REFUSED
    assert document.number is None
    assert reason in document.reason
    assert_sound(two)


@pytest.mark.thorough
def test_after_a_damaged_one_the_sound_one_is_registered(two: TwoOffices) -> None:
    assert received(two, damaged(two.brought())).document.state is IncomingState.REFUSED
    sound = received(two, two.brought())
    assert (sound.repeated, sound.document.state) == (False, IncomingState.REGISTERED)
    assert sound.document.number == 1


def unknown_sender(brought: Brought) -> Brought:
    sender = Correspondent("A77.01.00.H99", "Tỉnh uỷ Nơi Khác")
    reference = replace(brought.cover.document.reference, organ_id=sender.organ_id)
    facts = replace(brought.cover.document, reference=reference)
    return replace(brought, cover=replace(brought.cover, sender=sender, document=facts))


def other_sender(brought: Brought) -> Brought:
    """Somebody whom the directory knows sends, as his own, what another organ sealed."""
    sender = Correspondent("A01.02.00.T99", "Ban Tổ chức Trung ương")
    reference = replace(brought.cover.document.reference, organ_id=sender.organ_id)
    facts = replace(brought.cover.document, reference=reference)
    return replace(brought, cover=replace(brought.cover, sender=sender, document=facts))


def to_a_post(brought: Brought) -> Brought:
    post = Correspondent("", "Đồng chí Chánh Văn phòng")
    return replace(brought, cover=replace(brought.cover, recipient=post))


@pytest.mark.parametrize(
    "change",
    [
        unknown_sender,
        pytest.param(other_sender, marks=pytest.mark.thorough),
        pytest.param(to_a_post, marks=pytest.mark.thorough),
    ],
)
def test_what_a_machine_cannot_decide_waits_for_a_person(two: TwoOffices, change: Any) -> None:
    document = received(two, change(two.brought())).document
    assert document.state is IncomingState.ARRIVED
    assert document.doubts
    assert document.number is None
    office = two.receiving()
    accepted = incoming.accept(office, document.id, "đã hỏi lại nơi gửi")
    assert (accepted.state, accepted.number) == (IncomingState.REGISTERED, 1)
    assert accepted.note == "đã hỏi lại nơi gửi"
    assert_sound(two)


@pytest.mark.thorough
def test_a_person_registers_at_once_what_is_doubtful_and_says_why(two: TwoOffices) -> None:
    brought = unknown_sender(two.brought())
    document = received(two, brought, accepted="gửi lần đầu").document
    assert (document.state, document.note) == (IncomingState.REGISTERED, "gửi lần đầu")


@pytest.mark.thorough
def test_nobody_accepts_what_is_forged(two: TwoOffices) -> None:
    document = received(two, forged(two.brought()), accepted="tin tưởng").document
    assert document.state is IncomingState.REFUSED
    with pytest.raises(NotAcceptable):
        closed(two.receiving(), lambda office: incoming.accept(office, document.id, "tin tưởng"))
    assert two.incoming()[0].number is None


@pytest.mark.thorough
def test_an_authority_that_is_not_trusted_leaves_a_refusal_or_a_doubt(two: TwoOffices) -> None:
    (two.receiver / "keys/trust/other.pem").unlink()
    document = received(two, two.brought()).document
    assert document.state in (IncomingState.ARRIVED, IncomingState.REFUSED)
    assert document.number is None


def test_only_a_clerk_receives(two: TwoOffices) -> None:
    with pytest.raises(WrongRole):
        closed(two.receiving(DRAFTER), lambda office: receive(office, two.brought()))
    assert two.incoming() == []


# -- what becomes of it ---------------------------------------------------------------------------


def test_it_is_assigned_dealt_with_and_finished(two: TwoOffices) -> None:
    document = received(two, two.brought()).document
    office = two.receiving()
    due = date(2030, 1, 2)
    assigned = incoming.assign(office, "01-KL/TU", "  Vụ  Tổng hợp ", due)
    assert (assigned.state, assigned.assigned_to, assigned.due) == (
        IncomingState.ASSIGNED, "Vụ Tổng hợp", due)  # fmt: skip
    assert incoming.process(office, document.label).state is IncomingState.IN_PROCESS
    finished = incoming.finish(office, document.id[:8])
    assert finished.state is IncomingState.FINISHED
    assert finished.finished_at is not None
    with pytest.raises(WrongState):
        incoming.process(office, document.id)
    office.close()
    assert_sound(two)


def test_what_is_not_there_is_not_found(two: TwoOffices) -> None:
    for name in ("", "9/2026", "nothing", "%"):
        with pytest.raises(UnknownIncoming):
            closed(two.receiving(), lambda office, n=name: office.ledger.find_incoming(n))


def replacement(two: TwoOffices) -> Brought:
    """Another document that says that it takes the place of the first. It bears no signature, so
    that it can be made here; a person accepts it."""
    brought = two.brought()
    reference = replace(brought.cover.document.reference, official_number="09-KL/TU")
    pdf = plain()
    cover = replace(
        brought.cover,
        kind=MessageKind.REPLACE,
        delivery="f" * 20,
        about=brought.cover.document.reference,
        document=replace(brought.cover.document, reference=reference),
        file=FileFacts("09-KL-TU.pdf", hashlib.sha256(pdf).hexdigest()),
    )
    return Brought(cover, {"09-KL-TU.pdf": pdf})


def plain() -> bytes:
    """A PDF of one empty page that nobody signed."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize("order", [(1, 0), pytest.param((0, 1), marks=pytest.mark.thorough)])
def test_a_replacement_supersedes_whichever_comes_first(
    two: TwoOffices, order: tuple[int, int]
) -> None:
    messages = [two.brought(), replacement(two)]
    for number in order:
        received(two, messages[number], accepted="bản thay thế")
    by_number: dict[str, IncomingDocument] = {d.official_number: d for d in two.incoming()}
    old, new = by_number["01-KL/TU"], by_number["09-KL/TU"]
    assert (old.state, old.superseded_by) == (IncomingState.SUPERSEDED, new.id)
    assert new.state is IncomingState.REGISTERED
    assert_sound(two)


# -- files that somebody brought ------------------------------------------------------------------


def taken(two: TwoOffices, file: Path, told: ToldFacts, accepted: str = "") -> Any:
    return closed(two.receiving(), lambda office: receive_file(office, file, told, accepted))


@pytest.mark.thorough
def test_a_folder_its_cover_and_its_pdf_are_the_same_message(two: TwoOffices) -> None:
    for place in (two.parcel, two.parcel / "cover.json", two.parcel / "01-KL-TU.pdf"):
        outcome = taken(two, place, ToldFacts())
        assert outcome.document.state is IncomingState.REGISTERED
    assert len(two.incoming()) == 1


def test_a_pdf_alone_tells_its_number_and_day_and_the_clerk_the_rest(
    two: TwoOffices, tmp_path: Path
) -> None:
    alone = Path(shutil.copy(two.parcel / "01-KL-TU.pdf", tmp_path / "01-KL-TU.pdf"))
    dated = two.brought().cover.document.reference.dated
    with pytest.raises(FactsMissing) as refused:
        taken(two, alone, ToldFacts())
    assert refused.value.facts["options"] == "--subject"
    outcome = taken(two, alone, ToldFacts(subject="về công tác văn thư"))
    document = outcome.document
    assert (document.official_number, document.dated) == ("01-KL/TU", dated)
    assert (document.sender, document.sender_organ) == (SENDER, "A12.01.00.H99")
    assert document.state is IncomingState.REGISTERED
    assert document.owed == 1
    office = two.receiving()
    office_too = two.receiving()
    waiting = receipts.owed_receipts(office, document)
    for each in (office, office_too):
        (left,) = receipts.answer(each, document) or [None]
        if left is not None:
            assert left.place is not None
            assert (left.place / "receipt.json").is_file()
        receipts.record_answered(each, waiting[0], by="")
        assert each.ledger.find_incoming(document.id).owed == 0
        verify_journal(each)
        each.close()
    renamed = Path(shutil.copy(alone, tmp_path / "scan-2.pdf"))
    again = taken(two, renamed, ToldFacts(subject="khác"))
    assert again.document.id == document.id
    assert len(two.incoming()) == 1


@pytest.mark.thorough
def test_a_scan_without_signature_is_left_to_a_person(two: TwoOffices, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(plain())
    told = ToldFacts("12/QĐ-UBND", date(2026, 3, 5), "Bộ Chính trị", "về việc X")
    with pytest.raises(FactsMissing):
        taken(two, scan, ToldFacts())
    document = taken(two, scan, told).document
    assert document.state is IncomingState.ARRIVED
    assert document.doubts == "tệp không có chữ ký số"
    assert (document.sender, document.dated) == ("Bộ Chính trị", date(2026, 3, 5))


def test_the_register_has_ten_columns_and_runs_no_formula(two: TwoOffices) -> None:
    from workflow.services.incoming_book import COLUMNS, book_csv, book_lines, book_row

    received(two, two.brought())
    office = two.receiving()
    incoming.assign(office, "01-KL/TU", "=cmd|'/c calc'!A1")
    lines = book_lines(office)
    assert len(COLUMNS) == len(book_row(lines[0])) == 10
    assert book_row(lines[0])[1:4] == ("1", SENDER, "01-KL/TU")
    assert "\n'=cmd" in book_csv(lines).replace(",", "\n")
    assert book_lines(office, "1999") == []
    assert office.settings.organ.name == RECEIVER
    assert office.person.id == CLERK
    office.close()


def test_the_files_of_a_document_are_taken_out_to_be_read(two: TwoOffices, tmp_path: Path) -> None:
    sent = (two.parcel / "01-KL-TU.pdf").read_bytes()
    two.collected()
    office = two.receiving()
    (file,) = take_out(office, "01-KL/TU", tmp_path)
    assert file.read_bytes() == sent
    assert take_out(office, "01-KL/TU", tmp_path) == [file]
    file.write_bytes(b"another")
    with pytest.raises(FileInTheWay):
        take_out(office, "01-KL/TU", tmp_path)
    assert file.read_bytes() == b"another"
    office.close()
