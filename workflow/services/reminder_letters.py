"""The letter that reminds a body, in Vietnamese whoever sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.model.exchange import MessageKind
from workflow.model.messages import N_, Message, local_time, message
from workflow.model.overdue import Overdue
from workflow.services.office import OpenOffice
from workflow.services.official_language import in_vietnamese
from workflow.services.withdrawals import replaced_by

_ASKED: dict[MessageKind, str] = {
    MessageKind.NEW: N_("please confirm that you have received and registered it"),
    MessageKind.REPLACE: N_(
        "it replaces {old}; please confirm that you have received it and no longer use {old}"
    ),
    MessageKind.RECALL: N_(
        "it is recalled; please answer whether you agree to give it up, or why you do not"
    ),
    MessageKind.UPDATE: N_(
        "what was told of it has changed; please answer whether you agree, or why you do not"
    ),
}


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def letter_to(office: OpenOffice, name: str, late: Sequence[Overdue]) -> Letter:
    """A letter for all that a body has not answered.

    Parameters:
        name: the body's.
    """
    organ = office.settings.organ.name
    lines = [
        message(N_("To: {body}"), body=name),
        None,
        message(
            N_("{organ} has sent you the following, and has no answer within the set time:"),
            organ=organ,
        ),
        None,
        *(_line(office, number, each) for number, each in enumerate(late, start=1)),
        None,
        message(
            N_(
                "If something did not reach you, or cannot be opened, please tell us at once, so "
                "that it is sent again. If you have answered already, please take no notice of "
                "this letter."
            )
        ),
        None,
        message(N_("With respect,")),
        message(N_("Records clerk, {organ}"), organ=organ),
    ]
    subject = message(N_("Reminder: {count} documents of {organ} not answered"),
                      count=len(late), organ=organ)  # fmt: skip
    text = "\n".join(in_vietnamese(line) if line else "" for line in lines)
    return Letter(in_vietnamese(subject), text + "\n")


def _line(office: OpenOffice, number: int, late: Overdue) -> Message:
    delivery, document = late.delivery, late.document
    assert delivery is not None
    asked = message(_ASKED[delivery.kind], old=replaced_by(office, delivery))
    return message(
        N_("{number}. {document} of {day}, “{subject}”, sent at {time}: {asked}."),
        number=number,
        document=document.official_number,
        day=document.signed_on,
        subject=document.subject,
        time=local_time(delivery.sent_at) if delivery.sent_at else "–",
        asked=asked,
    )
