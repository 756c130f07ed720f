"""Ways to a recipient: one port for all channels.

A channel is an entry point in the group `vanban.channels`: a class made with the folder of the
office and the channel's own setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from workflow.model.errors import ChannelFailed
from workflow.model.messages import N_, message

GROUP = "vanban.channels"


@dataclass(frozen=True)
class Parcel:
    """What goes to one body. `delivery` is the idempotency key: however often a channel is asked
    to deliver it, the body has it once. `attachments` are files of their own, by their names."""

    delivery: str
    body: str
    name: str
    address: str
    file_name: str
    pdf: bytes
    cover: Mapping[str, Any]
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def attachment_place(name: str) -> str:
    """Where an attachment stands in a parcel, beside the document: names may be alike."""
    return f"attachments/{name}"


class Channel(Protocol):
    def deliver(self, parcel: Parcel) -> None:
        """Bring a parcel to its body, whole; asked again with the same delivery, do nothing.

        Raises:
            ChannelFailed: it is not there; asking again may help.
        """
        ...


def open_channel(name: str, office: Path, setting: str) -> Channel:
    """
    Raises:
        ChannelFailed: no installed channel has this name.
    """
    for entry in entry_points(group=GROUP):
        if entry.name == name:
            channel: Channel = entry.load()(office, setting)
            return channel
    reason = message(N_("no such channel is installed"))
    raise ChannelFailed(channel=name, body="–", reason=reason)
