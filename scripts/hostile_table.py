"""How many hostile files of each class there are, and what both policies make of them.

python scripts/hostile_table.py           print the table
python scripts/hostile_table.py --write   put it into docs/verification.md

It judges every file twice, which takes minutes; so `make check` does not ask for it.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import Line  # noqa: E402 - the tests stand beside the scripts
from tests.sign.conftest import SHORT, Issued  # noqa: E402
from tests.sign.hostile import all_files  # noqa: E402
from tests.sign.hostile.base import Base  # noqa: E402
from workflow.model.verification import PolicyName, Verdict  # noqa: E402
from workflow.services.office import open_office  # noqa: E402
from workflow.services.starter import create_office  # noqa: E402

DOCUMENT = ROOT / "docs" / "verification.md"
BEGIN, END = "<!-- hostile files: begin -->\n", "<!-- hostile files: end -->\n"
HEAD = (
    "| class of attack | files | strict: refused | foreign: not valid | of them doubts |\n"
    "|---|---|---|---|---|\n"
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        base = issued_in(Path(folder))
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for file in all_files(base):
            count = counts[file.kind]
            count["files"] += 1
            whole = not file.beginning
            strict = base.issued.verified(file.data, complete=whole)
            foreign = base.issued.verified(file.data, policy=PolicyName.FOREIGN)
            count["strict"] += strict.verdict is Verdict.INVALID
            count["foreign"] += foreign.verdict is not Verdict.VALID
            count["doubts"] += foreign.verdict is Verdict.INSUFFICIENT
            count["wrong"] += foreign.verdict is Verdict.VALID and not file.fair
    total = sum(counts.values(), Counter())
    rows = [row(kind, count) for kind, count in sorted(counts.items())]
    table = HEAD + "".join([*rows, row("**all**", total)])
    print(table)
    if "--write" in sys.argv:
        text = DOCUMENT.read_text("utf-8")
        before, rest = text.split(BEGIN)
        DOCUMENT.write_text(before + BEGIN + table + END + rest.split(END)[1], "utf-8")
    return int(total["strict"] < total["files"] or total["wrong"] > 0)


def row(kind: str, count: Counter[str]) -> str:
    numbers = " | ".join(str(count[key]) for key in ("files", "strict", "foreign", "doubts"))
    return f"| {kind} | {numbers} |\n"


def issued_in(folder: Path) -> Base:
    """Two documents of one office with specimen keys: one page, and several."""
    office = folder / "office"
    create_office(office, specimen_keys=True)
    line = Line(lambda person: open_office(office, person))
    short = folder / "short.md"
    short.write_text(SHORT, "utf-8")
    documents = line.issued(short), line.issued()
    store = open_office(office).store
    first, second = (
        Issued(store.get(d.content), store.get(d.signed), store.get(d.issued), office)
        for d in documents
    )
    return Base(first, second)


if __name__ == "__main__":
    sys.exit(main())
