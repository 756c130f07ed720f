"""The edXML channel: a message for each delivery and each receipt, brought by folder or gateway."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Protocol

from workflow.dispatch.channels import Answer, Found, Handover, Parcel, Surroundings
from workflow.dispatch.edxml_folder import EdxmlFolder
from workflow.dispatch.edxml_gateway import open_gateway
from workflow.dispatch.edxml_kind import NO_KEY
from workflow.dispatch.edxml_writing import Sign, write_document, write_status
from workflow.model.errors import ChannelFailed, SigningError, Undeliverable
from workflow.model.messages import N_, message
from workflow.model.office import ChannelSettings

_SAFE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}")


class Carrier(Protocol):
    """How messages go and come."""

    @property
    def host(self) -> str: ...

    def has(self, name: str) -> bool:
        """Whether a message of this name has gone already, as far as can be seen without asking
        anybody."""
        ...

    def bring(self, name: str, data: bytes, body: str, *, status: bool) -> None:
        """Bring a message, whole and once; `name` is its idempotency key.

        Raises:
            ChannelFailed: it is not there.
        """
        ...

    def collect(self) -> Iterator[Found]:
        """
        Raises:
            ChannelFailed: nobody can say whether something came in.
        """
        ...

    def close(self) -> None: ...


class EdxmlChannel:
    """A body is known on the axis by its OrganId; its `address` is not needed."""

    def __init__(self, carrier: Carrier, sign: Sign | None, parallel: int, largest: int) -> None:
        """
        Parameters:
            largest: bytes of a message.
        """
        self._carrier, self._sign, self._largest = carrier, sign, largest
        self.parallel = max(1, parallel)

    def host(self, parcel: Parcel) -> str:
        return self._carrier.host

    def deliver(self, parcel: Parcel) -> Handover:
        """
        Raises:
            ChannelFailed: it is not there; Undeliverable: it never will be in this form.
        """
        if not self._carrier.has(parcel.delivery):
            data = _made(lambda: write_document(parcel, self._sign), parcel.name)
            self._check_size(data, parcel.name)
            self._carrier.bring(parcel.delivery, data, parcel.name, status=False)
        return Handover.SENT

    def answer(self, answer: Answer) -> None:
        """
        Raises:
            ChannelFailed: it is not there.
        """
        receipt, body = answer.receipt, answer.recipient.name
        delivery = receipt.delivery
        if not _SAFE.fullmatch(delivery):  # others choose theirs
            delivery = hashlib.sha256(delivery.encode()).hexdigest()[:20]
        name = f"{delivery}-{receipt.status.value}-{receipt.sender.organ_id}"
        if not self._carrier.has(name):
            data = _made(lambda: write_status(receipt, answer.recipient, self._sign), body)
            self._carrier.bring(name, data, body, status=True)

    def collect(self) -> Iterator[Found]:
        return self._carrier.collect()

    def close(self) -> None:
        self._carrier.close()

    def _check_size(self, data: bytes, body: str) -> None:
        if len(data) > self._largest:
            reason = message(
                N_("the message has {size} bytes, the axis takes {most}"),
                size=len(data), most=self._largest,
            )  # fmt: skip
            raise Undeliverable(channel="edxml", body=body, reason=reason)


def open_edxml(settings: ChannelSettings, around: Surroundings) -> EdxmlChannel:
    """
    Raises:
        ChannelFailed: it has neither a folder nor a gateway, or both; or files are missing.
    """
    told = settings.settings
    if bool(told["directory"]) == bool(told["gateway"]):
        reason = message(N_("it needs either a directory or a gateway"))
        raise ChannelFailed(channel=settings.id, body="–", reason=reason)
    carrier: Carrier = (
        EdxmlFolder(around.directory / told["directory"])
        if told["directory"]
        else open_gateway(settings, around)
    )
    key = told["key"]
    sign = None if key == NO_KEY else (lambda data: around.sign(key, data))
    return EdxmlChannel(carrier, sign, told["parallel"], told["largest"])


def _made(write: Callable[[], bytes], body: str) -> bytes:
    try:
        return write()
    except Undeliverable as error:
        raise Undeliverable(channel="edxml", body=body, reason=error.facts["reason"]) from None
    except SigningError as error:
        reason = message(error.sentence.rstrip("."), **error.facts)
        raise ChannelFailed(channel="edxml", body=body, reason=reason) from None
