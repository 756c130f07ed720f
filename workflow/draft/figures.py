"""Files in a text: `![what it shows](file.png "caption")` as a paragraph of its own.

A Word file (`![Nội dung](body.docx)`) is a passage of the text, set as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from markdown_it.token import Token

from workflow.draft.notes import Notes
from workflow.draft.word_passage import passage_texts
from workflow.model.document import Figure, Image, WordPassage
from workflow.model.errors import ImageRefused
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import nfc, squeeze

ImageSource = Callable[[str], Image]
"""Gives the file that a text names, image or Word file; raises ImageRefused."""

_WORD = ".docx"

# What the parser left as words although somebody meant an image.
_UNREAD = re.compile(r"!\[[^\]]*\][(\[]")


def no_images(name: str) -> Image:
    """The source of a text that has come without its images."""
    raise ImageRefused(file=name, reason=message(N_("this text came without its images")))


def is_word_file(name: str) -> bool:
    """Whether a name is that of a Word file, not of an image."""
    return name.lower().endswith(_WORD)


def is_figure(token: Token) -> bool:
    """Whether an image is all that a paragraph holds."""
    children = [c for c in token.children or [] if c.type != "softbreak"]
    return len(children) == 1 and children[0].type == "image"


def read_figure(
    token: Token, line: int, images: ImageSource, notes: Notes
) -> Figure | WordPassage | None:
    """The figure or passage of a paragraph that is one; None where a mistake was noted.

    Raises:
        WordFileBroken, UnsupportedFeatures: the Word file cannot be taken.
    """
    image = next(c for c in token.children or [] if c.type == "image")
    alt = squeeze("".join(c.content or " " for c in image.children or []))
    name = nfc(unquote(str(image.attrs.get("src", ""))))
    if not name:
        notes.add(line, message(N_("an image without the name of its file")))
        return None
    if not alt:
        sentence = N_("the image {file} lacks the words between [ and ] that say what it shows")
        notes.add(line, message(sentence, file=name))
        return None
    try:
        found = images(name)
    except ImageRefused as error:
        notes.add(line, Message(error.sentence, error.facts))
        return None
    caption = squeeze(str(image.attrs.get("title", "")))
    if not is_word_file(name):
        return Figure(found, alt, caption, line)
    if caption:
        notes.add(line, message(N_("the Word file {file} takes no caption"), file=name))
    texts, cells = passage_texts(found.data, name)
    if not texts:
        notes.add(line, message(N_("the Word file {file} holds no text"), file=name))
    return WordPassage(name, found.data, texts, line, cells)


def check_unread(token: Token, line: int, notes: Notes) -> None:
    """An image whose writing the parser does not take would be printed as it was typed."""
    if any(c.type == "text" and _UNREAD.search(c.content) for c in token.children or []):
        sentence = N_(
            "an image is written ![what it shows](file.png); a name with spaces stands "
            "between < and >"
        )
        notes.add(line, message(sentence))
