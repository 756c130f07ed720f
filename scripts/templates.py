"""The shipped templates: built from the figures of the rule sets.

python scripts/templates.py          write templates/*.docx
python scripts/templates.py --check  fail if one is not what the rules build
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from workflow.render.fonts import text_width
from workflow.render.template_builder import build_named_type
from workflow.rules.rulesets import in_force

FOLDER = Path(__file__).parent.parent / "templates"


def main() -> int:
    stale = []
    for file, built in templates().items():
        place = FOLDER / file
        if not place.exists() or place.read_bytes() != built:
            stale.append(file)
            if "--check" not in sys.argv:
                place.write_bytes(built)
    if stale and "--check" in sys.argv:
        print(f"Not what the rules build: {', '.join(stale)}; run `make docs`.", file=sys.stderr)
        return 1
    return 0


def templates() -> dict[str, bytes]:
    """The file and bytes of every shipped template."""
    rules = in_force("party", date(2026, 11, 23))
    nation = rules.part("nation")
    width = text_width(nation["text"], "bold", nation["size"])
    return {"party-named.docx": build_named_type(rules, width)}


if __name__ == "__main__":
    sys.exit(main())
