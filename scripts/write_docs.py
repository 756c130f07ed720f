"""Write what is made from the code: command reference, exit codes, the diagram in the READMEs.

python scripts/write_docs.py          write
python scripts/write_docs.py --check  fail if something is not up to date
"""

from __future__ import annotations

import gettext
import inspect
import json
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from workflow.cli.language import choose_language
from workflow.cli.program import build
from workflow.dispatch.channels import channel_kind
from workflow.model import errors
from workflow.model.delivery import (
    DROPPABLE,
    RESENDABLE,
    Delivery,
    DeliveryState,
    advanced,
)
from workflow.model.exchange import MessageKind, Status
from workflow.model.lifecycle import TRANSITIONS, Act, State
from workflow.model.parties import Purpose
from workflow.model.settings import Value
from workflow.render.drawing_features import REFUSED_DRAWINGS
from workflow.render.feature_list import CARRIED, FEATURES, HARMLESS, REFUSED
from workflow.sign.keys import key_source

ROOT = Path(__file__).parent.parent
KINDS = ("folder", "sftp", "mail", "edxml", "paper")


def main() -> int:
    os.environ["COLUMNS"] = "100"
    choose_language(["--lang", "en"])
    pages = {
        ROOT / "docs" / "commands.md": commands(),
        ROOT / "docs" / "exit-codes.md": exit_codes(),
    }
    for name in ("README.md", "README.vi.md"):
        pages[ROOT / name] = with_diagram((ROOT / name).read_text("utf-8"))
    keys = ROOT / "docs" / "keys.md"
    sources = {name: key_source(name).settings for name in ("pkcs12", "pkcs11", "csc")}
    distribution = ROOT / "docs" / "distribution.md"
    pages[distribution] = with_deliveries(distribution.read_text("utf-8"))
    pages[keys] = with_settings(keys.read_text("utf-8"), sources)
    word = ROOT / "docs" / "word.md"
    pages[word] = with_features(word.read_text("utf-8"))
    channels = ROOT / "docs" / "channels.md"
    kinds = {name: channel_kind(name).settings for name in KINDS}
    pages[channels] = with_settings(channels.read_text("utf-8"), kinds)
    stale = [p for p, text in pages.items() if not p.exists() or p.read_text("utf-8") != text]
    for page in stale:
        if "--check" in sys.argv:
            print(f"{page.relative_to(ROOT)} is out of date: run `make docs`.", file=sys.stderr)
        else:
            page.write_text(pages[page], "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


def with_settings(text: str, forms: Mapping[str, Mapping[str, Value]]) -> str:
    """A page with the settings of each built-in source of keys, or kind of channel."""
    parts = []
    for name, settings in forms.items():
        rows = [f"### {name}", "", "| setting | default | meaning |", "|---|---|---|"]
        for setting, value in settings.items():
            default = "" if value.default in (None, "") else f"`{json.dumps(value.default)}`"
            rows.append(
                f"| `{setting}` | {'must be said' if value.required else default} "
                f"| {value.meaning} |"
            )
        parts.append("\n".join(rows))
    marked = "<!-- settings -->\n" + "\n\n".join(parts) + "\n<!-- /settings -->"
    return re.sub(
        r"<!-- settings -->.*<!-- /settings -->", lambda _: marked, text, flags=re.DOTALL
    )  # fmt: skip


def with_features(text: str) -> str:
    """The page on Word files with the closed list of features, in both languages."""
    translation = gettext.translation("vanban", ROOT / "workflow" / "locale", ["vi"]).gettext
    carried, harmless = (
        "".join(f"| {f.words} | {translation(f.words)} |\n" for f in FEATURES if f.state == state)
        for state in (CARRIED, HARMLESS)
    )
    refused = [(f.words, f.instead) for f in FEATURES if f.state == REFUSED]
    refused += REFUSED_DRAWINGS.values()
    rows = "".join(
        f"| {words} | {instead} | {translation(words)} | {translation(instead)} |\n"
        for words, instead in refused
    )
    tables = (
        f"## Carried\n\n| feature | tính năng |\n|---|---|\n{carried}\n"
        f"## Harmless\n\n| feature | tính năng |\n|---|---|\n{harmless}\n"
        "## Refused, and what to do instead\n\n"
        "| feature | instead | tính năng | cách sửa |\n|---|---|---|---|\n"
        f"{rows}"
    )
    pattern = re.compile(r"(<!-- features -->\n).*?(<!-- /features -->)", re.DOTALL)
    written, places = pattern.subn(lambda m: m[1] + tables + m[2], text)
    if places != 1:
        raise SystemExit("docs/word.md has no place for the list of features.")
    return written


def commands() -> str:
    parts = ["# Commands", "", "Made from `vanban COMMAND --help` by `make docs`.", ""]
    for name, command in walk(build(), "vanban"):
        context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
        parts += [f"## {name}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(parts)


def walk(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    found = [(name, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            assert inner is not None
            found += walk(inner, f"{name} {child}")
    return found


def exit_codes() -> str:
    lines = [
        "# Exit codes", "", "Made from `workflow/model/errors.py` by `make docs`.", "",
        "| code | when | what is said |", "|---|---|---|",
        "| 0 | done, or valid | |",
        "| 2 | the command line itself is wrong (click) | |",
    ]  # fmt: skip
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass)
               if issubclass(c, errors.VanbanError) and c is not errors.VanbanError]  # fmt: skip
    classes.sort(key=lambda c: (c.exit_code, inspect.getsourcelines(c)[1]))
    for error in classes:
        sentence = error.sentence.replace("|", "\\|")
        lines.append(f"| {error.exit_code} | `{error.__name__}` | {sentence} |")
    lines += [
        "| 70 | a mistake of the program; `-v` shows where | |",
        "| 130 | interrupted (Ctrl-C) | |", "",
    ]  # fmt: skip
    return "\n".join(lines)


def with_deliveries(text: str) -> str:
    """The page on distribution with the life of a delivery, drawn from what its code says."""
    state = DeliveryState
    edges = [
        ("[*]", state.PLANNED, "planned"),
        (state.PLANNED, state.SENDING, "attempt"),
        (state.SENDING, state.SENT, "sent"),
        (state.SENDING, state.FAILED, "failed"),
        (state.FAILED, state.SENDING, "next attempt"),
        *_words(),
        *((before, state.PLANNED, "resend") for before in state if before in RESENDABLE),
        *((before, state.ABANDONED, "drop") for before in state if before in DROPPABLE),
    ]
    body = [f"    {a} --> {b}: {says}".replace("in-process", "in_process") for a, b, says in edges]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *body, "```", ""])
    pattern = re.compile(r"(<!-- deliveries -->\n).*?(<!-- /deliveries -->)", re.DOTALL)
    written, places = pattern.subn(lambda m: m[1] + diagram + m[2], text)
    if places != 1:
        raise SystemExit("docs/distribution.md has no place for the diagram of deliveries.")
    return written


_LINE = (
    DeliveryState.SENT, DeliveryState.ARRIVED, DeliveryState.ACCEPTED, DeliveryState.ASSIGNED,
    DeliveryState.IN_PROCESS, DeliveryState.FINISHED,
)  # fmt: skip
_SETTLED = (
    DeliveryState.REFUSED, DeliveryState.AGREED, DeliveryState.DECLINED,
)  # fmt: skip


def _words() -> list[tuple[str, str, str]]:
    """Where the words of a body lead: on the line to the next state only, since a word that skips
    some leads on too."""
    found = []
    sent_at = datetime(2026, 11, 27, tzinfo=UTC)
    for kind in (MessageKind.NEW, MessageKind.RECALL):
        for before in (*_LINE, *_SETTLED):
            for status in Status:
                delivery = Delivery(
                    "", "", "", "", 0, 0, Purpose.ACTION, "", "", before, kind, attempts=1,
                    sent_at=sent_at, answered_at=sent_at,
                )  # fmt: skip
                after = advanced(delivery, status, sent_at + timedelta(hours=1))
                if after and after is not before and _is_drawn(kind, before, after):
                    says = f"{status.value} {status.name.lower().replace('_', ' ')}"
                    found.append((before, after, says))
    return found


def _is_drawn(kind: MessageKind, before: DeliveryState, after: DeliveryState) -> bool:
    if kind is MessageKind.RECALL:
        answers = (DeliveryState.AGREED, DeliveryState.DECLINED)
        return after in answers and before in (DeliveryState.SENT, DeliveryState.ARRIVED, *answers)
    if before in _LINE and after in _LINE:
        return _LINE.index(after) == _LINE.index(before) + 1
    return before in _LINE or after is DeliveryState.ACCEPTED


def with_diagram(text: str) -> str:
    """The README with the life of a document drawn from the table of transitions."""
    edges: dict[tuple[str, str], dict[str, None]] = {}
    for (state, act), target in TRANSITIONS.items():
        if state is target and act is not Act.EDITED:
            continue  # what changes no state of the document: each delivery has a life of its own
        name = "deliveries" if act.value.startswith("delivery-") else act.value
        edges.setdefault((state.value if state else "[*]", target.value), {})[name] = None
    body = [f"    {a} --> {b}: {', '.join(acts)}" for (a, b), acts in edges.items()]
    body.append(f"    {State.ACKNOWLEDGED.value} --> [*]")
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *body, "```", ""])
    pattern = re.compile(r"(<!-- lifecycle -->\n).*?(<!-- /lifecycle -->)", re.DOTALL)
    written, places = pattern.subn(lambda m: m[1] + diagram + m[2], text)
    if places != 1:
        raise SystemExit("A README has no place for the diagram of the lifecycle.")
    return written


if __name__ == "__main__":
    sys.exit(main())
