"""By which way a recipient is reached, and what is missing where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.model.document import Marks
from workflow.model.errors import Problem, SendingForbidden
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Purpose, Recipient, Way
from workflow.rules.restrictions import FREE, Restrictions
from workflow.services.enveloping import envelope_trouble
from workflow.services.office import OpenOffice
from workflow.services.restrictions import asked_by, why_not

_MAIL, _EDXML = "mail", "edxml"


def way_to(office: OpenOffice, recipient: Recipient, asked: Restrictions = FREE) -> Way:
    """The first way of the directory that can be used; the first one where none can.

    A body that is in the directory no longer is reached as it was when it was recorded.

    Parameters:
        asked: what the document's marks ask for.
    """
    body = office.recipients.bodies.get(recipient.body)
    if body is None:
        return Way(recipient.channel, recipient.address)
    ways = [_with_address(office, body, way) for way in body.ways]
    usable = (
        way
        for way in ways
        if not way_trouble(office, way, body) and not why_not(office, asked, body.id, way.channel)
    )
    return next(usable, ways[0])


def reach_trouble(
    office: OpenOffice, recipient: Recipient, asked: Restrictions = FREE
) -> Message | None:
    """Why a recipient cannot be reached today, or may not be; None if it can."""
    directory = office.recipients
    body = directory.bodies.get(recipient.body)
    if body and directory.standing(body.id, office.today) is None:
        return directory.absence(body.id, office.today)
    way = way_to(office, recipient, asked)
    return why_not(office, asked, recipient.body, way.channel) or way_trouble(office, way, body)


def check_range(office: OpenOffice, marks: Marks, recipients: Iterable[Recipient]) -> None:
    """
    Raises:
        SendingForbidden: with every body that a document with these marks may not be sent to.
    """
    asked, problems = asked_by(marks), []
    for recipient in recipients:
        if recipient.purpose is not Purpose.ARCHIVE:
            way = way_to(office, recipient, asked)
            if reason := why_not(office, asked, recipient.body, way.channel):
                problems.append(Problem(recipient.name, reason))
    if problems:
        raise SendingForbidden(problems=problems)


def way_trouble(office: OpenOffice, way: Way, body: Body | None) -> Message | None:
    """Why a way cannot be used; None if it can."""
    if way.channel not in office.channel_kinds:
        return message(N_("office.toml has no channel “{channel}”"), channel=way.channel)
    kind = office.settings.channel(way.channel).kind
    if kind == _MAIL and "@" not in way.address:
        return message(N_("“{channel}” needs a mail address"), channel=way.channel)
    if kind == _EDXML and body and not body.organ_id:
        return message(N_("“{channel}” needs the body's identifier"), channel=way.channel)
    if body and office.channel_kinds[way.channel].electronic:
        return envelope_trouble(office, body)
    return None


def _with_address(office: OpenOffice, body: Body, way: Way) -> Way:
    """A way by mail without an address of its own goes to the body's mail address."""
    channel = office.settings.channels.get(way.channel)
    if channel and channel.kind == _MAIL and not way.address:
        return Way(way.channel, body.email)
    return way
