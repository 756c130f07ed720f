"""The Vietnamese catalogue: gather the messages, keep the translations, compile, complain of gaps.

python scripts/catalogue.py          write workflow/locale/vi/LC_MESSAGES/vanban.po and .mo
python scripts/catalogue.py --check  fail if they are not up to date and complete
"""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from workflow.rules.rules import sentences

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "workflow" / "locale" / "vi" / "LC_MESSAGES"
PO, MO = FOLDER / "vanban.po", FOLDER / "vanban.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# click's own sentences are read through the same catalogue; these of its modules speak to people.
CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
# The same messages give the same bytes at any time.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def main() -> int:
    catalogue = current()
    po, mo = as_po(catalogue), as_mo(catalogue)
    gaps = [m.id for m in catalogue if m.id and (not m.string or m.fuzzy)]
    broken = [m.id for m in catalogue if m.id and m.string and places(m.id) != places(m.string)]
    if "--check" in sys.argv:
        stale = not PO.exists() or PO.read_bytes() != po or MO.read_bytes() != mo
        if stale:
            print("The catalogue is out of date: run `make docs`.", file=sys.stderr)
        report(gaps, broken)
        return int(stale or bool(gaps) or bool(broken))
    PO.write_bytes(po)
    MO.write_bytes(mo)
    report(gaps, broken)
    return 0


def current() -> Catalog:
    """Today's messages with the translations there are."""
    if PO.exists():
        with PO.open("rb") as file:
            catalogue = read_po(file, locale="vi")
    else:
        catalogue = Catalog(locale="vi", domain="vanban")
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.fuzzy = False
    catalogue.header_comment = "# Vietnamese catalogue of vanban. Licence: Apache-2.0."
    catalogue.project, catalogue.version = "vanban", ""
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "vanban"
    catalogue.obsolete.clear()
    return catalogue


def gathered() -> Catalog:
    template = Catalog(charset="utf-8")
    for file, _line, text, _comments, _context in extract_from_dir(
        ROOT / "workflow", keywords=KEYWORDS, method_map=[("**.py", "python")]
    ):
        template.add(text, locations=[(f"workflow/{file}", 0)])
    for file, text in sentences():
        template.add(text, locations=[(f"workflow/rules/{file}", 0)])
    package = Path(click.__file__).parent
    for file, _line, text, _comments, _context in extract_from_dir(
        package, keywords=KEYWORDS, method_map=[(f"{m}.py", "python") for m in CLICK_MODULES]
    ):
        template.add(text, locations=[(f"click/{file}", 0)])
    return template


def places(text: str | list[str] | tuple[str, ...]) -> set[str]:
    """The named places of a sentence; of a plural entry, those of its last form."""
    counted = text if isinstance(text, str) else text[-1]
    return set(re.findall(r"\{(\w+)", counted))


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=98, sort_output=True, omit_header=False, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By")
    kept = [line for line in lines if not line.startswith(tuple(f'"{d}' for d in dated))]
    return "".join(kept).encode()


def as_mo(catalogue: Catalog) -> bytes:
    """The compiled catalogue; babel writes today's date into it unless it is told another."""
    out = io.BytesIO()
    compiled = read_po(io.BytesIO(as_po(catalogue)), locale="vi")
    compiled.creation_date = compiled.revision_date = UNDATED
    write_mo(out, compiled)
    return out.getvalue()


def report(gaps: list[object], broken: list[object]) -> None:
    for title, messages in (("Not translated", gaps), ("Other places", broken)):
        for text in messages:
            print(f"{title}: {text!r}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
