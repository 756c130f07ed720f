"""Files are recognised by what they are called, and read by who knows their form."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.dispatch.channels import Reported
from workflow.dispatch.cover_json import write_message
from workflow.dispatch.reading import RECEIPT, RECEIPT_SIGNATURE, read_found
from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Correspondent, DocumentReference, Receipt, Status

REFERENCE = DocumentReference("A12.01.00.H99", "01-KL/TU", date(2026, 3, 5))


def receipt(reason: str = "", number: str = "") -> Receipt:
    return Receipt(
        "d" * 20, REFERENCE, "a" * 64, Correspondent("A01.01.00.T99", "Văn phòng"),
        Status.ACCEPTED, datetime(2026, 3, 6, tzinfo=UTC), reason, number,
    )  # fmt: skip


@given(st.text(max_size=200), st.text(max_size=30))
def test_a_receipt_is_read_as_it_was_written(reason: str, number: str) -> None:
    written = receipt(reason, number)
    data = write_message(written)
    read = read_found({RECEIPT: data, RECEIPT_SIGNATURE: b"signature"})
    assert read == Reported(written, data, b"signature")


@pytest.mark.parametrize("name", ["cover.json", RECEIPT])
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    with pytest.raises(MessageUnreadable):
        read_found({name: data})


def test_a_receipt_is_no_cover() -> None:
    with pytest.raises(MessageUnreadable):
        read_found({"cover.json": write_message(receipt())})


@pytest.mark.parametrize("files", [{}, {"a.pdf": b"%PDF-"}, {"RECEIPT.txt": b"{}"}])
def test_files_that_do_not_say_what_they_are_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(MessageUnreadable):
        read_found(files)
