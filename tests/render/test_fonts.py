"""The face that pages are set in holds every Vietnamese letter, or says which it lacks."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.render.conftest import rendered, text_of
from workflow.model.errors import GlyphsMissing
from workflow.render.fonts import (
    FAMILY,
    STYLES,
    VIETNAMESE,
    Face,
    check_glyphs,
    find_face,
    text_width,
)

# As the alphabet is taught, tone by tone; small letters only.
_TAUGHT = tuple("aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")


def test_the_alphabet_is_the_one_that_is_taught() -> None:
    assert len(_TAUGHT) == 12 * 6 + 1
    assert {*_TAUGHT, *(letter.upper() for letter in _TAUGHT)} == VIETNAMESE


def test_each_letter_is_one_composed_character() -> None:
    assert len(VIETNAMESE) == 2 * 73
    for letter in VIETNAMESE:
        assert len(letter) == 1
        assert unicodedata.is_normalized("NFC", letter)


def test_a_face_is_found_with_all_letters_in_four_files() -> None:
    face = find_face()
    assert len(set(face.files)) == len(STYLES) == 4
    for file in face.files:
        assert set(map(ord, VIETNAMESE)) <= set(TTFont(file).getBestCmap())


def test_each_file_is_of_its_style() -> None:
    face = find_face()
    for style in STYLES:
        font = TTFont(face.file(style))
        assert bool(font["head"].macStyle & 1) is ("bold" in style)
        assert bool(font["head"].macStyle & 2) is ("italic" in style)


def test_the_face_has_the_widths_of_times_new_roman() -> None:
    """Widths in thousandths of the size, from Times-Roman's own metrics."""
    known = {
        "a": 444,
        "e": 444,
        "i": 278,
        "m": 778,
        "n": 500,
        "A": 722,
        "W": 944,
        "1": 500,
        " ": 250,
    }
    for letter, width in known.items():
        assert text_width(letter, "regular", 1000) == pytest.approx(width, abs=1)
    assert FAMILY == "Times New Roman"


def test_width_grows_with_size_and_text() -> None:
    once = text_width("Lam Giang", "italic", 14)
    assert text_width("Lam Giang", "italic", 28) == pytest.approx(2 * once)
    assert text_width("Lam Giang" * 2, "italic", 14) == pytest.approx(2 * once)
    assert text_width("Lam Giang", "bold", 14) > text_width("Lam Giang", "regular", 14)
    assert text_width("", "regular", 14) == 0


def test_the_digest_of_a_face_is_of_its_files() -> None:
    face = find_face()
    assert len(face.sha256) == 64
    assert Face("other name", face.files).sha256 == face.sha256
    assert Face(face.name, face.files[::-1]).sha256 != face.sha256


def test_vietnamese_text_has_all_its_glyphs() -> None:
    check_glyphs(["".join(VIETNAMESE), "“Sổ tay” – 10 %; § 5\n"], find_face())


@pytest.mark.parametrize(
    ("character", "name"),
    [("😀", "U+1F600 GRINNING FACE"), ("漢", "U+6F22"), ("\N{THAI CHARACTER KO KAI}", "U+0E01")],
)
def test_a_missing_glyph_is_named(character: str, name: str) -> None:
    with pytest.raises(GlyphsMissing) as caught:
        check_glyphs([f"Kết luận {character}"], find_face())
    assert name in str(caught.value)
    assert character in str(caught.value)


def test_all_missing_glyphs_are_named_at_once() -> None:
    with pytest.raises(GlyphsMissing, match=r"U\+6F22.*U\+1F600"):
        check_glyphs(["😀", "漢"], find_face())


@pytest.mark.parametrize("where", ["body", "subject", "recipients", "name"])
def test_a_draft_with_a_character_that_cannot_be_set_is_refused(where: str) -> None:
    places = {
        "body": text_of("Một việc 漢."),
        "subject": text_of("Một việc.").replace("một việc thử", "một việc 漢"),
        "recipients": text_of("Một việc.", "Lưu 漢"),
        "name": text_of("Một việc.").replace("Trần Minh Khang", "Trần 漢"),
    }
    with pytest.raises(GlyphsMissing, match=r"U\+6F22"):
        rendered(places[where])


@pytest.mark.parametrize("where", ["organs", "number_line", "date_line"])
def test_a_letterhead_with_a_character_that_cannot_be_set_is_refused(where: str) -> None:
    with pytest.raises(GlyphsMissing, match=r"U\+6F22"):
        rendered(text_of("Một việc."), **{where: "漢"})


def test_faces_are_ordinary_files() -> None:
    assert all(isinstance(f, Path) and f.suffix == ".ttf" for f in find_face().files)
