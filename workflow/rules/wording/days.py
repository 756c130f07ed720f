"""Days that the text names and that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.model.page import Part, Passage
from workflow.rules.wording.cited import cited_in
from workflow.rules.wording.header import is_date
from workflow.rules.wording.report import Report

_READ = (Part.BODY, Part.GROUND, Part.ARTICLE)
_DAY = re.compile(
    r"\bngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|[/.-])(?P<month>\d{1,2})(?:\s+năm\s+|[/.-])"
    r"(?P<year>\d{4})\b"
)


def check_days(passages: Sequence[Passage], report: Report) -> None:
    """Days of documents that are cited are told with these."""
    read = [passage for passage in passages if passage.part in _READ]
    cited = {cited.day for cited in cited_in(read)}
    for passage in read:
        for found in _DAY.finditer(passage.text):
            day = int(found["day"]), int(found["month"]), int(found["year"])
            if not is_date(*day) and day not in cited:
                report.add("day-impossible", passage, found[0])
