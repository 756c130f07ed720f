"""Fields filled twice, renamed, exchanged, and appearances that show something else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import SigFieldSpec

from tests.sign import forge
from tests.sign.forge import Writer
from tests.sign.hostile.base import Base, Hostile

TWICE = "a field filled twice or by the wrong hand"
RENAMED = "fields renamed or exchanged"
SWAPPED = "an appearance swapped"
_NAMES = ("Date", "Number", "Signature", "Seal")


def files(base: Base) -> Iterator[Hostile]:
    yield from _twice(base)
    yield from _renamed(base)
    yield from _contents(base)
    yield from _swapped(base)


def _twice(base: Base) -> Iterator[Hostile]:
    number, date = {"Number": forge.NUMBER_LINE}, {"Date": forge.DATE_LINE}
    plans: dict[str, forge.Plan] = {
        "the organ fills the date too": forge.ORGAN.but(fills=number | date),
        "the organ fills the date instead": forge.ORGAN.but(fills=date),
        "the organ fills nothing": forge.ORGAN.but(fills={}),
        "the organ shows no seal": forge.ORGAN.but(shown=False),
        "the organ locks nothing": forge.ORGAN.but(lock=None),
        "the organ seals a new field": forge.ORGAN.but(
            field="Mine", new_field=SigFieldSpec("Mine"), fills={}
        ),
    }
    for name, plan in plans.items():
        # What is left open, or signed in a field of its own, harms nobody who signed before.
        yield Hostile(TWICE, name, base.sealed(plan), fair="Date" not in plan.fills)
    persons = {
        "the person fills the number": forge.PERSON.but(fills=number),
        "the person fills both": forge.PERSON.but(fills=number | date),
        "the person fills nothing": forge.PERSON.but(fills={}),
        "the person does not certify": forge.PERSON.but(certify=False),
        "the person locks nothing": forge.PERSON.but(lock=None),
    }
    for name, plan in persons.items():
        yield Hostile(TWICE, name, base.signed(plan), beginning=True, fair=True)
    third = forge.Plan("Third", {}, new_field=SigFieldSpec("Third"))
    yield Hostile(TWICE, "a third signature", base.sealed(third, signed=base.r2), fair=True)
    changed = forge.Plan("Third", number, new_field=SigFieldSpec("Third"))
    yield Hostile(TWICE, "a third with another number", base.sealed(changed, signed=base.r2))

    def empty(writer: Writer) -> None:
        del writer.field("Seal")["/V"]

    again = base.sealed(signed=base.r2, meddle=empty)
    yield Hostile(TWICE, "the seal taken away and put again", again)
    for name in ("Number", "Date"):

        def fill(writer: Writer, name: str = name) -> None:
            forge.fill(writer, name, "khác")

        yield Hostile(TWICE, f"{name} filled behind R2", base.updated(fill))
        twice = base.updated(fill, base.updated(fill, base.r1))
        yield Hostile(TWICE, f"{name} filled twice behind R1", twice, beginning=True)
        yield Hostile(
            TWICE, f"{name} filled between", base.sealed(signed=base.updated(fill, base.r1))
        )


def _renamed(base: Base) -> Iterator[Hostile]:
    for name in _NAMES:

        def rename(writer: Writer, name: str = name) -> None:
            writer.field(name)[pdf_name("/T")] = pdf_string(f"{name}2")

        def retitle(writer: Writer, name: str = name) -> None:
            writer.field(name)[pdf_name("/TU")] = pdf_string("khác")

        for change in (rename, retitle):
            yield Hostile(RENAMED, f"{change.__name__} {name} behind R2", base.updated(change))
            if name != "Seal":
                sealed = base.sealed(meddle=change)
                yield Hostile(RENAMED, f"{change.__name__} {name} by the organ", sealed)


def _contents(base: Base) -> Iterator[Hostile]:
    """Contents that declare other fields, signed and sealed truly."""

    def doubled(pdf: pikepdf.Pdf) -> None:
        more = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("Number"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(more))

    def filled(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            if field.T == "Seal":
                field.V = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig))

    def acting(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep()")

    changes: tuple[Callable[[pikepdf.Pdf], None], ...] = (doubled, filled, acting)
    for change in changes:
        with pikepdf.open(io.BytesIO(base.r0)) as pdf:
            change(pdf)
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        signed = base.signed(content=out.getvalue())
        name = f"a content that is {change.__name__}"
        yield Hostile(RENAMED, name, signed, beginning=True, fair=change is not filled)
    late = base.sealed(signed=base.r1, meddle=_exchange_names)
    yield Hostile(RENAMED, "number and date exchanged by the organ", late)


def _exchange_names(writer: Writer) -> None:
    first, second = writer.field("Number"), writer.field("Date")
    first[pdf_name("/T")], second[pdf_name("/T")] = pdf_string("Date"), pdf_string("Number")


def _swapped(base: Base) -> Iterator[Hostile]:
    for name in _NAMES:

        def shows(writer: Writer, name: str = name) -> None:
            forge.show(writer, name, "khác")

        def rolls(writer: Writer, name: str = name) -> None:
            writer.field(name)["/AP"][pdf_name("/R")] = writer.draw("khác")

        def borrows(writer: Writer, name: str = name) -> None:
            other = _NAMES[(_NAMES.index(name) + 1) % len(_NAMES)]
            writer.field(name)[pdf_name("/AP")] = writer.field(other)["/AP"]

        def overwrites(writer: Writer, name: str = name) -> None:
            pointer = writer.field(name)["/AP"].raw_get("/N")
            if isinstance(pointer, generic.IndirectObject):
                writer.objects[(0, pointer.idnum)] = writer.draw("khác").get_object()

        def hides(writer: Writer, name: str = name) -> None:
            writer.field(name)[pdf_name("/F")] = generic.NumberObject(2)

        for change in (shows, rolls, borrows, overwrites, hides):
            label = f"{name} {change.__name__}"
            yield Hostile(SWAPPED, f"{label} behind R2", base.updated(change))
            if name in ("Date", "Signature"):
                yield Hostile(SWAPPED, f"{label} by the organ", base.sealed(meddle=change))
