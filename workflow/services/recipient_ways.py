"""By which way a recipient is reached, and what is missing where there is none."""

from __future__ import annotations

from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Recipient, Way
from workflow.services.office import OpenOffice

_MAIL, _EDXML = "mail", "edxml"


def way_to(office: OpenOffice, recipient: Recipient) -> Way:
    """The first way of the directory that can be used; the first one where none can.

    A body that is in the directory no longer is reached as it was when it was recorded.
    """
    body = office.recipients.bodies.get(recipient.body)
    if body is None:
        return Way(recipient.channel, recipient.address)
    ways = [_with_address(office, body, way) for way in body.ways]
    return next((way for way in ways if way_trouble(office, way, body) is None), ways[0])


def reach_trouble(office: OpenOffice, recipient: Recipient) -> Message | None:
    """Why a recipient cannot be reached today; None if it can."""
    directory = office.recipients
    body = directory.bodies.get(recipient.body)
    if body and directory.standing(body.id, office.today) is None:
        return directory.absence(body.id, office.today)
    return way_trouble(office, way_to(office, recipient), body)


def way_trouble(office: OpenOffice, way: Way, body: Body | None) -> Message | None:
    """Why a way cannot be used; None if it can."""
    if way.channel not in office.channel_kinds:
        return message(N_("office.toml has no channel “{channel}”"), channel=way.channel)
    kind = office.settings.channel(way.channel).kind
    if kind == _MAIL and "@" not in way.address:
        return message(N_("“{channel}” needs a mail address"), channel=way.channel)
    if kind == _EDXML and body and not body.organ_id:
        return message(N_("“{channel}” needs the body's identifier"), channel=way.channel)
    return None


def _with_address(office: OpenOffice, body: Body, way: Way) -> Way:
    """A way by mail without an address of its own goes to the body's mail address."""
    channel = office.settings.channels.get(way.channel)
    if channel and channel.kind == _MAIL and not way.address:
        return Way(way.channel, body.email)
    return way
