"""Images in a text: `![what it shows](file.png "caption")` as a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from markdown_it.token import Token

from workflow.draft.notes import Notes
from workflow.model.document import Figure, Image
from workflow.model.errors import ImageRefused
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import nfc, squeeze

ImageSource = Callable[[str], Image]
"""Gives the image that a text names; raises ImageRefused."""

# What the parser left as words although somebody meant an image.
_UNREAD = re.compile(r"!\[[^\]]*\][(\[]")


def no_images(name: str) -> Image:
    """The source of a text that has come without its images."""
    raise ImageRefused(file=name, reason=message(N_("this text came without its images")))


def is_figure(token: Token) -> bool:
    """Whether an image is all that a paragraph holds."""
    children = [c for c in token.children or [] if c.type != "softbreak"]
    return len(children) == 1 and children[0].type == "image"


def read_figure(token: Token, line: int, images: ImageSource, notes: Notes) -> Figure | None:
    """The figure of a paragraph that is one; None where a mistake was noted."""
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
    return Figure(found, alt, squeeze(str(image.attrs.get("title", ""))), line)


def check_unread(token: Token, line: int, notes: Notes) -> None:
    """An image whose writing the parser does not take would be printed as it was typed."""
    if any(c.type == "text" and _UNREAD.search(c.content) for c in token.children or []):
        sentence = N_(
            "an image is written ![what it shows](file.png); a name with spaces stands "
            "between < and >"
        )
        notes.add(line, message(sentence))
