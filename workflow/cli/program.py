"""The command group: names of commands, loading them when they are called, and how errors end."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

import click

from workflow.cli import INTERRUPTED
from workflow.cli.desk import group
from workflow.cli.language import _, choose_language
from workflow.cli.show import talk, use_colour
from workflow.model.errors import VanbanError, storage_error

_COMMANDS = {
    "init": "setup",
    "draft": "drafts",
    "copy": "copies",
    "attach": "attachments",
    "render": "drafts",
    "check": "checks",
    "template": "templates",
    "submit": "approvals",
    "approve": "approvals",
    "reject": "approvals",
    "sign": "signatures",
    "issue": "signatures",
    "preserve": "preservation",
    "distribute": "deliveries",
    "ack": "deliveries",
    "track": "tracking",
    "delivery": "decisions",
    "remind": "reminders",
    "recall": "withdrawals",
    "replace": "withdrawals",
    "update": "withdrawals",
    "paper": "papers",
    "report": "reports",
    "collect": "receiving",
    "receive": "receiving",
    "incoming": "incoming",
    "recipient": "recipients",
    "verify": "verification",
    "log": "inspection",
    "key": "keys",
    "register": "inspection",
    "doctor": "inspection",
    "demo": "demonstration",
}
_INTERNAL_ERROR = 70  # EX_SOFTWARE


class Commands(click.Group):
    """Loads a command's module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"workflow.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


def build() -> click.Group:
    """The group, in the language chosen before."""

    @click.group(
        name="vanban",
        cls=Commands,
        help=_(
            "Draft an official document, have it approved, sign, number, seal and issue it, "
            "send it to every recipient, and prove later what happened."
        ),
        epilog=_("Every command ends by saying the next step. Exit codes: docs/exit-codes.md."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.version_option(package_name="vanban", prog_name="vanban")
    @group
    def vanban() -> None:
        pass

    return vanban


def run(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with the documented exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(call(words))


def call(words: list[str]) -> int:
    """Run one command; the exit code. Nothing a person did wrong ends in a traceback."""
    choose_language(words)
    try:
        _refuse_what_is_no_text(words)
        result = build().main(words, prog_name="vanban", standalone_mode=False, color=use_colour())
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        talk(_("Interrupted; nothing more was done."))
        return INTERRUPTED
    except VanbanError as error:
        return _tell(error)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return _tell(storage_error(error.filename or "–", error))
    except Exception as error:
        talk(
            _("Internal error: {error}. The journal holds only what was finished.").format(
                error=error
            )
        )
        if "-v" in words or "--verbose" in words:
            traceback.print_exc()
        else:
            talk(_("Add -v to see where, and please report it."))
        return _INTERNAL_ERROR
    return result if isinstance(result, int) else 0


def _refuse_what_is_no_text(words: list[str]) -> None:
    """A shell hands on any bytes; what is not UTF-8 must not get into a record."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            shown = word.encode("utf-8", "replace").decode()
            raise click.UsageError(_("“{word}” is not UTF-8 text.").format(word=shown))


def _tell(error: VanbanError) -> int:
    talk(click.style(_("Error: "), fg="red", bold=True) + error.text(_))
    if hint := error.hint_text(_):
        talk(hint)
    return error.exit_code
