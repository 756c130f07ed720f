"""Fill an official Word template: strict, sandboxed, escaped.

Strict: a field that the template names and nobody supplies is an error, not an empty space.
Escaped: docxtpl's own default loses every paragraph after a value that contains `&`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate, RichText
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from workflow.model.document import Paragraph
from workflow.model.errors import TemplateBroken
from workflow.model.messages import N_, message


def fill_template(template: bytes, context: Mapping[str, object], file: str) -> bytes:
    """The DOCX that a template gives with these values.

    Raises:
        TemplateBroken: not a Word file, or a field in it is misspelt or not closed.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document = DocxTemplate(io.BytesIO(template))
    out = io.BytesIO()
    try:
        document.render(dict(context), jinja_env=environment)
        document.save(out)
    except UndefinedError as error:
        reason = message(N_("it has a field that nothing fills ({reason})"), reason=error.message)
        raise TemplateBroken(file=file, reason=reason) from None
    except TemplateSyntaxError as error:
        reason = message(N_("a field is not written rightly ({reason})"), reason=error.message)
        raise TemplateBroken(file=file, reason=reason) from None
    except SecurityError as error:
        reason = message(N_("a field reaches for what it may not ({reason})"), reason=error)
        raise TemplateBroken(file=file, reason=reason) from None
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        reason = message(N_("it is not a Word file (.docx)"))
        raise TemplateBroken(file=file, reason=reason) from error
    except Exception as error:  # a template may reckon, and fail in any way that Python can
        reason = message(N_("it cannot be filled ({reason})"), reason=error)
        raise TemplateBroken(file=file, reason=reason) from None
    return out.getvalue()


def rich_paragraphs(paragraphs: Sequence[Paragraph]) -> list[RichText]:
    """Body paragraphs as docxtpl takes them, with their bold and italic runs."""
    rich = []
    for paragraph in paragraphs:
        text = RichText()
        for run in paragraph.runs:
            text.add(run.text, bold=run.bold, italic=run.italic)
        rich.append(text)
    return rich
