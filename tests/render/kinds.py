"""Drafts of any type on the pages of the shipped templates, by the rules of either family."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from tests.conftest import ROOT
from tests.render.measure import Page, measured
from workflow.draft.markdown import read_markdown
from workflow.model.office_settings import read_office
from workflow.render.content import Content
from workflow.services.office import OpenOffice
from workflow.services.rendering import render

PARTY_SIGNER = "**T/M BAN THƯỜNG VỤ**\n\nPHÓ BÍ THƯ\n\n**Trần Minh Khang**"
STATE_SIGNER = "**TM. ỦY BAN NHÂN DÂN**\n\n**CHỦ TỊCH**\n\n**Trần Minh Khang**"
CHAIR, SECRETARY = "**CHỦ TRÌ**\n\n**Lê Văn An**", "**THƯ KÝ**\n\n**Đỗ Thị Bình**"
PARTNER = "**CHỦ TỊCH HỘI NÔNG DÂN**\n\n**Hoàng Đức Thịnh**"
"""The block of another organ, which seals too."""

LINE = "Đây là một đoạn văn bản đủ dài để xuống dòng và sang trang, mà không nói điều gì cả. "
LONG = LINE * 4
WHOLE_PAGE = "\n\n".join([LONG] * 9)
"""A little more than a page of text."""


_PARTNER = """
[partners.hnd]
name = "Hội Nông dân tỉnh"
abbreviation = "HND"

[people.thinh]
name = "Hoàng Đức Thịnh"
title = "Chủ tịch"
roles = ["signer"]
organ = "hnd"
"""


def office_of(family: str) -> OpenOffice:
    settings = read_office((ROOT / "office.toml").read_text("utf-8") + _PARTNER)
    organ = replace(settings.organ, family=family)
    return OpenOffice(
        ROOT, replace(settings, organ=organ), lambda: datetime(2026, 8, 5, 5, tzinfo=UTC)
    )


@cache
def content_of(
    family: str, type_id: str, body: str, *, marks: str = "", signers: tuple[str, ...] = (),
    after: str = "", subject: str = "về một việc thử",
) -> Content:  # fmt: skip
    """The pages of a document of a type.

    Parameters:
        marks: the lines before the text.
        after: what follows the signatures: appendices, the texts of footnotes.
    """
    front = f"---\n{marks}\n---\n" if marks else ""
    usual = PARTY_SIGNER if family == "party" else STATE_SIGNER
    signed = "\n\n***\n\n".join(signers or (usual,))
    text = (
        f"{front}{subject}\n\n-----\n\n{body}\n\nNơi nhận:\n\n- Như trên;\n- Lưu Văn phòng Tỉnh uỷ."
        f"\n\n{signed}\n\n{after}\n"
    )
    office = office_of(family)
    kind = office.rules.document_type(type_id)
    return render(office, read_markdown(text, kind.id, kind.name))


def pages_of(family: str, type_id: str, body: str, **given: object) -> list[Page]:
    """What is on the pages; the fields as they are before approval."""
    return measured(content_of(family, type_id, body, **given).pdf, fields=True)
