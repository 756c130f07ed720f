"""copy new."""

from __future__ import annotations

import click

from workflow.cli.desk import Desk, common, group
from workflow.cli.language import _
from workflow.cli.show import emit_json, talk, tell_next
from workflow.model.copies import MEDIUM_NAMES, Medium, pages_text, read_pages
from workflow.model.verification import VERDICT_NAMES

_MEDIA = click.Choice([medium.value for medium in Medium])


class _Pages(click.ParamType):  # type: ignore[type-arg]
    """A list of pages, such as 2-3,5."""

    name = "pages"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        try:
            return read_pages(str(value))
        except ValueError:
            text = _("“{pages}” names no pages, such as 2-3,5").format(pages=value)
            return self.fail(text, param, ctx)


@click.group("copy", help=_("Certified copies: sao-y, sao-luc, trich-sao."))
@group
def copy_command() -> None:
    pass


@copy_command.command(
    "new", help=_("Start a certified copy of the FORM sao-y, sao-luc or trich-sao.")
)
@click.argument("form", metavar="FORM")
@click.option(
    "--from",
    "sources",
    required=True,
    multiple=True,
    metavar="FILE|ID",
    help=_(
        "The original: a scan (PDF, PNG, JPEG, TIFF; may be repeated, in the order of the "
        "pages), a signed PDF, or an issued document by its id or number."
    ),
)
@click.option(
    "--medium",
    type=_MEDIA,
    default=None,
    help=_("On what the copy shall be (default: a file of a scan, paper of a file)."),
)
@click.option(
    "--pages",
    type=_Pages(),
    default=(),
    metavar="PAGES",
    help=_("Which pages an extract has, such as 2-3,5."),
)
@click.option(
    "--subject",
    default="",
    metavar="TEXT",
    help=_("What the original is, as registers cite it: type, number, date, subject."),
)
@click.option("--signer", required=True, metavar="PERSON", help=_("Who signs the copy."))
@click.option(
    "--authority",
    default="",
    metavar="TEXT",
    help=_("By what authority, such as “T/L BAN THƯỜNG VỤ”."),
)
@click.option(
    "--title",
    default="",
    metavar="TEXT",
    help=_("The signer's title as it is printed, such as “CHÁNH VĂN PHÒNG”."),
)
@click.option(
    "--to",
    multiple=True,
    required=True,
    metavar="LINE",
    help=_("A line of the Nơi nhận; may be repeated."),
)
@click.option(
    "--original",
    type=_MEDIA,
    default=None,
    help=_("On what the original is (default: told from the file)."),
)
@click.option(
    "--dpi",
    type=click.FloatRange(50, 2400),
    default=None,
    metavar="DPI",
    help=_("Resolution of pictures that do not say their own."),
)
@click.option(
    "--accept",
    default="",
    metavar="REASON",
    help=_("Copy an original that is not valid all the same, for this reason."),
)
@common
def new(
    desk: Desk, form: str, sources: tuple[str, ...], medium: str | None, pages: tuple[int, ...],
    subject: str, signer: str, authority: str, title: str, to: tuple[str, ...],
    original: str | None, dpi: float | None, accept: str,
) -> None:  # fmt: skip
    from workflow.services.copying import CopyRequest, create_copy

    request = CopyRequest(
        form=form, sources=sources, medium=Medium(medium) if medium else None, pages=pages,
        subject=subject, signer=signer, authority=authority, title=title, to=to,
        original=Medium(original) if original else None, dpi=dpi or 0.0, accepted=accept,
    )  # fmt: skip
    with desk.open() as office:
        made = create_copy(office, request)
    if desk.json:
        return emit_json(made)
    document, order = made.document, made.order
    click.echo(_("Copy {id}: {subject}").format(id=document.short_id, subject=document.subject))
    click.echo(
        _("From {original} to {medium}, {count} pages{which}").format(
            original=_(MEDIUM_NAMES[order.original]),
            medium=_(MEDIUM_NAMES[order.medium]),
            count=len(made.sheets),
            which=f" ({pages_text(order.pages)})" if order.pages else "",
        )
    )
    for number, sheet in enumerate(made.sheets, start=1):
        figures = f"{sheet.width:.0f} × {sheet.height:.0f} mm"
        click.echo(f"  {number}: {figures}" + (f", {sheet.dpi:.0f} dpi" if sheet.dpi else ""))
    for report in made.reports:
        verdict = _(VERDICT_NAMES[report.verdict])
        click.echo(_("Original {file}: {verdict}").format(file=report.file, verdict=verdict))
    if not made.blank_corner:
        talk(
            _(
                "The top right corner of page 1 is not blank: the signatures will stand over what "
                "is there. Look at the page before you submit it."
            )
        )
    return tell_next(document)
