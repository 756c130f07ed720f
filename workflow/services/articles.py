"""The articles of a draft by their numbers, for `Như Điều 3`: in Markdown, or in text from Word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.model.document import Draft, Paragraph, ParagraphKind, WordPassage
from workflow.model.vietnamese import matching_key, squeeze
from workflow.services.office import OpenOffice

_ARTICLE = re.compile(r"Điều (\d+)[.:]")
_POINTS = matching_key("Như Điều"), matching_key("Như Đ")


def articles_meant(office: OpenOffice, draft: Draft) -> dict[int, str]:
    """The articles, each with all that stands under it; none where no recipient points to one.

    Raises:
        RenderError: of a text from Word, it cannot be read.
    """
    if not any(matching_key(line.strip("- ")).startswith(_POINTS) for line in draft.recipients):
        return {}
    texts: dict[int, str] = {}
    number: int | None = None
    for text, begins in _texts(office, draft):
        if begins:
            found = _ARTICLE.match(text)
            number = int(found[1]) if found else None
            if number is not None:
                texts[number] = text
        elif number is not None:
            texts[number] += f"\n{text}"
    return texts


def _texts(office: OpenOffice, draft: Draft) -> Iterator[tuple[str, bool]]:
    """What the body says, and whether an article begins there; from Word with the numbers that
    Word gives."""
    labels: dict[str, str] = {}
    if draft.as_is or draft.word_passages:
        labels = _labels(office, draft)
    for block in draft.body:
        if isinstance(block, Paragraph) and not draft.as_is:
            yield block.text, block.kind is ParagraphKind.ARTICLE
            continue
        for text in block.texts if isinstance(block, WordPassage) else (block.text,):
            said = squeeze(text)
            numbered = squeeze(f"{labels.get(said, '')} {said}")
            yield numbered, bool(_ARTICLE.match(numbered))


def _labels(office: OpenOffice, draft: Draft) -> dict[str, str]:
    """The number that Word gives to a paragraph, by its words."""
    # What draws pages is loaded for a text from Word, not whenever recipients are looked up.
    from workflow.render.page_tree import paragraphs_of
    from workflow.render.word_reader import read_docx
    from workflow.services.rendering import word_file

    tree = read_docx(word_file(office, draft), draft.as_is.name if draft.as_is else "it.docx")
    paragraphs = (p for section in tree.sections for p in paragraphs_of(section.blocks))
    return {squeeze(p.text): p.label.text for p in paragraphs if p.label}
