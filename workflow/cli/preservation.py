"""preserve."""

from __future__ import annotations

from datetime import timedelta

import click

from workflow.cli.desk import Desk, common
from workflow.cli.language import _
from workflow.cli.show import emit_json, emit_table, tell_step, time_text
from workflow.model.errors import NotPreserved


@click.command(
    "preserve",
    help=_(
        "Add the evidence that issued documents still lack, and renew timestamps before they age. "
        "To be called regularly with --all. A signature without a timestamp can never get one of "
        "its own: it gets one over the whole file."
    ),
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "all_", is_flag=True, help=_("All issued documents."))
@click.option(
    "--due",
    metavar="DAYS",
    type=click.IntRange(0),
    default=90,
    show_default=True,
    help=_("How many days before the end of its certificate a timestamp is renewed."),
)
@common
def preserve_command(desk: Desk, ids: tuple[str, ...], all_: bool, due: int) -> None:
    from workflow.services.preservation import Done, preserve

    if bool(ids) == all_:
        raise click.UsageError(_("Name documents, or say --all."))
    names = {
        Done.RAISED: _("raised"),
        Done.RENEWED: _("renewed"),
        Done.NOTHING: _("nothing to do"),
        Done.FAILED: _("failed"),
    }
    with desk.open() as office:
        outcomes = list(preserve(office, None if all_ else ids, timedelta(days=due)))
    if desk.json:
        emit_json(
            [
                {"document": o.document, "done": o.done, "level": o.level, "until": o.until,
                 "error": str(o.trouble or "")}
                for o in outcomes
            ]
        )  # fmt: skip
    elif outcomes:
        rows = [
            (o.document.label, names[o.done], o.level or "", time_text(o.until),
             o.trouble.text(_) if o.trouble else "")
            for o in outcomes
        ]  # fmt: skip
        emit_table((_("Document"), _("Done"), _("Level"), _("Holds until"), _("Error")), rows)
    failed = [o for o in outcomes if o.trouble]
    if failed:
        raise NotPreserved(failed=len(failed), total=len(outcomes))
    return tell_step(_("`vanban preserve --all` again within {days} days").format(days=due or 1))
