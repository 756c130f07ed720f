"""Signs of symbol fonts, and signs that a text's own face lacks."""

from __future__ import annotations

import pytest

from workflow.render.fonts import FAMILY, SYMBOLS
from workflow.render.page_tree import RunStyle, Text
from workflow.render.symbol_fonts import is_symbol_font, shown_sign, with_signs


@pytest.mark.parametrize(
    ("font", "code", "sign", "face"),
    [
        ("Wingdings", 0xF0FE, "☑", SYMBOLS),
        ("wingdings", 0xFE, "☑", SYMBOLS),
        ("Symbol", 0xF0B7, "•", FAMILY),
        ("Wingdings 2", 0xF052, "☑", SYMBOLS),
    ],
)
def test_a_sign_is_the_same_one_of_unicode(font: str, code: int, sign: str, face: str) -> None:
    found = shown_sign(font, code, RunStyle(size=13.0, bold=True))
    assert found == (RunStyle(font=face, size=13.0, bold=True), sign)


def test_a_sign_that_is_not_known_is_none() -> None:
    assert shown_sign("Wingdings", 0xF0FF, RunStyle()) is None
    assert shown_sign("Webdings", 0xF061, RunStyle()) is None


def test_symbol_fonts_are_known_by_name() -> None:
    assert is_symbol_font(" Wingdings ")
    assert is_symbol_font("Webdings")
    assert not is_symbol_font("Arial")


def test_only_signs_that_its_face_lacks_are_set_in_another() -> None:
    found = list(with_signs(Text("☐ Có ☒ ▪ 漢", RunStyle())))
    assert [(text.text, text.style.font) for text in found] == [
        ("☐", SYMBOLS),
        (" Có ", FAMILY),
        ("☒", SYMBOLS),
        (" ▪ 漢", FAMILY),
    ]
