"""The register of issued documents, with what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.ledger.register import RegisterLine
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, Message, message
from workflow.model.withdrawal import withdrawal_of
from workflow.services.office import OpenOffice


@dataclass(frozen=True)
class NotedLine:
    """A line of the register; `notes` say that the document lost its force, or took another's
    place (the column Ghi chú of NĐ30 PL IV)."""

    line: RegisterLine
    notes: tuple[Message, ...] = ()


def register_lines(office: OpenOffice) -> list[NotedLine]:
    """All lines by series and number."""
    noted: dict[str, list[Message]] = {}
    for document, note in _notes(office):
        noted.setdefault(document, []).append(note)
    return [
        NotedLine(line, tuple(noted.get(line.document, ())))
        for line in office.ledger.register_lines()
    ]


def _notes(office: OpenOffice) -> Iterator[tuple[str, Message]]:
    for event in office.ledger.events(act=Act.REPLACING):
        yield event.document, message(N_("replaces {number}"), number=event.data["number"])
    for act in (Act.RECALLED, Act.REPLACED):
        for event in office.ledger.events(act=act):
            if said := withdrawal_of([event]):
                yield event.document, said.says
