"""Write what is made from the code: command reference, exit codes, the diagram in the READMEs.

python scripts/write_docs.py          write
python scripts/write_docs.py --check  fail if something is not up to date
"""

from __future__ import annotations

import inspect
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from workflow.cli.language import choose_language
from workflow.cli.program import build
from workflow.dispatch.channels import channel_kind
from workflow.model import errors
from workflow.model.lifecycle import TRANSITIONS, State
from workflow.model.settings import Value
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
    pages[keys] = with_settings(keys.read_text("utf-8"), sources)
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


def with_diagram(text: str) -> str:
    """The README with the life of a document drawn from the table of transitions."""
    edges: dict[tuple[str, str], list[str]] = {}
    for (state, act), target in TRANSITIONS.items():
        edges.setdefault((state.value if state else "[*]", target.value), []).append(act.value)
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
