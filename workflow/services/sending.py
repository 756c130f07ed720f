"""Sending: many deliveries at once, each announced before it is tried, each with its own end.

The journal is written by one thread, for a hundred deliveries in one commit; the channels work in
threads, no more of them to one host than its channel allows. A host that is slow or dead holds up
nobody else.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from workflow.dispatch.channels import Channel, Handover, Parcel
from workflow.ledger.journal import Entry
from workflow.model.delivery import Delivery, DeliveryState, pause_after
from workflow.model.document import Document
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.events import utc_text
from workflow.model.exchange import MessageKind
from workflow.model.lifecycle import Act, State
from workflow.model.messages import Message
from workflow.services.channels import Ways
from workflow.services.covers import Package
from workflow.services.enveloping import Envelopes
from workflow.services.office import OpenOffice
from workflow.services.official_language import in_vietnamese
from workflow.services.recording import record_again
from workflow.services.restrictions import restrictions_of, why_not

_AHEAD = 100  # deliveries announced in one commit
_THREADS = 64  # over all hosts
_GATHER = 0.05  # seconds to wait for more ends before they are recorded together


@dataclass(frozen=True)
class Attempt:
    """How one delivery went; `trouble` is None when it was sent, or made ready for the clerk."""

    delivery: Delivery
    trouble: ChannelFailed | None = None
    by_hand: bool = False


def send(
    office: OpenOffice, document: Document, deliveries: Sequence[Delivery], ways: Ways
) -> Iterator[Attempt]:
    """Try each delivery once. A process killed in between leaves those that it had announced as
    “sending”: they are tried again, and the channel delivers the same delivery only once. What
    lies with the clerk is not announced again."""
    work = _Work(office, document, ways)
    yield from (Attempt(each, by_hand=True) for each in deliveries if _is_in_hand(each, ways))
    waiting = deque(each for each in deliveries if not _is_in_hand(each, ways))
    try:
        while waiting or work.running:
            if waiting and len(work.running) < _AHEAD:
                work.start([waiting.popleft() for _ in range(min(_AHEAD, len(waiting)))])
            yield from work.finished()
    finally:
        work.stop()


def _is_in_hand(delivery: Delivery, ways: Ways) -> bool:
    return delivery.state is DeliveryState.SENDING and not ways.electronic(delivery.channel)


def goes_out(document: Document, delivery: Delivery) -> bool:
    """Whether the document's state lets a delivery go out: of a document that is no longer in force
    only its recall does."""
    return document.state is State.DISTRIBUTING or delivery.kind is MessageKind.RECALL


def _file_of(document: Document, delivery: Delivery) -> str:
    """The SHA-256 of the file to be sent. One that was cut off may be there already: what is sent
    again is the same file."""
    if not delivery.kind.brings_a_file:
        return ""
    cut_off = delivery.state is DeliveryState.SENDING and delivery.sha256
    return cut_off or document.official_file


class _Work:
    """What is under way."""

    def __init__(self, office: OpenOffice, document: Document, ways: Ways) -> None:
        self.running: dict[Future[Handover], Delivery] = {}
        self._office, self._document, self._ways = office, document, ways
        self._package = Package(office, document)
        self._asked = restrictions_of(office, document)
        self._envelopes = Envelopes(office)
        self._pools: dict[tuple[str, str], ThreadPoolExecutor] = {}
        self._slots = threading.BoundedSemaphore(_THREADS)

    def start(self, deliveries: Sequence[Delivery]) -> None:
        """Announce deliveries, then hand them to their channels; none of a document that lost its
        force meanwhile."""
        parcels: list[tuple[Delivery, Parcel]] = []

        def entries(document: Document) -> list[Entry]:
            parcels.clear()
            announced = []
            for delivery in deliveries:
                if goes_out(document, delivery):
                    sha256 = _file_of(document, delivery)
                    facts = {"delivery": delivery.id, "body": delivery.body, "sha256": sha256}
                    announced.append(Entry(Act.DELIVERY_ATTEMPTED, facts))
                    parcel = self._package.parcel(delivery, sha256, self._office.clock())
                    parcels.append((delivery, parcel))
            return announced

        record_again(self._office, self._document.id, entries)
        for delivery, parcel in parcels:
            self.running[self._handed_on(delivery, parcel)] = delivery

    def finished(self) -> Iterator[Attempt]:
        """The attempts that have ended, recorded together."""
        if not self.running:
            return
        wait(self.running, return_when=FIRST_COMPLETED)
        done, _ = wait(self.running, timeout=_GATHER)
        attempts = [self._attempt(self.running.pop(future), future) for future in done]
        entries = [entry for each in attempts for entry in _end(self._office, each)]
        record_again(self._office, self._document.id, lambda _: entries)
        yield from attempts

    def stop(self) -> None:
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def _handed_on(self, delivery: Delivery, parcel: Parcel) -> Future[Handover]:
        try:
            self._check_range(delivery)
            channel = self._ways.channel(delivery.channel)
            if self._ways.electronic(delivery.channel):
                parcel = self._envelopes.closed(parcel, delivery.channel)
        except ChannelFailed as error:
            failed: Future[Handover] = Future()
            failed.set_exception(error)
            return failed
        host = (delivery.channel, channel.host(parcel))
        if host not in self._pools:
            self._pools[host] = ThreadPoolExecutor(channel.parallel)
        return self._pools[host].submit(self._deliver, channel, parcel)

    def _check_range(self, delivery: Delivery) -> None:
        """
        Raises:
            Undeliverable: the document's marks forbid sending it so.
        """
        reason = why_not(self._office, self._asked, delivery.body, delivery.channel)
        if reason:
            raise Undeliverable(channel=delivery.channel, body=delivery.name, reason=reason)

    def _deliver(self, channel: Channel, parcel: Parcel) -> Handover:
        with self._slots:
            return channel.deliver(parcel)

    @staticmethod
    def _attempt(delivery: Delivery, future: Future[Handover]) -> Attempt:
        try:
            return Attempt(delivery, by_hand=future.result() is Handover.BY_HAND)
        except ChannelFailed as error:
            trouble = type(error)(
                channel=delivery.channel, body=delivery.name, reason=error.facts["reason"]
            )
        except Exception as error:  # of one channel: the deliveries of others go on
            reason = f"{type(error).__name__}: {error}"
            trouble = ChannelFailed(channel=delivery.channel, body=delivery.name, reason=reason)
        return Attempt(delivery, trouble)


def _end(office: OpenOffice, attempt: Attempt) -> list[Entry]:
    facts = {"delivery": attempt.delivery.id, "body": attempt.delivery.body}
    if attempt.by_hand:
        return []
    if attempt.trouble is None:
        return [Entry(Act.DELIVERY_SENT, facts)]
    reason = attempt.trouble.facts["reason"]
    told = in_vietnamese(reason) if isinstance(reason, Message) else str(reason)
    failed = facts | {"error": told}
    pause = pause_after(attempt.delivery.tries + 1, office.settings.pauses)
    if pause and not isinstance(attempt.trouble, Undeliverable):
        failed["next_attempt_at"] = utc_text(office.clock() + pause)
    return [Entry(Act.DELIVERY_FAILED, failed)]
