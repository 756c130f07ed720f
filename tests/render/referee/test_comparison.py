"""The comparison finds what it is there to find, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from tests.render.referee.comparison import ACROSS, DOWN, Comparison, compare, compare_pages
from tests.render.referee.pictures import draw_differences
from tests.render.referee.words import Page, read_pages
from workflow.render.fonts import FAMILY
from workflow.render.pdf import write_pdf

_LINES = (
    (30.0, 30.0, "Điều 1. Phạm vi điều chỉnh"),
    (30.0, 36.0, "Quy chế này quy định về công tác văn thư."),
    (30.0, 42.0, "Thu ngân sách"),
    (90.0, 42.0, "7.842"),
    (120.0, 42.0, "61,3%"),
)


@cache
def pdf(lines: tuple[tuple[float, float, str], ...] = _LINES, paper: str = "210mm 297mm") -> bytes:
    """One page with these lines; mm from the left and from the top."""
    placed = "".join(
        f'<div style="position: absolute; left: {x}mm; top: {y}mm; white-space: pre">{text}</div>'
        for x, y, text in lines
    )
    css = f"@page {{ size: {paper}; margin: 0 }} body {{ font: 13pt '{FAMILY}' }}"
    return write_pdf(f"<html><style>{css}</style><body>{placed}</body></html>", archival=False)


def moved(across: float = 0.0, down: float = 0.0, line: int = 1) -> bytes:
    lines = list(_LINES)
    x, y, text = lines[line]
    lines[line] = (x + across, y + down, text)
    return pdf(tuple(lines))


def saying(text: str, line: int = 1) -> bytes:
    lines = list(_LINES)
    lines[line] = (*lines[line][:2], text)
    return pdf(tuple(lines))


def only(comparison: Comparison) -> str:
    (difference,) = comparison.differences
    return str(difference)


def test_the_bounds_are_those_of_the_task() -> None:
    assert (ACROSS, DOWN) == (2.0, 3.0)


def test_a_page_is_like_itself() -> None:
    assert compare(pdf(), pdf()).alike


def test_cells_side_by_side_are_lines_of_their_own() -> None:
    (page,) = read_pages(pdf())
    assert [line.text for line in page.lines] == [text for _, _, text in _LINES]
    assert [line.left for line in page.lines] == pytest.approx([x for x, _, _ in _LINES], abs=0.1)


@pytest.mark.parametrize(("across", "down"), [(1.9, 0), (-1.9, 0), (0, 2.9), (0, -2.9), (1.9, 2.9)])
def test_a_line_within_the_bounds_is_alike(across: float, down: float) -> None:
    assert compare(pdf(), moved(across, down)).alike


@pytest.mark.parametrize(("across", "down"), [(2.1, 0), (-2.1, 0), (0, 3.1), (0, -3.1), (2.5, 3.5)])
@pytest.mark.parametrize("line", [1, 3])
def test_a_line_beyond_the_bounds_is_found(across: float, down: float, line: int) -> None:
    comparison = compare(pdf(), moved(across, down, line))
    assert not comparison.alike
    assert _LINES[line][2] in only(comparison)


def test_a_changed_word_is_found() -> None:
    told = only(compare(pdf(), saying("Quy chế này quy định về công tác lưu trữ.")))
    assert "văn thư" in told
    assert "lưu trữ" in told


def test_a_missing_word_and_one_too_many_are_found() -> None:
    short = saying("Quy chế này quy định về công tác")
    assert not compare(pdf(), short).alike
    assert not compare(short, pdf()).alike


def test_a_missing_line_is_found_on_either_side() -> None:
    less = pdf(_LINES[:-1])
    assert only(compare(pdf(), less)).startswith("page 1: only the referee has «61,3%»")
    assert only(compare(less, pdf())).startswith("page 1: only ours has «61,3%»")


def test_a_word_set_twice_is_found() -> None:
    """Not at the very same place: PDFium takes that for bold type and shows it once."""
    twice = pdf((*_LINES, (121.5, 44.5, "61,3%")))
    assert not compare(pdf(), twice).alike
    assert not compare(twice, pdf()).alike


def test_words_that_changed_places_are_found() -> None:
    assert not compare(pdf(), saying("Quy chế này quy định về tác công văn thư.")).alike


def test_a_line_that_breaks_earlier_is_found() -> None:
    broken = (
        *_LINES[:1],
        (30.0, 36.0, "Quy chế này quy định về công tác"),
        (30.0, 41.0, "văn thư."),
    )
    assert not compare(pdf(), pdf((*broken, *_LINES[2:]))).alike


def test_a_gap_within_a_word_is_found() -> None:
    assert not compare(pdf(), saying("Quy chế này quy định về công tác văn th ư.")).alike


def test_a_page_more_is_found() -> None:
    pages = read_pages(pdf())
    longer = [*pages, Page(2, 210.0, 297.0, ())]
    assert compare_pages(pages, longer).pages == (1, 2)
    assert not compare_pages(pages, longer).alike
    assert not compare_pages(longer, pages).alike


def test_a_line_on_the_next_page_is_told_as_moved() -> None:
    (page,) = read_pages(pdf())
    *kept, last = page.lines
    carried = replace(last, words=tuple(replace(word, page=2) for word in last.words))
    ours = [replace(page, lines=tuple(kept)), replace(page, number=2, lines=(carried,))]
    comparison = compare_pages([page, replace(page, number=2, lines=())], ours)
    assert "on page 2" in only(comparison)


def test_another_paper_is_found() -> None:
    assert "the paper is 210.0 × 297.0 mm" in only(compare(pdf(), pdf(paper="215.9mm 297mm")))


def test_leaders_may_have_another_number_of_dots_but_not_another_length() -> None:
    dots = saying("Tổ chức thực hiện" + "." * 60)
    assert compare(dots, saying("Tổ chức thực hiện" + "." * 61)).alike
    assert not compare(dots, saying("Tổ chức thực hiện" + "." * 66)).alike
    assert not compare(dots, saying("Tổ chức thực hiện" + "_" * 30)).alike


def test_signs_of_several_codes_are_one() -> None:
    assert compare(saying("Đông-Nam bộ"), saying("Đông\N{HYPHEN}Nam bộ")).alike
    marks = "\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING ACUTE ACCENT}"
    assert compare(saying("Huế"), saying(f"Hue{marks}")).alike


def test_the_report_tells_both_places() -> None:
    report = compare(pdf(), moved(0, 5)).report()
    assert "Quy chế này quy định về công tác văn thư." in report
    assert report.count("30.0–") == 2


def test_a_long_report_is_cut_short() -> None:
    report = compare(pdf(), pdf(())).report(most=2)
    assert report.endswith("… and 3 more lines")


def test_both_sides_are_drawn_with_the_line_boxed(tmp_path: Path) -> None:
    ours = moved(0, 10)
    (file,) = draw_differences(compare(pdf(), ours), pdf(), ours, tmp_path)
    assert file.name == "page-1.png"
    with Image.open(file) as image:
        middle = image.width // 2
        for edges in ((0, middle), (middle, image.width)):
            half = image.crop((edges[0], 0, edges[1], image.height))
            colours = half.getcolors(maxcolors=half.width * half.height)
            assert any(colour == (210, 0, 0) for _, colour in colours or ())
