"""Fields of a Word file: page numbers are reckoned anew, other results are shown as they stand.

A field may begin in one paragraph and end in another (a table of contents does), and may stand in
another field's code or result. What changes by itself does not belong in an official document: it
is refused, and so is what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workflow.model.messages import N_, message
from workflow.render.field_codes import (
    PAGES,
    SHOWN,
    SILENT,
    Instruction,
    page_number,
    parsed,
)
from workflow.render.field_refusals import REPEATED, why_refused
from workflow.render.form_fields import form_field
from workflow.render.ooxml import Element, value
from workflow.render.page_tree import Inline, Link, PageReference, RunStyle
from workflow.render.refusals import Refusals
from workflow.render.word_links import Links


@dataclass
class _Field:
    """A field that is open: `code` until its result begins, then what becomes of the result."""

    style: RunStyle
    code: list[str] = field(default_factory=list)
    form: Element | None = None
    in_result: bool = False
    shown: bool = False
    contents: bool = False
    target: str = ""
    computed: Callable[[RunStyle, str], Inline] | None = None
    result: list[str] = field(default_factory=list)
    result_style: RunStyle | None = None
    depends: bool = False


class Fields:
    """The fields of one file, as its stories are read from beginning to end."""

    def __init__(self, links: Links, refusals: Refusals) -> None:
        self._links, self._refusals = links, refusals
        self._open: list[_Field] = []
        self._repeated = False

    @contextmanager
    def story(self, *, repeated: bool = False) -> Iterator[None]:
        """A text that fields do not reach out of: the document, a header, a note.

        Parameters:
            repeated: it stands on many pages.
        """
        outside, self._open = self._open, []
        before, self._repeated = self._repeated, repeated
        try:
            yield
            if self._open:
                self._refusals.add(message(N_("a field without an end")))
        finally:
            self._open, self._repeated = outside, before

    @property
    def hidden(self) -> bool:
        """Whether what is read now is not shown: a code, or a result that is reckoned anew."""
        return any(not opened.shown for opened in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what is read now is in a table of contents."""
        return any(opened.contents for opened in self._open)

    @property
    def target(self) -> str:
        """Where the text that is read now leads to; "" for nowhere."""
        return next((f.target for f in reversed(self._open) if f.shown and f.target), "")

    def char(self, element: Element, style: RunStyle) -> Iterator[Inline]:
        """One of the signs that a field begins, goes on and ends with (17.16.18)."""
        match value(element, "fldCharType"):
            case "begin":
                self._open.append(_Field(style, form=element))
            case "separate" if self._open and not self._open[-1].in_result:
                self._decide(self._open[-1])
            case "end" if self._open:
                yield from self._end()
            case "end":
                self._refusals.add(message(N_("the end of a field that does not begin")))

    def begin_simple(self, code: str, style: RunStyle) -> None:
        """A field in one element (17.16.19)."""
        self._open.append(_Field(style, code=[code]))
        self._decide(self._open[-1])

    def end_simple(self) -> Iterator[Inline]:
        yield from self._end()

    def code(self, text: str) -> None:
        """A piece of a field code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code.append(text)

    def unseen(self, text: str, style: RunStyle) -> None:
        """Text that is not shown: the result of a field that is reckoned anew."""
        if self._open and self._open[-1].in_result:
            self._open[-1].result.append(text)
            if self._open[-1].result_style is None:
                self._open[-1].result_style = style

    def _end(self) -> Iterator[Inline]:
        ended = self._open[-1]
        if not ended.in_result:
            self._decide(ended)
        self._open.pop()
        result = "".join(ended.result)
        if self._open and not self._open[-1].in_result:
            self._open[-1].code.append(f' "{result}" ')
            self._open[-1].depends = True
        elif ended.computed and not self.hidden:
            yield ended.computed(ended.result_style or ended.style, result)

    def _decide(self, opened: _Field) -> None:
        """What becomes of a field whose code is known."""
        opened.in_result = True
        instruction = parsed("".join(opened.code))
        name = instruction.name
        if name in PAGES:
            number = page_number(instruction, opened.style)
            if number is None:
                self._refuse(instruction, N_("a page number of another kind ({code})"))
            else:
                opened.computed = lambda style, _: page_number(instruction, style) or number
        elif name == "PAGEREF":
            self._page_reference(opened, instruction)
        elif name in ("FORMCHECKBOX", "FORMDROPDOWN"):
            form = opened.form
            opened.computed = lambda style, shown: form_field(name, form, style, shown)
        elif name == "=" and opened.depends:
            self._refuse(instruction, N_("a calculation with other fields ({code})"))
        elif self._repeated and name in REPEATED:
            self._refuse(instruction, REPEATED[name])
        elif name in SHOWN:
            opened.shown, opened.contents = True, name == "TOC"
            opened.target = self._target(instruction)
        elif self._links.knows(name):  # a bookmark's name alone stands for REF
            opened.shown = True
        elif name not in SILENT:
            self._refuse(instruction, why_refused(name))

    def _page_reference(self, opened: _Field, instruction: Instruction) -> None:
        bookmark = (instruction.arguments or ("",))[0].casefold()
        target = self._links.place(bookmark) if instruction.has("h") else ""
        if not instruction.has("h") and not self._links.knows(bookmark):
            self._links.refuse_missing(bookmark)

        def reference(style: RunStyle, shown: str) -> Inline:
            number = PageReference(bookmark, shown, style)
            return Link(target, (number,), style) if target and not self.target else number

        opened.computed = reference

    def _target(self, instruction: Instruction) -> str:
        """Where a field leads to."""
        first = (instruction.arguments or ("",))[0]
        if instruction.name == "HYPERLINK":
            anchor = (instruction.words("l") or [""])[0]
            return self._links.outside(first, anchor) if first else self._links.place(anchor)
        if instruction.name in ("REF", "NOTEREF"):
            if instruction.has("h"):
                return self._links.place(first)
            if not self._links.knows(first):
                self._links.refuse_missing(first)
        return ""

    def _refuse(self, instruction: Instruction, sentence: str) -> None:
        self._refusals.add(message(sentence, code=instruction.code))
