"""Whether every letter of the text reached the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pypdfium2

from workflow.model.errors import TextLost
from workflow.model.vietnamese import nfc

_SHOWN = 30


def check_whole(texts: Iterable[str], pdf: bytes) -> None:
    """Compare the letters of the page tree with those of the PDF.

    A page's layout can leave text out without a word (a box that does not fit, a table too wide);
    a document must not.

    Raises:
        TextLost: with the stretch that most of the missing letters may be of.
    """
    printed = _letters(_text_of(pdf))
    missing = _letters("".join(kept := list(texts))) - printed
    if missing:
        likely = max(kept, key=lambda text: (_letters(text) & missing).total())
        raise TextLost(text=likely[:_SHOWN])


def _text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _letters(text: str) -> Counter[str]:
    """The letters of a text without white space and hyphens, which lines may break at."""
    letters = Counter(nfc(text))
    for char in list(letters):
        if char.isspace() or not char.isprintable() or char in "-‑­":
            del letters[char]
    return letters
