"""Images on the page: whole, within the text, with their words, and where LibreOffice puts them."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.render.kinds import (
    LONG,
    PARTY_SIGNER,
    STATE_SIGNER,
    WHOLE_PAGE,
    office_of,
)
from tests.render.measure import MM, Page, measured
from tests.render.test_template import office as libreoffice
from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft
from workflow.model.document import Image as DraftImage
from workflow.model.page import Picture
from workflow.render.content import Content, render_pages
from workflow.render.measure import measure
from workflow.services.checking import check_draft
from workflow.services.checking_pages import check_pdf
from workflow.services.rendering import render, word_file

pytestmark = pytest.mark.slow

LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0
FAMILIES = pytest.mark.parametrize("family", ["party", "state"])
ALT = "Biểu đồ cột: “số” văn bản & quý"
CAPTION = "Hình 1. Số văn bản phát hành theo quý"


@cache
def drawn(name: str) -> DraftImage:
    """`wide-300.png` is an image of a shape at a resolution."""
    shape, resolution = name.split(".")[0].split("-")
    size = {"wide": (1200, 600), "tall": (400, 4000), "small": (300, 150)}[shape]
    picture = Image.new("RGB", size, "white")
    picture.paste((60, 90, 160), (0, size[1] // 2, size[0] // 2, size[1]))
    out = io.BytesIO()
    kind = "PNG" if name.endswith("png") else "JPEG"
    picture.save(out, kind, dpi=(int(resolution), int(resolution)))
    return DraftImage(name, out.getvalue())


@cache
def draft_of(family: str, body: str, after: str = "") -> tuple[Draft, str]:
    signer = PARTY_SIGNER if family == "party" else STATE_SIGNER.replace("ỦY", "UỶ")
    last = "Lưu Văn phòng Tỉnh uỷ" if family == "party" else "Lưu: VT"
    text = (
        f"Về một việc thử\n\n-----\n\n{body}\n\nNơi nhận:\n\n- Ban A;\n- {last}.\n\n{signer}"
        f"\n\n{after}\n"
    )
    return read_markdown(text, "bao-cao", "BÁO CÁO", "d.md", drawn), text


@cache
def content_of(family: str, body: str, after: str = "") -> Content:
    return render(office_of(family), draft_of(family, body, after)[0])


def pictures(pdf: bytes) -> list[Picture]:
    return [picture for page in measure(pdf) for picture in page.pictures]


def figure(name: str = "wide-200.png", caption: str = CAPTION) -> str:
    return f'![{ALT}]({name} "{caption}")' if caption else f"![{ALT}]({name})"


BODY = f"{LONG}\n\n{figure()}\n\n{LONG}\n\nĐoạn cuối."


@FAMILIES
@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_an_image_stands_in_the_middle_at_its_resolution(family: str, kind: str) -> None:
    (found,) = pictures(content_of(family, figure(f"wide-300.{kind}") + "\n\nĐoạn.").pdf)
    left, top, right, bottom = found.box
    assert right - left == pytest.approx(1200 / 300 * 25.4, abs=0.2)
    assert bottom - top == pytest.approx(600 / 300 * 25.4, abs=0.2)
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)


@FAMILIES
def test_an_image_is_no_wider_than_the_text(family: str) -> None:
    (found,) = pictures(content_of(family, figure("wide-72.png") + "\n\nĐoạn.").pdf)
    assert (found.box[0], found.box[2]) == pytest.approx((LEFT, RIGHT), abs=0.3)
    assert found.box[3] - found.box[1] == pytest.approx(82.5, abs=0.3)


@FAMILIES
def test_an_image_is_no_higher_than_a_page_with_its_caption(family: str) -> None:
    pdf = content_of(family, f"{LONG}\n\n{figure('tall-72.png')}\n\nĐoạn.").pdf
    (found,) = pictures(pdf)
    assert found.page == 2
    assert found.box[1] == pytest.approx(TOP, abs=0.3)
    assert BOTTOM - 30 < found.box[3] < BOTTOM
    page = measured(pdf)[1]
    assert found.box[3] < page.line("Hình 1.").baseline < BOTTOM


@FAMILIES
def test_an_image_that_does_not_fit_goes_overleaf_with_its_caption(family: str) -> None:
    pdf = content_of(family, f"{WHOLE_PAGE}\n\n{figure()}\n\nĐoạn.").pdf
    (found,) = pictures(pdf)
    pages = measured(pdf)
    held = [n for n, page in enumerate(pages, 1) if any("Hình 1" in li.text for li in page.lines)]
    assert held == [found.page] == [2]


def test_the_caption_stands_below_in_the_middle_and_slants() -> None:
    pdf = content_of("party", BODY).pdf
    (found,), page = pictures(pdf), measured(pdf)[0]
    line = page.line("Hình 1.")
    assert (line.style, line.size) == ("italic", 13)
    assert 3 < line.baseline - found.box[3] < 8
    assert line.middle == pytest.approx((found.box[0] + found.box[2]) / 2, abs=0.5)
    below = min(li.baseline for li in page.lines if li.baseline > line.baseline)
    assert page.line("Hình 1.").baseline < below


@FAMILIES
def test_an_image_of_an_appendix_is_as_wide_as_the_turned_page_lets_it(family: str) -> None:
    after = f"# Phụ lục {{ngang}}\n\n**HÌNH**\n\n{figure('wide-72.png')}\n\nHết.\n"
    pdf = content_of(family, "Đoạn.", after).pdf
    (found,) = pictures(pdf)
    page = measured(pdf)[found.page - 1]
    assert (found.page, round(page.width)) == (2, 297)
    assert found.box[0] >= 20 - 0.3
    assert found.box[2] <= 297 - 20 + 0.3
    assert found.box[3] - found.box[1] > 100
    assert page.line("Hình 1.").baseline < 195


def test_an_image_last_in_the_text_stays_with_the_signature() -> None:
    for count in range(3, 8):
        pdf = content_of("party", f"{'Một đoạn.' * 3}\n\n" * 3 * count + figure()).pdf
        (found,), pages = pictures(pdf), measured(pdf)
        signed = [n for n, p in enumerate(pages, 1) if any("T/M BAN" in li.text for li in p.lines)]
        assert signed == [found.page], count


def test_an_image_used_twice_is_in_the_file_once() -> None:
    pdf = content_of("party", f"{figure()}\n\n{figure(caption='')}\n\nĐoạn.").pdf
    assert len(pictures(pdf)) == 2
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [
            o for o in document.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == pikepdf.Name.Image
        ]  # fmt: skip
        assert len(streams) == 1
        assert not streams[0].get("/Interpolate", False)


def test_a_screen_reader_is_told_what_an_image_shows_and_where_it_is() -> None:
    pdf = content_of("party", BODY).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (element,) = [
            o for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure
        ]  # fmt: skip
        assert str(element.Alt) == ALT
        left, bottom, right, top = (float(n) * MM for n in element.A.BBox)
    (found,) = pictures(pdf)
    assert (left, 297 - top, right, 297 - bottom) == pytest.approx(found.box, abs=0.3)


def test_the_same_text_and_image_give_the_same_bytes() -> None:
    one = content_of("party", BODY).pdf
    draft, _ = draft_of("party", BODY)
    assert render(office_of("party"), draft).pdf == one


def test_another_image_of_the_same_name_gives_other_bytes() -> None:
    draft, text = draft_of("party", BODY)
    other = drawn("small-200.png").data
    changed = read_markdown(
        text, "bao-cao", "BÁO CÁO", "d.md", lambda name: DraftImage(name, other)
    )
    assert changed.figures[0].image.name == draft.figures[0].image.name
    assert render(office_of("party"), changed).pdf != content_of("party", BODY).pdf


# -- the checker -----------------------------------------------------------------------------------


@FAMILIES
@pytest.mark.parametrize(
    "body",
    [
        BODY,
        f"{figure('tall-72.png')}\n\n{LONG}\n\nĐoạn cuối.",
        f"{WHOLE_PAGE}\n\n{figure(caption=CAPTION + ', ' + LONG[:100])}\n\n{LONG}\n\nĐoạn cuối.",
    ],
)
def test_the_checker_finds_nothing_wrong_with_an_image(family: str, body: str) -> None:
    after = f"# Phụ lục {{ngang}}\n\n**HÌNH**\n\n{figure('wide-72.png')}\n\nHết.\n"
    draft, text = draft_of(family, body, after)
    office = office_of(family)
    pdf = content_of(family, body, after).pdf
    found = check_draft(office, draft, text, pdf, as_written=True).findings
    assert [f.rule for f in found if f.spot.page] == []
    assert [f.rule for f in check_pdf(pdf, office.today).findings if f.rule.startswith("m")] == []


# -- the independent referee -----------------------------------------------------------------------


def rows(page: Page) -> list[str]:
    """The lines of a page without those of number and date, which are fields."""
    texts = ("".join(line.text.split()) for line in page.lines)
    return sorted(text for text in texts if text and "tháng" not in text and "Số" not in text[:2])


@FAMILIES
def test_libreoffice_puts_images_and_lines_where_we_do(family: str, tmp_path: Path) -> None:
    body = f"{LONG}\n\n{figure()}\n\n{LONG}\n\n{LONG}\n\n{figure('wide-300.jpg', '')}\n\n{LONG}"
    body += f"\n\n{figure('tall-72.png')}\n\nĐoạn cuối."
    after = f"# Phụ lục {{ngang}}\n\n**HÌNH**\n\n{figure('wide-72.png')}\n\nHết.\n"
    draft, _ = draft_of(family, body, after)
    file = tmp_path / "it.docx"
    office = office_of(family)
    # A date that has room beside its indent; what we do with a longer one, Word does not.
    organ = replace(office.settings.organ, place="Huế")
    office = replace(office, settings=replace(office.settings, organ=organ))
    file.write_bytes(word_file(office, draft))
    theirs = libreoffice(tmp_path, file, "pdf").read_bytes()
    ours = render(office, draft).pdf
    for mine, other in zip(measured(ours), measured(theirs), strict=True):
        assert rows(mine) == rows(other)
    for here, there in zip(pictures(ours), pictures(theirs), strict=True):
        assert here.page == there.page
        assert here.box == pytest.approx(there.box, abs=1)


def test_the_word_file_gives_the_same_pages_when_it_is_read_again() -> None:
    draft, _ = draft_of("state", BODY)
    again = pictures(render_pages(word_file(office_of("state"), draft), "it.docx"))
    assert again == pictures(content_of("state", BODY).pdf)


def test_poppler_finds_the_image_too(tmp_path: Path) -> None:
    file = tmp_path / "it.pdf"
    file.write_bytes(content_of("party", BODY).pdf)
    said = subprocess.run(
        ["pdfimages", "-list", str(file)], capture_output=True, text=True, check=True
    )
    (row,) = said.stdout.splitlines()[2:]
    assert row.split()[2:6] == ["image", "1200", "600", "rgb"]
