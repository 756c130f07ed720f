"""The fonts of a text: two of them in one run, ones that no page can be set in, and old ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import STYLES, fonts
from tests.render.corpus.standard import style as word_style
from tests.render.corpus.wml import el, field, group, p, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.fonts import SYMBOLS
from workflow.render.page_tree import Label, Paragraph, Text
from workflow.render.word_reader import read_docx


def _read(word: WordFile) -> Iterator[Paragraph]:
    for block in read_docx(word.packed(), "a.docx").blocks:
        assert isinstance(block, Paragraph)
        yield block


def _texts(*properties: str, styles: str = "", text: str = "Uỷ ban 5") -> list[tuple[str, str]]:
    """The stretches of a run and the font of each."""
    in_style = el("pStyle", val="Special")
    word = WordFile(p(t(text, *properties), in_style), styles=STYLES + styles)
    (paragraph,) = _read(word)
    assert all(isinstance(c, Text) and not c.style.second_font for c in paragraph.children)
    return [(c.text, c.style.font) for c in paragraph.children if isinstance(c, Text)]


def _style(*fonts_: str) -> str:
    return word_style("Special", "Special", group("rPr", *fonts_))


def _refused(word: WordFile) -> list[str]:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "a.docx")
    return [problem.text() for problem in caught.value.problems]


# -- two fonts ---------------------------------------------------------------------------------


def test_letters_beyond_ascii_are_set_in_the_second_font() -> None:
    both = el("rFonts", ascii="Arial", hAnsi="Times New Roman")
    assert _texts(both) == [("U", "Arial"), ("ỷ", "Times New Roman"), (" ban 5", "Arial")]


def test_two_names_of_one_font_are_one() -> None:
    both = el("rFonts", ascii="Arial", hAnsi="Liberation Sans")
    assert _texts(both) == [("Uỷ ban 5", "Arial")]


def test_a_run_that_names_one_of_them_keeps_the_other_of_its_style() -> None:
    base = _style(fonts("Arial"))
    first, second = el("rFonts", ascii="Courier New"), el("rFonts", hAnsi="Courier New")
    assert [font for _, font in _texts(first, styles=base)] == ["Courier New", "Arial",
                                                               "Courier New"]  # fmt: skip
    assert [font for _, font in _texts(second, styles=base)] == ["Arial", "Courier New", "Arial"]
    two = _style(el("rFonts", ascii="Arial", hAnsi="Courier New"))
    third = el("rFonts", ascii="Times New Roman")
    assert [font for _, font in _texts(third, styles=two)][:2] == ["Times New Roman", "Courier New"]
    assert _texts(fonts("Arial"), styles=two) == [("Uỷ ban 5", "Arial")]


def test_fonts_of_the_theme_go_before_those_of_the_same_element() -> None:
    named = el("rFonts", ascii="Arial", hAnsi="Arial", asciiTheme="minorHAnsi",
               hAnsiTheme="minorHAnsi")  # fmt: skip
    ((_, font),) = _texts(named)
    assert font == "Times New Roman"  # of the corpus's theme


def test_everything_but_text_is_in_the_first_font() -> None:
    two = _style(el("rFonts", ascii="Arial", hAnsi="Courier New"))
    body = p(t("a\tb\nc") + field("PAGE", "1"), el("pStyle", val="Special"))
    (paragraph,) = _read(WordFile(body, styles=STYLES + two))
    styles = [paragraph.mark, *(child.style for child in paragraph.children)]
    assert {(style.font, style.second_font) for style in styles} == {("Arial", "")}


# -- numbers and bullets -----------------------------------------------------------------------


def _label(text: str, form: str, fonts_: str) -> Label:
    kind = abstract(1, level(0, text, form=form, run=(fonts_,))) + instance(1, 1)
    (paragraph,) = _read(WordFile(p("Việc", numbered(1)), numbering=kind))
    assert paragraph.label is not None
    return paragraph.label


def test_a_number_is_in_the_first_font_and_a_bullet_in_that_of_its_sign() -> None:
    both = el("rFonts", ascii="Arial", hAnsi="Courier New")
    assert _label("%1.", "decimal", both).style.font == "Arial"
    assert _label("-", "bullet", both).style.font == "Arial"
    assert _label("•", "bullet", both).style.font == "Courier New"


@pytest.mark.parametrize(("sign", "font"), [("•", "Times New Roman"), ("☐", SYMBOLS)])
def test_a_bullet_of_an_unknown_font_is_set_in_a_face_that_has_it(sign: str, font: str) -> None:
    assert _label(sign, "bullet", fonts("Noto Sans Symbols")).style.font == font


def test_a_letter_as_the_bullet_of_an_unknown_font_is_refused() -> None:
    """It may be any sign in that font."""
    with pytest.raises(UnsupportedFeatures, match="the font “Unheard”"):
        _label("n", "bullet", fonts("Unheard"))


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", "TCVN3 (ABC)"),
        (".VnArialH", "TCVN3 (ABC)"),
        (".vntime", "TCVN3 (ABC)"),
        ("VNI-Times", "VNI Windows"),
        ("VNI Helve", "VNI Windows"),
        ("VPS Times", "VPS"),
        ("VNtimes new roman", "VIETWARE X"),
        ("SVNtimes new roman", "VIETWARE F"),
    ],
)
def test_a_font_of_an_old_encoding_is_refused_with_the_way_to_unicode(
    name: str, encoding: str
) -> None:
    assert _refused(WordFile(p(t("Uû ban", fonts(name))))) == [
        f"«Uû ban»: the font “{name}”, whose letters are of the old encoding {encoding}: convert "
        f"the text to Unicode (UniKey: Ctrl+Shift+F6, from {encoding} to Unicode), then set it in "
        "Times New Roman"
    ]


@pytest.mark.parametrize("name", ["SVN-Times", "VnX", "UTM Times"])
def test_a_font_that_is_not_here_is_refused_by_its_name(name: str) -> None:
    told = f"«a»: the font “{name}”; set the text in Times New Roman"
    assert _refused(WordFile(p(t("a", fonts(name))))) == [told]


@pytest.mark.parametrize("text", ["Uỷ ban", "đảng", "ƯU TIÊN"])
def test_text_that_is_unicode_already_only_wants_another_font(text: str) -> None:
    told = f"«{text}»: the font “.VnTime”; set the text in Times New Roman"
    assert _refused(WordFile(p(t(text, fonts(".VnTime"))))) == [told]


@pytest.mark.parametrize("text", ["Uû ban", "®¶ng", "123", "Hµ Néi"])
def test_text_of_one_byte_letters_may_be_of_the_old_encoding(text: str) -> None:
    (told,) = _refused(WordFile(p(t(text, fonts(".VnTime")))))
    assert "TCVN3" in told


def test_white_space_may_be_in_any_font() -> None:
    assert list(_read(WordFile(p(t("  ", fonts(".VnTime")) + t("a")))))


def test_numbers_are_looked_at_like_text() -> None:
    kind = abstract(1, level(0, "%1.", run=(fonts("Unheard"),))) + instance(1, 1)
    told = "«Việc»: the font “Unheard”; set the text in Times New Roman"
    assert _refused(WordFile(p("Việc", numbered(1)), numbering=kind)) == [told]
    assert _refused(WordFile(p(t("Việc") + field("PAGE", "", fonts("Unheard"))))) == [told]
