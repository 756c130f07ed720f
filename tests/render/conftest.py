"""Texts on their way to the page, without an office around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from tests.conftest import EXAMPLE, ROOT
from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft
from workflow.render.content import Content, render_content
from workflow.render.html_places import Geometry
from workflow.render.word_values import Letterhead
from workflow.rules.rulesets import in_force

settings.register_profile("patient", deadline=None)  # a busy machine is no mistake
settings.load_profile("patient")

TEMPLATE = ROOT / "templates" / "party-named.docx"
SAMPLE = ROOT / "tests" / "draft" / "samples" / "ket-luan-chuyen-de-2023.md"

RULES = in_force("party", date(2026, 8, 5))
GEOMETRY = (
    Geometry(signature_width=50.0, signature_height=20.0, seal_diameter=30.0, overlap=1 / 3),
)
LABELS = {
    "number": "Số, ký hiệu văn bản",
    "date": "Địa danh, ngày ký",
    "signature": "Chữ ký số của Trần Minh Khang",
    "seal": "Chữ ký số của cơ quan",
}


def draft_of(text: str) -> Draft:
    return read_markdown(text, "ket-luan", "KẾT LUẬN", "it.md")


def letterhead_of(draft: Draft) -> Letterhead:
    return Letterhead(
        superior="",
        organs=("TỈNH UỶ LAM GIANG",),
        type_name="KẾT LUẬN",
        title=f"Kết luận {draft.subject_line}",
        number_line=RULES.number_text(None, "KL", "TU"),
        date_line=RULES.date_text("Lam Giang", None, 2026),
        recipients=tuple(RULES.recipient_texts(draft.recipients)),
    )


def rendered(text: str | None = None, template: bytes | None = None, **changes: object) -> Content:
    """The pages of a text (the example, unless another is given) in a template.

    Parameters:
        changes: entries of the letterhead that are to be different.
    """
    draft = draft_of(EXAMPLE.read_text("utf-8") if text is None else text)
    letterhead = replace(letterhead_of(draft), **changes)  # type: ignore[arg-type]
    used = TEMPLATE.read_bytes() if template is None else template
    return render_content(draft, letterhead, used, TEMPLATE.name, GEOMETRY, LABELS)


def text_of(body: str, recipients: str = "Lưu Văn phòng Tỉnh uỷ") -> str:
    """A whole draft around a body."""
    return (
        f"**KẾT LUẬN**\n\n**về một việc thử**\n\n-----\n\n{body}\n\nNơi nhận:\n\n"
        f"- {recipients}.\n\n"
        "**T/M BAN THƯỜNG VỤ**\n\n**PHÓ BÍ THƯ**\n\n**Trần Minh Khang**\n"
    )


@pytest.fixture(scope="session")
def content() -> Content:
    """The example as R0; not to be changed."""
    return rendered()


@pytest.fixture(params=["example", "sample"])
def any_text(request: pytest.FixtureRequest) -> str:
    """The example, and a real text."""
    file: Path = {"example": EXAMPLE, "sample": SAMPLE}[request.param]
    return file.read_text("utf-8")


Render = Callable[..., Content]
