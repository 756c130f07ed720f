"""No letter of a text is left out of the pages without a word."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.render.conftest import rendered, text_of
from workflow.model.errors import GlyphsMissing, TextLost
from workflow.render import content

pytestmark = pytest.mark.slow


def test_a_page_that_shows_everything_passes() -> None:
    assert rendered(text_of("Đủ cả: uỷ, hoà, khoá.")).pages == 1


def test_a_page_without_some_of_the_text_is_refused_and_names_it() -> None:
    """As WeasyPrint leaves out the lines of a box that does not fit."""
    write = content.write_pdf

    def lossy(html: str, **given: object) -> bytes:
        return write(html.replace("đoạn mất", ""))

    with (
        patch.object(content, "write_pdf", lossy),
        pytest.raises(TextLost, match="đoạn mất"),
    ):
        rendered(text_of("Một đoạn mất chữ."))


def test_a_character_of_a_footnote_that_cannot_be_set_is_refused() -> None:
    with pytest.raises(GlyphsMissing, match=r"U\+6F22"):
        rendered(text_of("Một việc[^1].\n\n[^1]: chú thích 漢"))
