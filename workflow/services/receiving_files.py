"""A file that somebody brought: a message in any form that we read, or a PDF without a cover."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workflow.dispatch.channels import Brought
from workflow.dispatch.directory import expanded
from workflow.dispatch.reading import COVER
from workflow.model.errors import (
    FactsMissing,
    MessageUnreadable,
    NotFound,
    UnknownDocumentType,
    storage_error,
)
from workflow.model.exchange import (
    Correspondent,
    Cover,
    DocumentFacts,
    DocumentReference,
    FileFacts,
    MessageKind,
)
from workflow.model.messages import N_, Message, message
from workflow.model.numbering import parse_official_number
from workflow.model.parties import Body, Purpose
from workflow.model.verification import Report, SignatureKind
from workflow.model.vietnamese import matching_key, nfc, squeeze
from workflow.services.arrivals import judged, printed_date, printed_number
from workflow.services.collecting import Outcome, read_safely, take
from workflow.services.office import OpenOffice


@dataclass(frozen=True)
class ToldFacts:
    """What a person read on a document that came without a cover; "" and None: not told."""

    number: str = ""
    dated: date | None = None
    sender: str = ""
    subject: str = ""
    type: str = ""
    signer: str = ""
    due: date | None = None


def receive_file(office: OpenOffice, file: Path, told: ToldFacts, accepted: str = "") -> Outcome:
    """
    Parameters:
        accepted: why a document is registered in spite of doubts; "" leaves it to a person.

    Raises:
        NotFound: there is no such file.
        FactsMissing: a PDF without a cover does not say what the register needs.
        MessageUnreadable, ReceivingError, UnknownDelivery: it is not to be used.
    """
    files = files_of(file)
    (name, data), *_ = files.items()
    is_pdf = len(files) == 1 and data.startswith(b"%PDF-")
    read = _without_cover(office, name, data, told) if is_pdf else read_safely(office, files)
    if read is None:
        raise MessageUnreadable(
            place=file.name, reason=message(N_("no file in it says what it is"))
        )
    return take(office, read, files, "", str(file), accepted)


def files_of(file: Path) -> dict[str, bytes]:
    """The files of a message by their names: of its folder, where a cover names them, or itself.

    Raises:
        NotFound, StorageError
    """
    if not file.exists():
        raise NotFound(file=file)
    beside = file if file.is_dir() else file.parent
    try:
        if file.is_dir() or (beside / COVER).is_file():
            places = [f for f in sorted(beside.rglob("*")) if f.is_file() and not f.is_symlink()]
            return {place.relative_to(beside).as_posix(): place.read_bytes() for place in places}
        return {file.name: file.read_bytes()}
    except OSError as error:
        raise storage_error(file, error) from None


def _without_cover(office: OpenOffice, name: str, data: bytes, told: ToldFacts) -> Brought:
    """The facts of a PDF that came alone: as told, else as its fields and its seal say."""
    report = judged(office, name, data)
    body = _sender(office, told, report)
    number = squeeze(nfc(told.number)) or printed_number(report.number)
    dated = told.dated or printed_date(report.date)
    subject = squeeze(nfc(told.subject))
    sender = squeeze(nfc(told.sender)) if body is None else body.name
    wanted = {
        "--number": (number, N_("its number")),
        "--dated": (dated, N_("its date")),
        "--from": (sender, N_("who sends it")),
        "--subject": (subject, N_("what it is about")),
    }
    if lacking := {option: what for option, (value, what) in wanted.items() if not value}:
        raise FactsMissing(file=name, facts=_joined(lacking), options=", ".join(lacking))
    assert dated is not None
    sha256 = hashlib.sha256(data).hexdigest()
    organ_id = body.organ_id if body else ""
    organ = office.settings.organ
    cover = Cover(
        delivery="",
        kind=MessageKind.NEW,
        sender=Correspondent(organ_id, sender),
        recipient=Correspondent(organ.id, organ.name),
        purpose=Purpose.ACTION,
        document=DocumentFacts(
            reference=DocumentReference(organ_id, number, dated),
            number=parsed.number if (parsed := parse_official_number(number)) else 0,
            type="",
            type_name=_type_name(office, told.type, number),
            subject=subject,
            place="",
            signer=squeeze(nfc(told.signer)) or _signer(report),
            signer_title="",
            authority="",
            recipients=(),
            pages=0,
            copies=0,
            due=told.due,
        ),
        sent_at=office.clock(),
        file=FileFacts(name, sha256),
    )
    return Brought(cover, {name: data})


def _sender(office: OpenOffice, told: ToldFacts, report: Report) -> Body | None:
    """Who a person says, by name or id; where nobody says so, whom the last signature names."""
    directory = office.recipients
    made = [s for s in report.signatures if s.kind is SignatureKind.SIGNATURE]
    names = [told.sender] if told.sender else [made[-1].organization] if made else []
    for name in names:
        key = matching_key(expanded(name, directory.abbreviations))
        found = directory.bodies.get(name) or directory.bodies.get(directory.names.get(key, ""))
        if found:
            return found
    return None


def _signer(report: Report) -> str:
    made = [s.signer for s in report.signatures if s.kind is SignatureKind.SIGNATURE]
    return made[0] if len(made) > 1 else ""


def _type_name(office: OpenOffice, told: str, number: str) -> str:
    """What the register calls the type; the symbol in the number tells it where nobody does."""
    official = parse_official_number(number)
    name = squeeze(nfc(told)) or (official.type if official else "")
    try:
        return office.rules.document_type(name).name if name else ""
    except UnknownDocumentType:
        return squeeze(nfc(told))


def _joined(lacking: Mapping[str, str]) -> Message:
    """Several words for one place of a sentence, each translated where it is shown."""
    template = ", ".join(f"{{f{number}}}" for number in range(len(lacking)))
    words = {f"f{number}": message(what) for number, what in enumerate(lacking.values())}
    return message(template, **words)
