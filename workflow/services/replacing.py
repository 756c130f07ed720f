"""Replace: another issued document takes the place of one that was sent.

First the new one says what it replaces, then the old one that it is replaced: a process killed in
between is finished by the same command, or by distributing the new one.
"""

from __future__ import annotations

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import CannotReplace, ReasonMissing
from workflow.model.events import Event
from workflow.model.lifecycle import ACT_NAMES, NO_LONGER_IN_FORCE, Act, State, after
from workflow.model.messages import N_, message
from workflow.model.parties import Role
from workflow.services.office import OpenOffice
from workflow.services.publishing import publish
from workflow.services.recording import record_again
from workflow.services.withdrawals import abandoned, withdrawal


def replace(office: OpenOffice, name: str, new_name: str, reason: str) -> tuple[Document, Document]:
    """Put a document in the place of another: the old one and the new one, as they stand now.

    Parameters:
        name: of the old one.
        new_name: of one that is issued and not yet distributed: it must be known what it replaces
            when its deliveries are planned.

    Raises:
        ReasonMissing: nobody says why.
        CannotReplace: the new one is not issued, is on its way already, or replaces another.
        WrongState: the old one is not issued, or no longer in force.
    """
    office.require(Role.CLERK)
    if not reason.strip():
        raise ReasonMissing(status=message(ACT_NAMES[Act.REPLACED]))
    old, new = office.ledger.find(name), office.ledger.find(new_name)
    _check(office, old, new)
    said = {"replaces": old.id, "number": old.official_number, "reason": reason.strip()}

    def entries(document: Document) -> list[Entry]:
        if replaces(office, document):
            return []
        after(document.state, Act.REPLACING, document.label)
        return [Entry(Act.REPLACING, said)]

    new = record_again(office, new.id, entries)
    old = complete_replacement(office, new)
    return old, new


def complete_replacement(office: OpenOffice, new: Document) -> Document:
    """Record of the document that `new` replaces that it is replaced; once is enough."""
    event = replaces(office, new)
    assert event is not None
    reason = str(event.data["reason"])

    def entries(document: Document) -> list[Entry]:
        if document.state in NO_LONGER_IN_FORCE:
            return []
        said = {"by": new.id, "number": new.official_number, "reason": reason}
        gone = abandoned(office.ledger.deliveries(document.id), reason)
        return [Entry(Act.REPLACED, said), *gone]

    old = record_again(office, str(event.data["replaces"]), entries)
    publish(office, old)
    return old


def replaces(office: OpenOffice, document: Document) -> Event | None:
    """The act by which a document took another's place; None if it takes none."""
    return next(iter(office.ledger.events(document.id, Act.REPLACING)), None)


def _check(office: OpenOffice, old: Document, new: Document) -> None:
    """
    Raises:
        CannotReplace, WrongState
    """
    known = replaces(office, new) if new.issued else None
    if known and known.data["replaces"] == old.id:
        return  # the same command once more
    reason = None
    if new.id == old.id:
        reason = message(N_("it is the same document"))
    elif known:
        reason = message(N_("it replaces {number} already"), number=known.data["number"])
    elif not new.issued:
        reason = message(N_("it is not issued yet"))
    elif new.state is not State.ISSUED:
        reason = message(N_("it is distributed already"))
    if reason:
        raise CannotReplace(document=old.label, new=new.label, reason=reason)
    if said := withdrawal(office, old):
        raise CannotReplace(document=old.label, new=new.label, reason=said.says)
    after(old.state, Act.REPLACED, old.label)
