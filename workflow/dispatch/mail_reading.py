"""Mails as they come in: documents, receipts, and what mail systems say of our deliveries.

Anybody can write a mail: nothing in it is taken for true here, only for told. What has no form that
is known is None, and left to people.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.policy import compat32
from email.utils import parsedate_to_datetime

from workflow.dispatch.channels import Brought, Reported
from workflow.dispatch.cover_json import read_message
from workflow.dispatch.mail_writing import COVER, DELIVERY
from workflow.dispatch.one_line import one_line
from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Arrival, Bounce, Cover, FileFacts
from workflow.model.messages import N_, message
from workflow.model.vietnamese import nfc

RECEIPT, RECEIPT_SIGNATURE = "receipt.json", "receipt.json.p7s"

_MOST_PARTS = 1000
_LONGEST_REASON = 500
_ID = r"[0-9a-f]{16,64}"
_WHOLE_ID = re.compile(_ID)
_MESSAGE_ID = re.compile(rf"<({_ID})@[^<>\s]+>")
_STRANGE = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the library for mail raises, besides, over messages that keep to no rule."""

Told = Brought | Reported | Bounce | Arrival
Part = Mail


def read_mail(data: bytes) -> Told | None:
    """What a mail says; None for one that is nothing to this program.

    Raises:
        MessageUnreadable: it has a cover or a receipt in it that cannot be read.
    """
    try:
        mail = message_from_bytes(data, policy=compat32)
        parts = list(_parts(mail))
        if (report := _report(mail, parts, "message/delivery-status")) is not None:
            return _delivery_status(mail, parts, report)
        if (report := _report(mail, parts, "message/disposition-notification")) is not None:
            return _disposition(mail, parts, report)
        return _message(parts)
    except _STRANGE as error:
        reason = message(N_("it is no mail that can be read: {error}"), error=one_line(str(error)))
        raise MessageUnreadable(place="–", reason=reason) from None


def _parts(mail: Mail) -> Iterator[Part]:
    """The parts of a mail, not those of mails in it."""
    waiting = [mail]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in payload if isinstance(each, Mail)]
    raise ValueError("too many parts")


# -- documents and receipts ------------------------------------------------------------------------


def _message(parts: Sequence[Part]) -> Brought | Reported | None:
    files = [
        (name, _content(part))
        for part in parts
        if part.get_content_maintype() not in ("multipart", "message") and (name := _name(part))
    ]
    told = [(name, data) for name, data in files if name in (COVER, RECEIPT)]
    if not told:
        return None
    if len(told) > 1:
        raise MessageUnreadable(place=told[1][0], reason=message(N_("it stands twice")))
    ((name, data),) = told
    content = read_message(data)
    if isinstance(content, Cover):
        return Brought(content, _named_files(content, files))
    signature = next((d for n, d in files if n == RECEIPT_SIGNATURE), b"")
    return Reported(content, data, signature)


def _named_files(cover: Cover, files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files that a cover names, by their names there: attachments may be called alike, so the
    one with the right contents is taken before the one with the right name."""
    wanted = [*filter(None, [cover.file]), *cover.attachments]
    left = [(name, data, hashlib.sha256(data).hexdigest()) for name, data in files]
    found: dict[str, bytes] = {}

    def take(facts: FileFacts, by_contents: bool) -> None:
        bare = nfc(facts.name.rpartition("/")[2])
        for index, (name, data, sha256) in enumerate(left):
            if sha256 == facts.sha256 if by_contents else name == bare:
                found[facts.name] = data
                del left[index]
                return

    for by_contents in (True, False):
        for facts in wanted:
            if facts.name not in found:
                take(facts, by_contents)
    return found


def _name(part: Part) -> str:
    """A part's file name without a folder; RFC 2231, and RFC 2047 as many programs write it."""
    name = part.get_filename() or ""
    if "=?" in name:
        name = str(make_header(decode_header(name)))
    return nfc(re.split(r"[/\\]", name)[-1]).strip()


def _content(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


# -- what mail systems say -------------------------------------------------------------------------


def _report(mail: Mail, parts: Sequence[Part], kind: str) -> Part | None:
    """The part of a report that machines read (RFC 6522)."""
    if mail.get_content_type() != "multipart/report":
        return None
    return next((part for part in parts if part.get_content_type() == kind), None)


def _delivery_status(mail: Mail, parts: Sequence[Part], report: Part) -> Bounce | Arrival | None:
    """A delivery status notification (RFC 3464).

    One that says “failed” of any address says that the delivery failed. “delayed”, “relayed” and
    “expanded” end nothing, so they say nothing (decision 037).
    """
    groups = _groups(report)
    about_all = groups[0] if groups else Mail()
    delivery = _delivery_id([_header(about_all, "Original-Envelope-Id")], mail, parts)
    if not delivery:
        return None
    by_action = {_header(group, "Action").lower(): group for group in reversed(groups)}
    if failed := by_action.get("failed"):
        permanent = not _header(failed, "Status").startswith("4")
        return Bounce(delivery, _why(failed), permanent)
    if delivered := by_action.get("delivered"):
        return Arrival(delivery, _moment(mail), _address(delivered))
    if by_action.keys() <= {""} and _header(mail, "X-Failed-Recipients"):
        return Bounce(delivery, _header(mail, "Subject"), False)  # Google's, with nothing but words
    return None


def _disposition(mail: Mail, parts: Sequence[Part], report: Part) -> Arrival | None:
    """A read receipt (RFC 8098). Whatever was done with the mail, it had come."""
    groups = _groups(report)
    told = groups[0] if groups else Mail()
    mode, _, done = _header(told, "Disposition").partition(";")
    id = _MESSAGE_ID.search(_header(told, "Original-Message-ID"))
    delivery = _delivery_id([id[1] if id else ""], mail, parts)
    if not delivery or not mode or not done.strip():
        return None
    return Arrival(delivery, _moment(mail), _address(told))


def _groups(report: Part) -> list[Mail]:
    """The groups of fields of a report: the first about all, one for each address."""
    payload = report.get_payload()
    if isinstance(payload, list):
        return [each for each in payload if isinstance(each, Mail) and each.keys()]
    text = _content(report)
    return [message_from_bytes(each, policy=compat32) for each in re.split(rb"\r?\n\r?\n", text)]


def _delivery_id(told: Sequence[str], mail: Mail, parts: Sequence[Part]) -> str:
    """Which delivery is meant: told by the report, by the headers that came back, by the thread."""
    candidates = list(told)
    for part in parts:
        for returned in _returned(part):
            candidates.append(_header(returned, DELIVERY))
            candidates += _MESSAGE_ID.findall(_header(returned, "Message-ID"))
    candidates.append(_header(mail, DELIVERY))
    for name in ("In-Reply-To", "References"):
        candidates += _MESSAGE_ID.findall(_header(mail, name))
    return next((id for id in candidates if _WHOLE_ID.fullmatch(id)), "")


def _returned(part: Part) -> list[Mail]:
    """The mail that a report gives back, or its headers."""
    kind, payload = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list):
        return [each for each in payload if isinstance(each, Mail)]
    if kind == "text/rfc822-headers":
        return [message_from_bytes(_content(part), policy=compat32)]
    return []


def _header(mail: Mail, name: str) -> str:
    return one_line(str(mail.get(name, "")), 1000)


def _why(group: Mail) -> str:
    diagnostic = _header(group, "Diagnostic-Code").partition(";")
    by = _header(group, "Remote-MTA").partition(";")[2].strip()
    words = (diagnostic[2] or diagnostic[0]).strip() or _header(group, "Status") or "failed"
    return one_line(f"{words} ({by})" if by else words, _LONGEST_REASON)


def _address(group: Mail) -> str:
    told = _header(group, "Original-Recipient") or _header(group, "Final-Recipient")
    return told.partition(";")[2].strip() or told


def _moment(mail: Mail) -> datetime | None:
    """When the report was written, UTC; None where it does not say."""
    try:
        moment = parsedate_to_datetime(_header(mail, "Date"))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
