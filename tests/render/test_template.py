"""The shipped template: built from the rules, and still good when clerks have saved it anew."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest

from tests.conftest import EXAMPLE
from tests.render.conftest import RULES, TEMPLATE, draft_of, letterhead_of, rendered, text_of
from tests.render.measure import MM, Page, measured
from workflow.render.content import Content, fill
from workflow.render.fill import style_ids
from workflow.render.fonts import text_width
from workflow.render.template_builder import build_template
from workflow.render.word_appendix import APPENDIX, APPENDIX_TITLE
from workflow.render.word_body import CAPTION, CELL, COLUMN_NAME, GROUND, NOTE, STYLES
from workflow.render.word_figure import FIGURE
from workflow.render.word_reader import read_docx
from workflow.rules.rulesets import in_force

pytestmark = pytest.mark.slow

_NATION = RULES.part("nation")


def built() -> bytes:
    return build_template(RULES, "named", text_width)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_shipped_template_is_what_the_rules_build() -> None:
    shipped, made = parts(TEMPLATE.read_bytes()), parts(built())
    assert list(shipped) == list(made)
    for name in made:
        assert shipped[name] == made[name], name


def test_building_it_twice_gives_the_same_bytes() -> None:
    assert built() == built()


def test_the_template_follows_the_rules_it_is_built_from() -> None:
    data = {**RULES.data, "page": {**RULES.data["page"], "margin_left": 25.0}}
    rules = type(RULES)(**{**vars(RULES), "data": data})
    tree = read_docx(build_template(rules, "named", text_width), "mau.docx")
    assert tree.page.left == pytest.approx(25 / MM, abs=0.1)
    assert read_docx(built(), "mau.docx").page.left == pytest.approx(30 / MM, abs=0.1)


def test_the_rules_are_those_in_force() -> None:
    assert RULES.start <= date(2026, 8, 5)
    assert in_force("party", date(2026, 8, 5)).id == RULES.id == "party-hd05"


def test_every_style_that_a_text_may_need_is_in_the_template() -> None:
    names = set(style_ids(TEMPLATE.read_bytes(), TEMPLATE.name))
    assert {*STYLES.values(), GROUND, CELL, COLUMN_NAME, NOTE, FIGURE, CAPTION} <= names
    assert {APPENDIX, APPENDIX_TITLE} <= names


# -- saved anew --------------------------------------------------------------------------------


def saved_by_python_docx(data: bytes, _: Path) -> bytes:
    out = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(out)
    return out.getvalue()


def office(folder: Path, file: Path, kind: str) -> Path:
    """A file converted by LibreOffice, which has a home of its own for every test."""
    home = (folder / "home").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "out"), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "out" / f"{file.stem}.{kind.split(':')[0]}"


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    file = folder / "mau.docx"
    file.write_bytes(data)
    return office(folder, file, "docx").read_bytes()


def saved_twice_by_libreoffice(data: bytes, folder: Path) -> bytes:
    (folder / "once").mkdir()
    once = saved_by_libreoffice(data, folder / "once")
    return saved_by_libreoffice(once, folder)


Save = Callable[[bytes, Path], bytes]
SAVERS = [
    pytest.param(saved_by_python_docx, id="python-docx"),
    pytest.param(saved_by_libreoffice, id="LibreOffice", marks=pytest.mark.slow),
    pytest.param(saved_twice_by_libreoffice, id="LibreOffice twice", marks=pytest.mark.slow),
]


def boxes(content: Content) -> dict[str, tuple[float, ...]]:
    """Page and edges in mm of every field."""
    with pikepdf.open(io.BytesIO(content.pdf)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        return {
            str(f.T): (numbers[f.P.objgen], *(float(n) * MM for n in f.Rect))
            for f in pdf.Root.AcroForm.Fields
        }


def said(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in pages]


@pytest.mark.parametrize("save", SAVERS)
def test_a_template_saved_anew_is_carried_without_a_refusal(save: Save, tmp_path: Path) -> None:
    assert read_docx(save(TEMPLATE.read_bytes(), tmp_path), "mau.docx").blocks


@pytest.mark.parametrize("save", SAVERS)
def test_a_template_saved_anew_gives_the_same_pages(
    content: Content, save: Save, tmp_path: Path
) -> None:
    anew = rendered(template=save(TEMPLATE.read_bytes(), tmp_path))
    assert said(measured(anew.pdf)) == said(measured(content.pdf))
    was, now = boxes(content), boxes(anew)
    assert set(was) == set(now)
    for name in was:
        assert now[name] == pytest.approx(was[name], abs=2), name


@pytest.mark.parametrize("save", SAVERS)
def test_a_template_saved_anew_moves_no_line(content: Content, save: Save, tmp_path: Path) -> None:
    anew = measured(rendered(template=save(TEMPLATE.read_bytes(), tmp_path)).pdf)
    for before, after in zip(measured(content.pdf), anew, strict=True):
        for old, new in zip(before.lines, after.lines, strict=True):
            assert (new.left, new.right, new.baseline) == pytest.approx(
                (old.left, old.right, old.baseline), abs=0.5
            ), old.text


# -- the independent referee -------------------------------------------------------------------


SHORT_DATE = "Huế, ngày 05 tháng 8 năm 2026"
"""One that has room beside its indent; what we do with a longer one, Word does not."""


def filled() -> bytes:
    """The example in the template, as a Word file."""
    draft = draft_of(EXAMPLE.read_text("utf-8"))
    letterhead = replace(letterhead_of(draft), date_line=SHORT_DATE)
    return fill(draft, letterhead, TEMPLATE.read_bytes(), TEMPLATE.name)


@pytest.fixture
def both(tmp_path: Path) -> tuple[list[Page], list[Page]]:
    """Our pages and LibreOffice's, of one Word file."""
    file = tmp_path / "it.docx"
    file.write_bytes(filled())
    theirs = measured(office(tmp_path, file, "pdf").read_bytes())
    return measured(rendered(date_line=SHORT_DATE).pdf, fields=True), theirs


@pytest.mark.slow
def test_libreoffice_sets_the_same_lines_on_the_same_pages(
    both: tuple[list[Page], list[Page]],
) -> None:
    """The same Word file through another program: the translation is true."""
    ours, theirs = both
    assert len(theirs) == len(ours)
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        assert rows(mine) == rows(other), number


@pytest.mark.slow
def test_libreoffice_puts_every_line_in_the_same_place(
    both: tuple[list[Page], list[Page]],
) -> None:
    for mine, other in zip(*both, strict=True):
        for line in mine.lines:
            twin = min(
                (o for o in other.lines if squeezed(o.text) == squeezed(line.text)),
                key=lambda o: abs(o.baseline - line.baseline),
            )
            assert twin.baseline == pytest.approx(line.baseline, abs=1), line.text
            assert twin.left == pytest.approx(line.left, abs=1), line.text


def squeezed(text: str) -> str:
    return "".join(text.split())


def rows(page: Page) -> list[str]:
    """The lines of a page without their white space, in the order of the alphabet."""
    return sorted(squeezed(line.text) for line in page.lines if squeezed(line.text))


def test_a_template_with_other_margins_gives_other_lines() -> None:
    """The comparisons above can fail."""
    document = docx.Document(str(TEMPLATE))
    document.sections[0].right_margin += docx.shared.Mm(15)
    out = io.BytesIO()
    document.save(out)
    text = text_of("Một đoạn dài để xuống dòng. " * 20)
    assert said(measured(rendered(text, out.getvalue()).pdf)) != said(measured(rendered(text).pdf))
