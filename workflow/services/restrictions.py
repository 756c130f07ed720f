"""Secrecy and range: to whom, and by which ways, a document with its marks may be sent.

Asked twice: when recipients are resolved, and again before each single sending, since the
directory and the office's channels may have changed in between (decision 045).
"""

from __future__ import annotations

from collections.abc import Mapping

from workflow.model.document import Document, Marks
from workflow.model.exchange import DocumentFacts
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body
from workflow.rules.restrictions import Restrictions, restriction_rules
from workflow.services.channels import is_electronic
from workflow.services.covers import Package
from workflow.services.office import OpenOffice

_known: dict[str, Restrictions] = {}  # by the hash of the issued file, which never changes


def restrictions_of(office: OpenOffice, document: Document) -> Restrictions:
    """What the marks of an issued document ask for."""
    if document.issued not in _known:
        _known[document.issued] = asked_by(Package(office, document).facts)
    return _known[document.issued]


def asked_by(marked: Marks | DocumentFacts) -> Restrictions:
    """What marks ask for."""
    return restriction_rules().of(
        marked.secrecy, marked.circulation, not_for_media=marked.not_for_media
    )


def why_not(office: OpenOffice, asked: Restrictions, body: str, channel: str) -> Message | None:
    """Why a document may not go to a body by a channel; None where it may."""
    if asked.secret and is_electronic(office, channel):
        return message(
            N_("it is marked secret and goes on paper only, not by the channel {channel}"),
            channel=channel,
        )
    return _why_never(office, asked, body)


def _why_never(office: OpenOffice, asked: Restrictions, id: str) -> Message | None:
    body = office.recipients.bodies.get(id)
    if body and body.kind in asked.not_for:
        return message(N_("it is not for the media, and this body is one of them"))
    if asked.internal and not (body and _is_of_the_house(office, body)):
        return message(
            N_("it is for internal circulation, and this body is not known to be of the house")
        )
    return None


def _is_of_the_house(office: OpenOffice, body: Body) -> bool:
    """Of a kind that belongs to the house, or under our organ, or under what that stands under."""
    organ, bodies = office.settings.organ, office.recipients.bodies
    if body.kind in restriction_rules().house[organ.family]:
        return True
    ours = next((b for b in bodies.values() if b.organ_id == organ.id), None)
    house = {ours.id, ours.superior} - {""} if ours else set()
    return not house.isdisjoint(_above(bodies, body))


def _above(bodies: Mapping[str, Body], body: Body) -> set[str]:
    """The body and all above it."""
    found: set[str] = set()
    id = body.id
    while id in bodies and id not in found:
        found.add(id)
        id = bodies[id].superior
    return found
