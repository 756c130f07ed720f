"""docs/checker.md: for every rule of form how many seeded defects it finds, and its false alarms.

python scripts/checker_table.py          write, and print the table
python scripts/checker_table.py --check  fail if the page is out of date
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.rules.seeds.kinds import ALL  # noqa: E402 - the tests stand beside the scripts
from tests.rules.seeds.planting import filled, found_in, office_on  # noqa: E402
from tests.rules.seeds.wording import seeds_of  # noqa: E402
from tests.rules.sheets import sheets  # noqa: E402
from tests.rules.test_measured import SPOILT  # noqa: E402
from workflow.draft.markdown import read_markdown  # noqa: E402
from workflow.model.findings import Finding  # noqa: E402
from workflow.render.content import render_pages  # noqa: E402
from workflow.rules.measured import check_pages  # noqa: E402
from workflow.rules.rules import Rule, all_rule_ids, rules_of  # noqa: E402
from workflow.services.checking import check_draft  # noqa: E402
from workflow.services.checking_pages import check_pdf  # noqa: E402
from workflow.services.drafting import read_text  # noqa: E402
from workflow.services.images import images_beside  # noqa: E402
from workflow.services.rendering import render, word_file  # noqa: E402

PAGE = ROOT / "docs" / "checker.md"
EXAMPLES = ROOT / "examples"

INTRODUCTION = """\
# The checker of form

Made by `python scripts/checker_table.py`.

`vanban check FILE` holds a text (`.md`), a Word file (`.docx`) or a PDF against the rules of form
of its rule set ([rule-sets.md](rule-sets.md)); `vanban check ID` does so for a document of the
office. An error stops a document at `vanban submit`; a warning is accepted with a reason.

There are two kinds of rules. **Measured** rules read the pages: paper, margins, sizes, styles and
places of each part, signature and seal (`workflow/rules/measured.toml`). Rules of **wording** read
the text: letters and marks, the parts and their order, lines of number and date, citations,
abbreviations, capitals (`workflow/rules/wording.toml`).

The table holds every rule against two sorts of documents:

- **Seeds**: a right document with one defect put in, tried under every rule set that has the rule.
  Measured rules: one spoilt page for each rule set (`tests/rules/test_measured.py`), built line by
  line. Wording: changes of a draft's text or of the passages of its pages (`tests/rules/seeds/`).
  A seed is *found* when the rule it was made for tells it.
- **Right documents**: those of `examples/`, each as a text with its pages, as a PDF of which
  nothing else is known, and as a Word file with its number and date filled in:
  {documents}.
  Under `party-hd36` they are documents of 20/5/2026, made by the office on that day.
  Whatever a rule finds there is a *false alarm*; “–” where no right document stands under a rule
  set that has the rule. A rule of a part that none of them has (such as a contact line) is not
  tried by them either.

Seeds in passages come with the office's symbol, the document's type and the lines of the register.
Of a PDF or a Word file `vanban check FILE` knows what its pages say: the organ's symbol from the
head (`number-organ` is silent where the rule set gives that organ none), the type from the title,
or from the symbol where the title names none (then `type-name` tells it). `number-allotted` and
`date-allotted` need the register: they speak of documents of the office (`vanban check ID`).

The seeds were written with the rules in view, so the recall says that the rules work, not how many
of the mistakes of an office they would find. The precision is worth as much as there are right
documents. What is known to be missed stands in
`tests/rules/seeds/missed.py` and counts.
"""


@dataclass
class Row:
    """One rule in all its rule sets: seeds tried and found, findings in right documents.

    `held`: a right document stands under one of its rule sets.
    """

    rules: dict[str, Rule]
    seeds: int = 0
    found: int = 0
    false: int = 0
    held: bool = False

    @property
    def kind(self) -> str:
        return "measured" if next(iter(self.rules.values())).measure else "wording"


@dataclass(frozen=True)
class Example:
    """A right document, in all its forms, and what is found in it."""

    name: str
    rule_set: str
    findings: tuple[Finding, ...]


DAYS = {
    "party-hd05": datetime(2026, 8, 5, 5, tzinfo=UTC),
    "party-hd36": datetime(2026, 5, 20, 5, tzinfo=UTC),
    "state-nd30": datetime(2026, 8, 5, 5, tzinfo=UTC),
}
"""When the right documents of each rule set are made."""


def main() -> int:
    text = page()
    if "--check" in sys.argv:
        stale = not PAGE.exists() or PAGE.read_text("utf-8") != text
        if stale:
            name = PAGE.relative_to(ROOT)
            print(f"{name} is out of date: run `python scripts/checker_table.py`.", file=sys.stderr)
        return int(stale)
    print(text[text.index("| rule |") :], end="")
    PAGE.write_text(text, "utf-8")
    return 0


def page() -> str:
    rows = {id: Row(rules) for id in all_rule_ids() if (rules := in_sets(id))}
    plant(rows)
    examples = [checked(file, rule_set) for file, rule_set in right_documents()]
    for id, count in Counter(f.rule for e in examples for f in e.findings).items():
        rows[id].false += count
    for row in rows.values():
        row.held = any(example.rule_set in row.rules for example in examples)
    parts = [INTRODUCTION.format(documents=counted(examples)), table(rows), totals(rows)]
    return "\n".join([*parts, *false_alarms(examples)])


def in_sets(id: str) -> dict[str, Rule]:
    return {rule_set: rules_of(rule_set)[id] for rule_set in ALL if id in rules_of(rule_set)}


def plant(rows: dict[str, Row]) -> None:
    """Try every seed of every rule set."""
    for rule_set in ALL:
        for rule in (r for r in rules_of(rule_set).values() if r.measure):
            spoilt = check_pages(SPOILT[rule.measure](sheets(rule_set), rule), rule_set)
            rows[rule.id].seeds += 1
            rows[rule.id].found += rule.id in {finding.rule for finding in spoilt}
        for id, seed in seeds_of(rule_set):
            rows[id].seeds += 1
            rows[id].found += id in found_in(seed, rule_set)


def right_documents() -> list[tuple[Path, str]]:
    """The examples, each with every rule set that has its type."""
    party = [EXAMPLES / "ket-luan.md", *sorted((EXAMPLES / "party").glob("*.md"))]
    state = sorted((EXAMPLES / "state").glob("*.md"))
    return [
        (file, rule_set)
        for rule_set in ALL
        for file in (state if rule_set == "state-nd30" else party)
        if file.stem in office_on(rule_set).rules.types
    ]


def checked(file: Path, rule_set: str) -> Example:
    """An example under a rule set: its text with its pages, its PDF, and its Word file."""
    noon = DAYS[rule_set]
    office = replace(office_on(rule_set), clock=lambda: noon)
    text = read_text(file)
    kind = office.rules.document_type(file.stem)
    draft = read_markdown(text, kind.id, kind.name, file.name, images_beside(file))
    pdf = render(office, draft).pdf
    found = check_draft(office, draft, text, pdf, as_written=True).findings
    found += check_pdf(pdf, noon.date(), file.name).findings
    word = render_pages(filled(word_file(office, draft), noon.date()), file.name)
    found += check_pdf(word, noon.date(), file.name).findings
    return Example(file.relative_to(ROOT).as_posix(), office.rules.id, found)


def counted(examples: Sequence[Example]) -> str:
    held = Counter(example.rule_set for example in examples)
    return ", ".join(f"{held[rule_set]} under `{rule_set}`" for rule_set in ALL)


def table(rows: dict[str, Row]) -> str:
    lines = [
        "| rule | kind | rule sets | severity | seeds | found | false alarms |",
        "|---|---|---|---|--:|--:|--:|",
    ]
    for id, row in rows.items():
        sets = "all" if len(row.rules) == len(ALL) else ", ".join(row.rules)
        lines.append(
            f"| `{id}` | {row.kind} | {sets} | {severity(row.rules)} "
            f"| {row.seeds} | {row.found} | {row.false if row.held else '–'} |"
        )
    return "\n".join(lines) + "\n"


def severity(rules: dict[str, Rule]) -> str:
    """The severity, or those of each rule set where they differ."""
    if len({rule.severity for rule in rules.values()}) == 1:
        return next(iter(rules.values())).severity.value
    return ", ".join(f"{rule.severity.value} ({rule_set})" for rule_set, rule in rules.items())


def totals(rows: dict[str, Row]) -> str:
    lines = [
        "Recall is found of seeds; precision is found of found and false alarms together.",
        "",
        "| kind | rules | seeds | found | false alarms | recall | precision |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in ("measured", "wording"):
        lines.append(total(kind, [row for row in rows.values() if row.kind == kind]))
    return "\n".join([*lines, total("**both**", list(rows.values()))]) + "\n"


def total(name: str, rows: Sequence[Row]) -> str:
    seeds, found = sum(r.seeds for r in rows), sum(r.found for r in rows)
    false = sum(r.false for r in rows)
    recall, precision = percent(found, seeds), percent(found, found + false)
    return f"| {name} | {len(rows)} | {seeds} | {found} | {false} | {recall} | {precision} |"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def false_alarms(examples: Iterable[Example]) -> list[str]:
    """Each false alarm with its document, for whoever mends the rule or the example."""
    lines = [
        f"- {example.name} ({example.rule_set}): `{finding.rule}`, “{finding.found}”"
        for example in examples
        for finding in example.findings
    ]
    return ["False alarms:\n", *lines, ""] if lines else []


if __name__ == "__main__":
    sys.exit(main())
