"""Fill an official Word template: strict, sandboxed, escaped.

Strict: a field that the template names and nobody supplies is an error, not an empty space.
Escaped: docxtpl's own default loses every paragraph after a value that contains `&`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from workflow.model.errors import TemplateBroken, VanbanError
from workflow.model.messages import N_, Message, message
from workflow.render.word_appendix import text_area_of, turn
from workflow.render.word_figure import TextArea

_BRACES = (("{{", "}}"), ("{%", "%}"))


def style_ids(template: bytes, file: str) -> dict[str, str]:
    """The ids of a template's paragraph styles by their names.

    Raises:
        TemplateBroken: it is not a Word file.
    """
    document = _opened(template, file)
    return {style.name: style.style_id for style in document.styles if style.name}


def text_area(template: bytes, file: str, *, lies: bool = False) -> TextArea:
    """The part of a template's first page inside its margins; that of an appendix whose pages lie.

    Raises:
        TemplateBroken: it is not a Word file, or has no page set-up.
    """
    section = next(iter(_opened(template, file).sections), None)
    if section is None:
        raise TemplateBroken(file=file, reason=message(N_("it has no page set-up")))
    turn(section, landscape=lies)
    return text_area_of(section)


def _opened(template: bytes, file: str) -> WordDocument:
    try:
        return Document(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TemplateBroken(
            file=file, reason=message(N_("it is not a Word file (.docx)"))
        ) from error


def template_fields(template: bytes, file: str) -> tuple[str, ...]:
    """The fields that a template names, in the order of the alphabet.

    Raises:
        TemplateBroken: not a Word file, or a field in it is not closed.
    """
    try:
        document = DocxTemplate(io.BytesIO(template))
        names = document.get_undeclared_template_variables(SandboxedEnvironment())
    except Exception as error:
        raise TemplateBroken(file=file, reason=_reason(error)) from error
    return tuple(sorted(names))


def fill_template(
    template: bytes,
    context: Mapping[str, object],
    file: str,
    finish: Callable[[WordDocument], None] | None = None,
) -> bytes:
    """The DOCX that a template gives with these values.

    Parameters:
        finish: what is still to be done with the filled document.

    Raises:
        TemplateBroken: not a Word file, or a field in it is misspelt or not closed.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document = DocxTemplate(io.BytesIO(template))
    out = io.BytesIO()
    try:
        _check_closed(document, file)
        document.render(dict(context), jinja_env=environment)
        if finish:
            finish(document.docx)
        document.save(out)
    except VanbanError:  # of a passage that is put in
        raise
    except Exception as error:  # a template may reckon, and fail in any way that Python can
        raise TemplateBroken(file=file, reason=_reason(error)) from error
    return out.getvalue()


def _check_closed(document: DocxTemplate, file: str) -> None:
    """Every field is closed in its own paragraph.

    docxtpl reads one that is not closed on to the next `}}`, and what stands between is lost.
    """
    for paragraph in document.get_docx().element.iter(qn("w:p")):
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if any(text.count(opens) != text.count(shuts) for opens, shuts in _BRACES):
            reason = message(N_("a field is not closed: {text}"), text=text.strip())
            raise TemplateBroken(file=file, reason=reason)


def _reason(error: Exception) -> Message:
    if isinstance(error, UndefinedError):
        return message(N_("it has a field that nothing fills ({reason})"), reason=error.message)
    if isinstance(error, TemplateSyntaxError):
        return message(N_("a field is not written rightly ({reason})"), reason=error.message)
    if isinstance(error, SecurityError):
        return message(N_("a field reaches for what it may not ({reason})"), reason=error)
    if isinstance(error, PackageNotFoundError | zipfile.BadZipFile | KeyError | ValueError):
        return message(N_("it is not a Word file (.docx)"))
    return message(N_("it cannot be filled ({reason})"), reason=error)
