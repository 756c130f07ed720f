"""The channels of the office, opened when they are needed and closed together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workflow.dispatch.channels import Channel, Surroundings, open_channel
from workflow.model.errors import ChannelFailed, SecretMissing, UnknownChannel
from workflow.services.envelope_keys import EnvelopeKeys
from workflow.services.office import OpenOffice


class Ways:
    """The channels that were asked for, each opened once; one that cannot be opened is not tried
    again."""

    def __init__(self, office: OpenOffice) -> None:
        self._office = office
        self._around = Surroundings(office.directory, office.secret, EnvelopeKeys(office).sign)
        self._open: dict[str, Channel | ChannelFailed] = {}

    def channel(self, name: str) -> Channel:
        """
        Raises:
            ChannelFailed: the office has no such channel, or it cannot be used.
        """
        if name not in self._open:
            self._open[name] = self._opened(name)
        found = self._open[name]
        if isinstance(found, ChannelFailed):
            raise found
        return found

    def electronic(self, name: str) -> bool:
        """Whether a channel leaves the house by wire; one that is not there is no paper either."""
        return is_electronic(self._office, name)

    def _opened(self, name: str) -> Channel | ChannelFailed:
        try:
            return open_channel(self._office.settings.channel(name), self._around)
        except ChannelFailed as error:
            return error
        except (UnknownChannel, SecretMissing) as error:
            return ChannelFailed(channel=name, body="–", reason=str(error).rstrip("."))

    def close(self) -> None:
        for channel in self._open.values():
            if not isinstance(channel, ChannelFailed):
                channel.close()


@contextmanager
def open_ways(office: OpenOffice) -> Iterator[Ways]:
    ways = Ways(office)
    try:
        yield ways
    finally:
        ways.close()


def is_electronic(office: OpenOffice, name: str) -> bool:
    """Whether a channel of the office leaves the house by wire: all but those that are known to
    be carried by people."""
    kinds = office.channel_kinds
    return name not in kinds or kinds[name].electronic
