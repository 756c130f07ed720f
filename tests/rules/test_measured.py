"""Every measured rule finds a page spoilt in that one way, and nothing on a page that is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.rules.sheets import sheets
from workflow.model.findings import Box, Finding, Severity
from workflow.model.page import Line, Page, Part, Picture
from workflow.rules.measured import MEASURES, check_pages
from workflow.rules.passages import RUNNING, paragraphs_of
from workflow.rules.rules import Rule, all_rule_ids, rules_of

SETS = ("party-hd36", "party-hd05", "state-nd30")
Pages = tuple[Page, ...]
MEASURED = [(s, r) for s in SETS for r in rules_of(s).values() if r.measure]


def each_line(pages: Pages, change: Callable[[Line], Line | None]) -> Pages:
    return tuple(
        replace(p, lines=tuple(new for li in p.lines if (new := change(li)) is not None))
        for p in pages
    )


def of_part(pages: Pages, part: str, change: Callable[[Line], Line | None]) -> Pages:
    return each_line(pages, lambda li: change(li) if li.part == part else li)


def moved(line: Line, across: float = 0.0, down: float = 0.0) -> Line:
    left, top, right, bottom = line.box
    box = (left + across, top + down, right + across, bottom + down)
    return replace(line, box=box, baseline=line.baseline + down)


def edges(line: Line, left: float = 0.0, right: float = 0.0) -> Line:
    box = (line.box[0] + left, line.box[1], line.box[2] + right, line.box[3])
    return replace(line, box=box)


def without(pages: Pages, part: str) -> Pages:
    return of_part(pages, part, lambda _: None)


def pictures(pages: Pages, change: Callable[[Picture], Picture | None]) -> Pages:
    return tuple(
        replace(p, pictures=tuple(n for x in p.pictures if (n := change(x)) is not None))
        for p in pages
    )


def picture_moved(pages: Pages, name: str, across: float, down: float) -> Pages:
    def change(picture: Picture) -> Picture:
        if picture.name != name:
            return picture
        left, top, right, bottom = picture.box
        box = (left + across, top + down, right + across, bottom + down)
        return replace(picture, box=box)

    return pictures(pages, change)


def numbered(line: Line, number: int) -> Line:
    return replace(line, page=number, part=Part.PAGE_NUMBER, text="1")


def some_short(pages: Pages) -> Pages:
    inner = [li for p in paragraphs_of(pages) if p[0].part in RUNNING for li in p[:-1]]
    short = {id(li) for li in inner[::2]}
    return each_line(pages, lambda li: edges(li, right=-20) if id(li) in short else li)


def first_lines(pages: Pages) -> Pages:
    first = {id(p[0]) for p in paragraphs_of(pages) if p[0].part in RUNNING}
    return each_line(pages, lambda li: edges(li, left=8) if id(li) in first else li)


def closer_paragraphs(pages: Pages) -> Pages:
    """Every paragraph's last line moves down towards the next one."""
    last = {id(p[-1]) for p in paragraphs_of(pages) if p[0].part in RUNNING}
    return each_line(pages, lambda li: moved(li, down=1.5) if id(li) in last else li)


def running(pages: Pages, change: Callable[[Line], Line]) -> Pages:
    return each_line(pages, lambda li: change(li) if li.part in RUNNING else li)


def on_first_page(pages: Pages, extra: Line) -> Pages:
    return (replace(pages[0], lines=(extra, *pages[0].lines)), *pages[1:])


def styled(pages: Pages, rule: Rule, **style: bool) -> Pages:
    pages = without(pages, rule.bound["without"]) if "without" in rule.bound else pages
    return of_part(pages, rule.part, lambda li: replace(li, **style))  # type: ignore[arg-type]


def upward(pages: Pages, rule: Rule) -> Pages:
    """The last part of the order comes to stand at the top of its page."""
    last = next(part for part in reversed(rule.bound["order"]) if has(pages, part))
    return of_part(pages, last, lambda li: moved(li, down=5 - li.baseline))


def has(pages: Pages, part: str) -> bool:
    return any(li.part == part for p in pages for li in p.lines)


def on_name(pages: Pages) -> Pages:
    name: Box = next(li.box for p in pages for li in p.lines if li.part == Part.NAME)
    return pictures(pages, lambda x: replace(x, box=name) if x.name == "signature" else x)


def swapped(line: Line) -> Line:
    return replace(line, text=line.text.lower() if line.text.isupper() else line.text.upper())


SPOILT: dict[str, Callable[[Pages, Rule], Pages]] = {
    "paper": lambda p, r: (replace(p[0], width=216.0), *p[1:]),
    "margin-left": lambda p, r: running(p, lambda li: edges(li, left=8)),
    "margin-right": lambda p, r: running(p, lambda li: edges(li, right=-9)),
    "margin-top": lambda p, r: of_part(p, Part.SUPERIOR, lambda li: moved(li, down=-10)),
    "margin-bottom": lambda p, r: of_part(p, Part.NAME, lambda li: moved(li, down=140)),
    "outside-paper": lambda p, r: of_part(p, Part.TYPE, lambda li: edges(li, left=-150)),
    "outside-text": lambda p, r: of_part(p, Part.DATE, lambda li: edges(li, right=20)),
    "line-pitch": lambda p, r: running(p, lambda li: moved(li, down=-0.4 * li.baseline)),
    "first-line": lambda p, r: first_lines(p),
    "paragraph-space": lambda p, r: closer_paragraphs(p),
    "justified": lambda p, r: some_short(p),
    "number-hidden": lambda p, r: on_first_page(p, numbered(p[1].lines[0], 1)),
    "number-sequence": lambda p, r: of_part(p, Part.PAGE_NUMBER, lambda li: replace(li, text="7")),
    "size": lambda p, r: of_part(p, r.part, lambda li: replace(li, size=li.size + 4)),
    "bold": lambda p, r: styled(p, r, bold=not r.bound["equals"]),
    "italic": lambda p, r: styled(p, r, italic=not r.bound["equals"]),
    "capitals": lambda p, r: of_part(p, r.part, swapped),
    "face": lambda p, r: of_part(p, Part.NAME, lambda li: replace(li, font="Arial-BoldMT")),
    "colour": lambda p, r: of_part(p, Part.BODY, lambda li: replace(li, colour="#ff0000")),
    "side": lambda p, r: of_part(p, r.part, lambda li: moved(li, 210 - li.box[0] - li.box[2])),
    "centred": lambda p, r: of_part(p, r.part, lambda li: moved(li, 15)),
    "centred-under": lambda p, r: of_part(p, r.part, lambda li: moved(li, 15)),
    "level-with": lambda p, r: of_part(p, r.part, lambda li: moved(li, down=5)),
    "top-distance": lambda p, r: of_part(p, r.part, lambda li: moved(li, down=20)),
    "rule-under": lambda p, r: tuple(replace(x, strokes=()) for x in p),
    "underline": lambda p, r: tuple(replace(x, strokes=()) for x in p),
    "present": lambda p, r: without(p, r.part),
    "order": upward,
    "signature-there": lambda p, r: pictures(p, lambda x: x if x.name == "seal" else None),
    "signature-between": lambda p, r: picture_moved(p, "signature", 0, -40),
    "signature-centred": lambda p, r: picture_moved(p, "signature", 12, 0),
    "seal-over-signature": lambda p, r: picture_moved(p, "seal", -25, 0),
    "clear-of-text": lambda p, r: on_name(p),
}


def ids(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


@pytest.mark.parametrize("rule_set", SETS)
def test_pages_that_keep_every_rule_give_no_finding(rule_set: str) -> None:
    assert check_pages(sheets(rule_set), rule_set) == []


@pytest.mark.parametrize(("rule_set", "rule"), MEASURED, ids=[f"{s}-{r.id}" for s, r in MEASURED])
def test_a_page_spoilt_in_one_way_is_found_by_that_rule(rule_set: str, rule: Rule) -> None:
    spoilt = SPOILT[rule.measure](sheets(rule_set), rule)
    found = [f for f in check_pages(spoilt, rule_set) if f.rule == rule.id]
    assert found
    assert found[0].source == rule.source
    assert "{" not in str(found[0].says)


def test_every_measure_is_used_and_every_used_one_is_known() -> None:
    assert {rule.measure for _, rule in MEASURED} == set(MEASURES) == set(SPOILT)


@pytest.mark.parametrize(("rule_set", "rule"), MEASURED, ids=[f"{s}-{r.id}" for s, r in MEASURED])
def test_a_measured_rule_names_a_known_part_and_its_source(rule_set: str, rule: Rule) -> None:
    assert rule.part == "" or rule.part in set(Part)
    assert rule.source.startswith({"p": ("HD36", "HD05"), "s": ("NĐ30",)}[rule_set[0]])


@pytest.mark.parametrize("part", [part for part in Part if part != Part.OTHER])
@pytest.mark.parametrize("rule_set", SETS)
def test_a_page_that_lacks_a_part_is_checked_without_trouble(rule_set: str, part: Part) -> None:
    findings = check_pages(without(sheets(rule_set), part), rule_set)
    assert ids(findings) <= set(all_rule_ids())


@pytest.mark.parametrize("pages", [(), (Page(1, 210.0, 297.0),)])
@pytest.mark.parametrize("rule_set", SETS)
def test_empty_pages_give_no_finding(rule_set: str, pages: Pages) -> None:
    assert check_pages(pages, rule_set) == []


@pytest.mark.parametrize(
    ("size", "shown"), [(13.0, "13,0 pt"), (13.75, "13,8 pt"), (12.65, "12,7 pt"), (16, "16,0 pt")]
)
def test_figures_are_written_with_a_decimal_comma_and_unit(size: float, shown: str) -> None:
    pages = of_part(sheets("party-hd05"), Part.NUMBER, lambda li: replace(li, size=size))
    found = [f for f in check_pages(pages, "party-hd05") if f.rule == "number-size"]
    if abs(size - 14) > 0.3:
        assert [(f.found, f.expected) for f in found] == [(shown, "14,0 pt")]
        assert found[0].spot.page == 1
        assert found[0].spot.box is not None
    else:
        assert not found


@pytest.mark.parametrize(
    ("size", "right"), [(13.6, False), (13.75, True), (14.3, True), (14.4, False)]
)
def test_sizes_may_differ_by_three_tenths_of_a_point(size: float, right: bool) -> None:
    pages = of_part(sheets("party-hd05"), Part.NUMBER, lambda li: replace(li, size=size))
    assert ("number-size" not in ids(check_pages(pages, "party-hd05"))) == right


@pytest.mark.parametrize(
    ("covered", "right"), [(0.1, False), (0.26, True), (0.333, True), (0.38, True), (0.6, False)]
)
def test_the_seal_covers_about_a_third_of_the_signature(covered: float, right: bool) -> None:
    pages = picture_moved(sheets("party-hd05"), "seal", 128.5 + 50 * covered - 145, 0)
    assert ("seal-over-signature" not in ids(check_pages(pages, "party-hd05"))) == right


@pytest.mark.parametrize(
    ("fraction", "right"), [(0.2, False), (0.34, True), (0.5, True), (0.7, False), (1.0, False)]
)
def test_the_line_under_a_state_organ_is_a_third_to_a_half(fraction: float, right: bool) -> None:
    pages = sheets("state-nd30")
    first = pages[0]
    organ = next(li for li in first.lines if li.part == Part.ORGAN)
    middle, half = (organ.box[0] + organ.box[2]) / 2, (organ.box[2] - organ.box[0]) / 2 * fraction
    box = (middle - half, organ.baseline + 1.5, middle + half, organ.baseline + 1.8)
    strokes = (first.strokes[0], replace(first.strokes[1], box=box), first.strokes[2])
    findings = check_pages((replace(first, strokes=strokes), *pages[1:]), "state-nd30")
    assert ("organ-rule" not in ids(findings)) == right


@pytest.mark.parametrize("rule_set", ["party-hd36", "party-hd05"])
def test_back_pages_may_have_their_margins_mirrored(rule_set: str) -> None:
    first, second = sheets(rule_set)
    mirrored = each_line((second,), lambda li: moved(li, -15))[0]
    found = ids(check_pages((first, mirrored), rule_set))
    assert not found & {"margin-left", "margin-right", "outside-text"}


def test_front_pages_may_not_have_the_margins_of_back_pages() -> None:
    first, second = sheets("party-hd05")
    mirrored = each_line((first,), lambda li: moved(li, -15))[0]
    assert ids(check_pages((mirrored, second), "party-hd05")) >= {"margin-left", "margin-right"}


def test_an_appendix_may_count_its_pages_anew() -> None:
    pages = sheets("state-nd30")
    fourth = each_line((replace(pages[2], number=4),), lambda li: replace(li, page=4))[0]
    only_number = replace(fourth, lines=(replace(fourth.lines[0], text="2"),))
    assert "page-number-sequence" not in ids(check_pages((*pages, only_number), "state-nd30"))


def test_a_document_without_images_is_not_asked_for_signature_or_seal() -> None:
    pages = pictures(sheets("party-hd05"), lambda _: None)
    assert check_pages(pages, "party-hd05") == []


@pytest.mark.parametrize(("bold", "found"), [(False, set()), (True, {"title-plain"})])
def test_a_title_under_an_authority_of_the_party_is_not_bold(bold: bool, found: set[str]) -> None:
    pages = of_part(sheets("party-hd05"), Part.TITLE, lambda li: replace(li, bold=bold))
    assert ids(check_pages(pages, "party-hd05")) == found


def test_the_same_miss_is_told_once_a_page() -> None:
    pages = of_part(sheets("party-hd05"), Part.BODY, lambda li: replace(li, size=12.0))
    found = [f for f in check_pages(pages, "party-hd05") if f.rule == "body-size"]
    assert [f.spot.page for f in found] == [1, 2]
    assert {f.severity for f in found} == {Severity.ERROR}
