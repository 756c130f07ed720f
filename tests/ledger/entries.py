"""Acts as the services record them, without the work behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim, Ledger
from workflow.model.errors import ConcurrentChange
from workflow.model.lifecycle import Act
from workflow.model.numbering import OfficialNumber, Series

NOON = datetime(2026, 11, 23, 5, 0, 0, 123456, tzinfo=UTC)
CONCLUSIONS = Series("A12.01.00.H99", "KL", "2025-2030")
RESOLUTIONS = Series("A12.01.00.H99", "NQ", "2025-2030")
NEXT_TERM = Series("A12.01.00.H99", "KL", "2030-2035")


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def created(subject: str = "về việc gì đó", draft: str = "d" * 64) -> Entry:
    return Entry(Act.CREATED, {"type": "ket-luan", "subject": subject, "draft": draft})


def submitted(content: str = "c" * 64) -> Entry:
    return Entry(Act.SUBMITTED, {"content": content, "signers": ["Trần Minh Khang"]})


def approved(content: str = "c" * 64) -> Entry:
    return Entry(Act.APPROVED, {"content": content})


def signed() -> Entry:
    return Entry(
        Act.SIGNED, {"signed": "e" * 64, "signer": "Trần Minh Khang", "signed_on": "2026-11-23"}
    )


def issued(number: int, series: Series = CONCLUSIONS) -> Entry:
    return Entry(
        Act.ISSUED,
        {
            "issued": "f" * 64,
            "organ": series.organ,
            "type": series.type,
            "term": series.term,
            "number": number,
            "official_number": str(OfficialNumber(number, series.type, "TU")),
            "dated": "2026-11-23",
            "subject": "Kết luận về việc gì đó",
            "signer": "Trần Minh Khang",
            "recipients": "Sở Y tế; Lưu Văn phòng Tỉnh uỷ",
            "copies": 1,
        },
    )


def planned(document: str, *bodies: str) -> Entry:
    rows = [
        {
            "id": f"{document}-{body}", "body": body, "name": body.upper(), "position": position,
            "line": 1, "purpose": "action", "channel": "folder", "address": "",
        }
        for position, body in enumerate(bodies)
    ]  # fmt: skip
    return Entry(Act.DISTRIBUTION_PLANNED, {"deliveries": rows})


UP_TO_SIGNED = [created(), submitted(), approved(), signed()]


def is_whole(ledger: Ledger) -> bool:
    """The chain holds, and the rows are what the events add up to."""
    audit = ledger.audit()
    return (audit.broken, audit.differing) == ([], [])


def sign_one(ledger: Ledger, document: str) -> int:
    """A document ready to be issued; its version."""
    ledger.record(document, 0, UP_TO_SIGNED, at=NOON, actor="thu-ha")
    return len(UP_TO_SIGNED)


def issue_one(ledger: Ledger, document: str, series: Series = CONCLUSIONS) -> int:
    """Issue a signed document as the service does: look, claim, and again if somebody was faster.

    A busy database is waited for, as a person would who runs the command again.
    """
    for _ in range(10_000):
        number = ledger.next_number(series)
        version = ledger.find(document).version
        try:
            ledger.record(
                document, version, [issued(number, series)], at=NOON, actor="thanh-mai",
                claim=Claim(series, number),
            )  # fmt: skip
        except ConcurrentChange:
            continue
        return number
    raise AssertionError("nobody lets this document through")
