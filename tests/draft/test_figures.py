"""Images in a text: how they are written, and what is refused with its line."""

from __future__ import annotations

import pytest

from tests.draft.test_markdown import FIRST, HEAD, TAIL
from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft, Figure, Image, Paragraph
from workflow.model.errors import DraftError, ImageRefused
from workflow.model.messages import message

ALT = "Biểu đồ cột"


def known(name: str) -> Image:
    """A source that has every image but one."""
    if name == "mất.png":
        raise ImageRefused(file=name, reason=message("there is no such file"))
    return Image(name, name.encode())


def read(body: str, after: str = "") -> Draft:
    text = f"{HEAD}\n{body}\n{TAIL}\n{after}"
    return read_markdown(text, "ket-luan", "KẾT LUẬN", "d.md", known)


def mistakes(body: str, after: str = "") -> list[str]:
    try:
        read(body, after)
    except DraftError as error:
        return [problem.text() for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("written", "name", "caption"),
    [
        (f"![{ALT}](a.png)", "a.png", ""),
        (f'![{ALT}](hinh/a.png "Hình 1. Số liệu")', "hinh/a.png", "Hình 1. Số liệu"),
        (f"![{ALT}](<sơ đồ 1.jpg> 'Hình 2')", "sơ đồ 1.jpg", "Hình 2"),
        (f"![Biểu  đồ\ncột]({'a' * 60}.png)", f"{'a' * 60}.png", ""),
        ("![Biểu đồ *cột*](a.png)", "a.png", ""),
    ],
)
def test_an_image_in_a_paragraph_of_its_own_is_a_figure(
    written: str, name: str, caption: str
) -> None:
    draft = read(f"Đoạn một.\n\n{written}\n\nĐoạn hai.")
    first, figure, last = draft.body
    assert (type(first), type(last)) == (Paragraph, Paragraph)
    assert figure == Figure(Image(name, name.encode()), ALT, caption)
    assert draft.figures == (figure,)
    assert isinstance(figure, Figure)
    assert figure.line == FIRST + 2


def test_an_appendix_may_hold_images() -> None:
    draft = read("Đoạn.", f"# Phụ lục {{ngang}}\n\n**Hình**\n\n![{ALT}](a.png)\n")
    assert [figure.image.name for figure in draft.figures] == ["a.png"]
    assert draft.appendices[0].body == draft.figures


@pytest.mark.parametrize(
    ("body", "line", "sentence"),
    [
        (f"chữ ![{ALT}](a.png)", 0, "an image stands in a paragraph of its own"),
        (f"![{ALT}](a.png) ![{ALT}](b.png)", 0, "an image stands in a paragraph of its own"),
        (f"![{ALT}](a.png)\nchữ", 0, "an image stands in a paragraph of its own"),
        (f"- ![{ALT}](a.png)", 0, "an image stands in a paragraph of its own"),
        (f"# ![{ALT}](a.png)", 0, "an image stands in a paragraph of its own"),
        (f"| A |\n|---|\n| ![{ALT}](a.png) |", 0, "a table cell holds no image"),
        ("Đoạn.\n\n![](a.png)", 2, "the image a.png lacks the words between [ and ] that say"),
        (f"![{ALT}]()", 0, "an image without the name of its file"),
        (f"![{ALT}](mất.png)", 0, "the image mất.png: there is no such file"),
        (f"![{ALT}](sơ đồ.png)", 0, "an image is written ![what it shows](file.png)"),
        (f"![{ALT}](file:///etc/a.png)", 0, "an image is written ![what it shows](file.png)"),
        (f"![{ALT}][a]", 0, "an image is written ![what it shows](file.png)"),
    ],
)
def test_an_image_that_cannot_be_carried_is_refused_with_its_line(
    body: str, line: int, sentence: str
) -> None:
    found = mistakes(f"{body}\n\nĐoạn cuối.")
    assert found
    assert {each.split(": ", 1)[0] for each in found} == {f"d.md:{FIRST + line}"}
    assert found[0].split(": ", 1)[1].startswith(sentence)


@pytest.mark.parametrize("place", ["-----", "BÍ THƯ\n"])
def test_an_image_above_the_subject_or_among_the_signers_is_refused(place: str) -> None:
    text = f"{HEAD}\nĐoạn.\n{TAIL}".replace(place, f"\n![{ALT}](a.png)\n\n{place}", 1)
    with pytest.raises(DraftError, match="an image has no place here"):
        read_markdown(text, "ket-luan", "KẾT LUẬN", "d.md", known)


def test_a_text_without_its_images_says_so() -> None:
    with pytest.raises(DraftError, match="this text came without its images"):
        read_markdown(f"{HEAD}\n![{ALT}](a.png)\n{TAIL}", "ket-luan", "KẾT LUẬN", "d.md")


def test_other_words_with_the_same_marks_stay_words() -> None:
    (paragraph,) = read("Hay quá! [Chú thích] ở dưới, xem mục ! và (a).").body
    assert paragraph.text == "Hay quá! [Chú thích] ở dưới, xem mục ! và (a)."
