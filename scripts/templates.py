"""The shipped templates: built from the figures of the rule sets.

python scripts/templates.py          write templates/*.docx
python scripts/templates.py --check  fail if one is not what the rules build
"""

from __future__ import annotations

import sys
from pathlib import Path

from workflow.render.fonts import text_width
from workflow.render.template_builder import LAYOUTS, build_template
from workflow.rules.rulesets import rule_sets

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
    """The file and bytes of every shipped template: those of the rule sets in force."""
    return {
        f"{rules.family}-{layout}.docx": build_template(rules, layout, text_width)
        for rules in rule_sets()
        if rules.end is None
        for layout in LAYOUTS
    }


if __name__ == "__main__":
    sys.exit(main())
