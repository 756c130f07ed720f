"""The office's templates: which there are, what they ask for, whether they can be used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.document import Draft, Paragraph, Run, SignatureBlock
from workflow.model.errors import NotFound, StorageError, TemplateExists, UnknownLayout
from workflow.model.findings import Finding
from workflow.model.vietnamese import nearest
from workflow.render.content import render_content
from workflow.render.feature_report import FeatureRow, feature_report
from workflow.render.fill import template_fields
from workflow.render.measure import measure
from workflow.render.word_places import places_in
from workflow.rules.measured import check_pages
from workflow.rules.page_parts import assign_parts
from workflow.rules.rulesets import CopyForm, rule_sets
from workflow.services.copy_pages import try_template
from workflow.services.office import OpenOffice
from workflow.services.rendering import DEFAULT_GEOMETRY, letterhead_of
from workflow.services.starter import shipped_file

_FOLDER = "templates"
_PLAIN_NAME = re.compile(r"[\w-]+")  # no way out of the folder
_SAMPLE = (
    "Đây là một đoạn văn bản mẫu, đủ dài để xuống dòng, dùng để xem mẫu trình bày có giữ đúng cỡ "
    "chữ, giãn dòng, thụt đầu dòng và canh đều hai lề hay không."
)


@dataclass(frozen=True)
class Template:
    """A template of the office: `layout` such as `party-named`, the types that use it, and
    whether it is still as the program came with it; None where it came with none."""

    layout: str
    file: Path
    types: tuple[str, ...]
    as_shipped: bool | None


@dataclass(frozen=True)
class TemplateFacts:
    """What a template names: the fields it fills, the places it marks, its styles."""

    file: Path
    fields: tuple[str, ...]
    places: tuple[str, ...]


def list_templates(office: OpenOffice) -> list[Template]:
    """The templates that the types of the rule set in force need, and others that are there."""
    types: dict[str, list[str]] = {}
    for kind in (*office.rules.types.values(), *office.rules.copies.values()):
        types.setdefault(kind.layout, []).append(kind.id)
    there = {f.stem: f for f in sorted((office.directory / _FOLDER).glob("*.docx"))}
    return [
        Template(
            layout,
            office.directory / _FOLDER / f"{layout}.docx",
            tuple(types.get(layout, ())),
            _as_shipped(there.get(layout), layout),
        )
        for layout in sorted({*types, *there})
    ]


def template_facts(office: OpenOffice, name: str) -> TemplateFacts:
    """
    Raises:
        NotFound, TemplateBroken
    """
    file, data = _read(office, name)
    return TemplateFacts(file, template_fields(data, file.name), places_in(data, file.name))


def check_template(office: OpenOffice, name: str) -> list[Finding]:
    """Fill a template with a few words, render it, and measure what comes out.

    Parameters:
        name: a layout of the office, or a Word file anywhere.

    Raises:
        NotFound; TemplateBroken, UnsupportedFeatures, PlaceMissing: it cannot be used at all.
    """
    file, data = _read(office, name)
    office = _of_family(office, file.stem.split("-")[0])
    kinds = [*office.rules.types.values(), *office.rules.copies.values()]
    kind = next((k for k in kinds if k.layout == file.stem), kinds[0])
    body = tuple(Paragraph((Run(_SAMPLE),)) for _ in range(3))
    signers = [p for p in places_in(data, file.name) if p.startswith("signature")]
    blocks = (SignatureBlock("", "TRƯỞNG BAN", "Nguyễn Văn An"),) * max(1, len(signers))
    draft = Draft(kind.id, ("về việc kiểm tra mẫu",), body, ("Như trên", "Lưu"), blocks)
    letterhead = letterhead_of(office, draft, kind)
    labels = {place: place for place in places_in(data, file.name)}
    if isinstance(kind, CopyForm):  # below pages of others there is no page of ours to measure
        try_template(office, draft, (data, file.name), letterhead, labels, DEFAULT_GEOMETRY)
        return []
    content = render_content(draft, letterhead, data, file.name, DEFAULT_GEOMETRY, labels)
    pages = assign_parts(measure(content.pdf), office.rules.family)
    return check_pages(pages, office.rules.id)


def file_features(name: str) -> tuple[FeatureRow, ...]:
    """Every feature that a Word file uses, and whether it is carried to the page.

    Raises:
        NotFound, StorageError; TemplateBroken: it is not a readable Word file.
    """
    return feature_report(_bytes(Path(name)), Path(name).name)


def is_template(name: str) -> bool:
    """Whether a Word file has fields that are filled.

    Raises:
        NotFound, StorageError, TemplateBroken
    """
    return bool(template_fields(_bytes(Path(name)), Path(name).name))


def new_template(office: OpenOffice, layout: str, name: str = "") -> Path:
    """Put the shipped template of a layout into the office's templates/, to be changed there.

    Parameters:
        name: what the new file is called; "" for the layout's own name.

    Raises:
        UnknownLayout: the program has none of that name.
        TemplateExists: the office has a file of that name already.
    """
    shipped = shipped_file(f"{_FOLDER}/{layout}.docx")
    if not all(_PLAIN_NAME.fullmatch(n) for n in (layout, name or layout)) or not shipped.exists():
        known = sorted(f.stem for f in shipped.parent.glob("*.docx"))
        raise UnknownLayout(name=layout, nearest=", ".join(nearest(layout, known) or known))
    place = office.directory / _FOLDER / f"{name or layout}.docx"
    if place.exists():
        raise TemplateExists(file=place)
    write_whole(place, shipped.read_bytes())
    return place


def _of_family(office: OpenOffice, family: str) -> OpenOffice:
    """The office as one of the family that a template is named for."""
    organ = office.settings.organ
    if family == organ.family or family not in {rules.family for rules in rule_sets()}:
        return office
    return replace(office, settings=replace(office.settings, organ=replace(organ, family=family)))


def _read(office: OpenOffice, name: str) -> tuple[Path, bytes]:
    file = Path(name)
    if file.suffix.lower() != ".docx":
        file = office.directory / _FOLDER / f"{name}.docx"
    return file, _bytes(file)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise NotFound(file=file) from None
    except OSError as error:
        raise StorageError(place=file, reason=error.strerror) from None


def _as_shipped(file: Path | None, layout: str) -> bool | None:
    shipped = shipped_file(f"{_FOLDER}/{layout}.docx")
    if file is None or not re.fullmatch(r"[\w-]+", layout) or not shipped.exists():
        return None
    return file.read_bytes() == shipped.read_bytes()
