"""The commands of incoming documents: their register, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.receiving import Day, tell_answers
from workflow.cli.show import (
    date_text,
    emit_json,
    emit_table,
    printable,
    shown_path,
    talk,
    tell_step,
    time_text,
)
from workflow.model.errors import storage_error
from workflow.model.exchange import MESSAGE_KIND_NAMES, STATUS_NAMES, MessageKind, Status
from workflow.model.incoming import (
    INCOMING_NEXT_STEP,
    INCOMING_STATE_NAMES,
    IncomingDocument,
    IncomingState,
)
from workflow.model.lifecycle import ACT_NAMES

if TYPE_CHECKING:
    from workflow.services.office import OpenOffice


@click.group("incoming", help=_("Documents that other offices sent: their register and their way."))
@group
def incoming_command() -> None:
    pass


@incoming_command.command(
    "list", help=_("List incoming documents that are still to be dealt with.")
)
@click.option("--all", "everything", is_flag=True, help=_("Also those that are dealt with."))
@common
def incoming_list(desk: Desk, everything: bool) -> None:
    with desk.open() as office:
        found = office.ledger.incoming_documents()
    ended = (IncomingState.FINISHED, IncomingState.RETURNED, IncomingState.SUPERSEDED,
             IncomingState.REFUSED)  # fmt: skip
    shown = [d for d in found if everything or d.state not in ended or d.asked or d.owed]
    if desk.json:
        return emit_json(shown)
    rows = [
        (
            d.label,
            _state(d),
            printable(d.sender),
            printable(d.official_number),
            date_text(d.due),
            printable(d.assigned_to),
            printable(d.type_and_subject)[:60],
        )
        for d in shown
    ]
    if rows:
        emit_table(
            (_("Incoming no."), _("State"), _("Author"), _("Number"), _("Due"), _("Assigned to"),
             _("Type and subject")),
            rows,
        )  # fmt: skip
    else:
        talk(_("Nothing waits to be dealt with."))
    return tell_step(_("`vanban incoming show NUMBER` shows one document and its history"))


@incoming_command.command("show", help=_("Show one incoming document and what became of it."))
@click.argument("id")
@common
def incoming_show(desk: Desk, id: str) -> None:
    with desk.open() as office:
        document = office.ledger.find_incoming(id)
        events = office.ledger.events(document.id)
        people = office.settings.people
    if desk.json:
        return emit_json({"document": document, "events": events})
    click.echo(f"{document.label}  {printable(document.type_and_subject)}")
    for label, text in _facts(document):
        if text:
            click.echo(f"  {label}: {printable(text)}")
    rows = []
    for event in events:
        status = event.data.get("status")
        rows.append(
            (
                time_text(event.at),
                people[event.actor].name if event.actor in people else event.actor,
                _(ACT_NAMES[event.act]),
                _(STATUS_NAMES[Status(status)]) if status else "",
                printable(str(event.data.get("reason") or event.data.get("to") or "")),
            )
        )
    emit_table((_("Time"), _("Who"), _("What"), _("The sender is told"), ""), rows)
    return _tell_next(document)


@incoming_command.command(
    "file", help=_("Write the files of an incoming document, as they came, to read them.")
)
@click.argument("id")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help=_("Below which folder (default: here)."),
)
@common
def incoming_file(desk: Desk, id: str, folder: Path) -> None:
    from workflow.services.incoming_files import take_out

    with desk.open() as office:
        files = take_out(office, id, folder)
    if desk.json:
        return emit_json(files)
    for file in files:
        click.echo(shown_path(file))
    return None


@incoming_command.command("accept", help=_("Register a document that was left for you to look at."))
@click.argument("id")
@click.option("--reason", default="", metavar="TEXT", help=_("Why, for the register."))
@common
def incoming_accept(desk: Desk, id: str, reason: str) -> None:
    from workflow.services.receiving import accept

    _act(desk, lambda office: accept(office, id, reason))


@incoming_command.command("refuse", help=_("Do not take a document; the sender is told why."))
@click.argument("id")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is refused."))
@common
def incoming_refuse(desk: Desk, id: str, reason: str) -> None:
    from workflow.services.incoming import refuse

    _act(desk, lambda office: refuse(office, id, reason))


@incoming_command.command("assign", help=_("Hand a document to a person or a unit."))
@click.argument("id")
@click.option("--to", required=True, metavar="NAME", help=_("Who deals with it."))
@click.option("--due", type=Day(), metavar="DAY", help=_("When it is to be dealt with."))
@common
def incoming_assign(desk: Desk, id: str, to: str, due: date | None) -> None:
    from workflow.services.incoming import assign

    _act(desk, lambda office: assign(office, id, to, due))


@incoming_command.command("process", help=_("Say that work on a document has begun."))
@click.argument("id")
@common
def incoming_process(desk: Desk, id: str) -> None:
    from workflow.services.incoming import process

    _act(desk, lambda office: process(office, id))


@incoming_command.command("finish", help=_("Say that a document is dealt with."))
@click.argument("id")
@common
def incoming_finish(desk: Desk, id: str) -> None:
    from workflow.services.incoming import finish

    _act(desk, lambda office: finish(office, id))


@incoming_command.command("return", help=_("Agree to the recall of a document."))
@click.argument("id")
@common
def incoming_return(desk: Desk, id: str) -> None:
    from workflow.services.incoming import give_back

    _act(desk, lambda office: give_back(office, id))


@incoming_command.command("agree", help=_("Agree to the update of a document."))
@click.argument("id")
@common
def incoming_agree(desk: Desk, id: str) -> None:
    from workflow.services.incoming import agree

    _act(desk, lambda office: agree(office, id))


@incoming_command.command("keep", help=_("Decline the recall or the update of a document."))
@click.argument("id")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is declined."))
@common
def incoming_keep(desk: Desk, id: str, reason: str) -> None:
    from workflow.services.incoming import keep

    _act(desk, lambda office: keep(office, id, reason))


@incoming_command.command(
    "book", help=_("The register of incoming documents of a year, in its ten columns.")
)
@click.option("--year", default="", metavar="YEAR", help=_("Which year (default: this one)."))
@click.option("--csv", "as_csv", is_flag=True, help=_("Write it as CSV."))
@click.option(
    "--pdf", metavar="FILE", type=click.Path(path_type=Path), help=_("Print it to a PDF.")
)
@common
def incoming_book(desk: Desk, year: str, as_csv: bool, pdf: Path | None) -> None:
    from workflow.services.incoming_book import COLUMNS, book_csv, book_lines, book_pdf, book_row

    with desk.open() as office:
        lines = book_lines(office, year)
        if pdf:
            _write(pdf, book_pdf(office, lines, year))
    if desk.json:
        return emit_json(lines)
    if as_csv:
        return click.echo(book_csv(lines), nl=False)
    if not pdf:
        rows = [tuple(map(printable, book_row(line))) for line in lines]
        emit_table(COLUMNS, rows)
    return tell_step(_("`vanban incoming stamp NUMBER` prints the stamp “ĐẾN” of a document"))


@incoming_command.command(
    "stamp", help=_("Print the stamp “ĐẾN” of a document to a page of its own (PDF).")
)
@click.argument("id")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help=_("Where to write it (default: den-NUMBER-YEAR.pdf here)."),
)  # fmt: skip
@click.option("--file-mark", default="", metavar="TEXT", help=_("Number and symbol of its file."))
@common
def incoming_stamp(desk: Desk, id: str, output: Path | None, file_mark: str) -> None:
    from workflow.services.incoming_book import stamp_pdf

    with desk.open() as office:
        document = office.ledger.find_incoming(id)
        pdf = stamp_pdf(office, document, file_mark)
    place = output or Path(f"den-{document.label.replace('/', '-')}.pdf")
    _write(place, pdf)
    if desk.json:
        return emit_json({"document": document, "file": place})
    return tell_step(_("print {file} and put it in front of the document").format(file=place))


def _act(desk: Desk, act: Callable[[OpenOffice], IncomingDocument]) -> None:
    """Do one thing with a document, and tell its sender."""
    from workflow.services.receipts import answer

    with desk.open() as office:
        document = act(office)
        answers = answer(office, document)
        document = office.ledger.find_incoming(document.id)
    if desk.json:
        return emit_json(document)
    click.echo(
        _("{document} of {sender}: {state}.").format(
            document=printable(document.official_number),
            sender=printable(document.sender),
            state=_state(document),
        )
    )
    tell_answers(answers)
    return _tell_next(document)


def _state(document: IncomingDocument) -> str:
    state = _(INCOMING_STATE_NAMES[document.state])
    if document.asked:
        asked = _(MESSAGE_KIND_NAMES[MessageKind(document.asked)])
        return _("{state}; {asked} to be answered").format(state=state, asked=asked)
    return state


def _facts(document: IncomingDocument) -> list[tuple[str, str]]:
    return [
        (_("State"), _state(document)),
        (_("Author"), document.sender),
        (_("Number"), document.official_number),
        (_("Dated"), date_text(document.dated)),
        (_("Signer"), document.signer),
        (_("Arrived"), time_text(document.arrived_at)),
        (_("Came by"), document.came_by),
        (_("File"), f"{document.file_name} (SHA-256 {document.sha256})"),
        (_("Assigned to"), document.assigned_to),
        (_("Due"), date_text(document.due)),
        (_("Doubts"), "; ".join(document.doubts.splitlines())),
        (_("Reason"), document.reason),
        (_("Asked"), document.asked_reason),
        (_("In its place"), document.superseded_by),
        (_("Receipts owed"), str(document.owed) if document.owed else ""),
        (_("Note"), document.note),
    ]


def _tell_next(document: IncomingDocument) -> None:
    if document.asked == MessageKind.RECALL.value:
        step = _("`vanban incoming return {id}`, or `vanban incoming keep {id} --reason …`")
    elif document.asked:
        step = _("`vanban incoming agree {id}`, or `vanban incoming keep {id} --reason …`")
    else:
        step = _(INCOMING_NEXT_STEP[document.state])
    tell_step(step.format(id=document.label))


def _write(place: Path, pdf: bytes) -> None:
    try:
        place.write_bytes(pdf)
    except OSError as error:
        raise storage_error(place, error) from None
    talk(_("Wrote {file}.").format(file=shown_path(place)))
