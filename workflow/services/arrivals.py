"""Checking what arrived before anything is believed: integrity and origin first.

What is wrong refuses the document; what cannot be decided by a machine is a doubt, with which it is
left to a person.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date

from workflow.dispatch.channels import Brought
from workflow.dispatch.directory import expanded
from workflow.model.exchange import Correspondent
from workflow.model.incoming import REFUSAL_REASONS, Refusal
from workflow.model.messages import N_, Message, local_date, message
from workflow.model.parties import Body
from workflow.model.verification import PolicyName, Report, SignatureKind, Verdict
from workflow.model.vietnamese import matching_key
from workflow.services.office import OpenOffice

_PDF = b"%PDF-"
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*Số\s*:?\s*", re.IGNORECASE)
_ADDED = re.compile(r"\s*\([^()]*\)\s*$")  # what an authority adds to a name
_MOST = 3  # problems that a reason names


@dataclass
class Findings:
    """What was found out: `refusal` is why it is not taken; `doubts` are for a person."""

    refusal: Message | None = None
    doubts: list[Message] = field(default_factory=list)
    body: Body | None = None


def examine(office: OpenOffice, brought: Brought) -> Findings:
    """Integrity, addressee, signatures, facts and sender, in this order."""
    found = Findings(body=sender_of(office, brought.cover.sender))
    found.refusal = (
        _damage(brought)
        or _other_addressee(office, brought.cover.recipient, found)
        or _bad_signature(office, brought, found)
    )
    if brought.cover.document.reference.organ_id != brought.cover.sender.organ_id:
        sentence = N_("{sender} sends a document of another organ ({organ})")
        organ = brought.cover.document.reference.organ_id or "–"
        sender = _named(brought.cover.sender)
        found.doubts.append(message(sentence, sender=sender, organ=organ))
    if found.body is None:
        sentence = N_("{sender} is not in the directory of recipients")
        found.doubts.append(message(sentence, sender=_named(brought.cover.sender)))
    return found


def sender_of(office: OpenOffice, sender: Correspondent) -> Body | None:
    """The sender in the directory: by its identifier; by its name only where it tells none."""
    directory = office.recipients
    if sender.organ_id:
        bodies = directory.bodies.values()
        return next((b for b in bodies if b.organ_id == sender.organ_id), None)
    key = matching_key(expanded(sender.name, directory.abbreviations))
    return directory.bodies.get(directory.names.get(key, ""))


def judged(office: OpenOffice, name: str, data: bytes) -> Report:
    """A PDF's signatures by the policy that fits it: ours exactly, others' as any tool makes them.

    Raises:
        NoTrustAnchor: the office trusts no authority.
    """
    from workflow.sign.trust import read_anchors
    from workflow.sign.validate import verify

    anchors = read_anchors(office.directory / office.settings.trust)
    report = verify(data, anchors, name, office.clock(), policy=PolicyName.FOREIGN)
    return verify(data, anchors, name, office.clock()) if report.planned else report


def printed_number(text: str) -> str:
    """The number that a line such as “Số 127-KL/TU” or “Số: 12/QĐ-UBND” tells."""
    return _NUMBER.sub("", text).strip()


def printed_date(text: str) -> date | None:
    """The day that a line such as “Lam Giang, ngày 05 tháng 3 năm 2026” tells."""
    told = _DATE.search(text)
    try:
        return date(int(told[3]), int(told[2]), int(told[1])) if told else None
    except ValueError:
        return None


def _damage(brought: Brought) -> Message | None:
    cover = brought.cover
    for each in (cover.file, *cover.attachments):
        if each and each.encrypted in brought.files:
            return message(REFUSAL_REASONS[Refusal.CLOSED], name=each.name)
        if each and hashlib.sha256(brought.files.get(each.name, b"")).hexdigest() != each.sha256:
            return message(REFUSAL_REASONS[Refusal.DAMAGED], name=each.name)
    return None


def _other_addressee(
    office: OpenOffice, recipient: Correspondent, found: Findings
) -> Message | None:
    organ = office.settings.organ
    if recipient.organ_id == organ.id:
        return None
    if recipient.organ_id:
        reason = REFUSAL_REASONS[Refusal.NOT_FOR_US]
        return message(reason, recipient=_named(recipient), organ=_named_organ(office))
    if matching_key(recipient.name) != matching_key(organ.name):
        sentence = N_("it is addressed to {recipient}, who has no identifier")
        found.doubts.append(message(sentence, recipient=recipient.name or "–"))
    return None


def _bad_signature(office: OpenOffice, brought: Brought, found: Findings) -> Message | None:
    cover = brought.cover
    if cover.file is None:
        return None
    report = judged(office, cover.file.name, brought.files[cover.file.name])
    if refusal := _not_valid(report):
        return refusal
    _doubt(report, found)
    if report.signatures and (other := _other_facts(report, brought)):
        return other
    for each in cover.attachments:
        data = brought.files[each.name]
        if data.startswith(_PDF) and (refusal := _not_valid(judged(office, each.name, data))):
            return refusal
    return None


def _not_valid(report: Report) -> Message | None:
    """Why a file is refused; one of another tool without any signature is no forgery."""
    if report.verdict is not Verdict.INVALID:
        return None
    if not report.revisions:
        return message(REFUSAL_REASONS[Refusal.UNREADABLE], name=report.file)
    if not report.signatures and not report.planned:
        return None
    told = [*report.problems, *(p for s in report.signatures for p in s.problems)]
    problems = "; ".join(_vietnamese(problem) for problem in told[:_MOST])
    return message(REFUSAL_REASONS[Refusal.NOT_VALID], problems=problems or "–")


def _doubt(report: Report, found: Findings) -> None:
    if not report.signatures:
        found.doubts.append(message(N_("it bears no digital signature")))
        return
    found.doubts += [*report.doubts, *(d for s in report.signatures for d in s.doubts)]
    if found.body and not _speaks_for(report, found.body):
        made = [s for s in report.signatures if s.kind is SignatureKind.SIGNATURE]
        sentence = N_("its last signature is that of “{signer}”, not of {sender}")
        signer = made[-1].signer if made else "–"
        found.doubts.append(message(sentence, signer=signer, sender=found.body.name))


def _speaks_for(report: Report, body: Body) -> bool:
    """Whether the last signature's certificate names the body, as it is called in full: short forms
    such as “Tỉnh uỷ” stand in the names of many."""
    made = [s for s in report.signatures if s.kind is SignatureKind.SIGNATURE]
    if not made:
        return False
    told = {matching_key(_ADDED.sub("", text)) for text in (made[-1].signer, made[-1].organization)}
    return any(matching_key(name) in told for name in (body.name, *body.aliases))


def _other_facts(report: Report, brought: Brought) -> Message | None:
    """Where the fields of a file of ours say another number or day than the cover."""
    reference = brought.cover.document.reference
    number, day = printed_number(report.number), printed_date(report.date)
    same_number = not number or number == reference.official_number
    if same_number and (day is None or day == reference.dated):
        return None
    cover = f"{reference.official_number}, {local_date(reference.dated)}"
    file = f"{number or '–'}, {local_date(day) if day else '–'}"
    return message(REFUSAL_REASONS[Refusal.OTHER_FACTS], cover=cover, file=file)


def _named(correspondent: Correspondent) -> str:
    organ_id = f" ({correspondent.organ_id})" if correspondent.organ_id else ""
    return (correspondent.name or "–") + organ_id


def _named_organ(office: OpenOffice) -> str:
    return f"{office.settings.organ.name} ({office.settings.organ.id})"


def _vietnamese(said: Message) -> str:
    from workflow.services.official_language import in_vietnamese

    return in_vietnamese(said)
