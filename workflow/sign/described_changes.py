"""What a change of one object means, in plain words, by the object's role."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from workflow.model.messages import N_, message
from workflow.model.verification import Change, ChangeKind
from workflow.sign.objects import entry, is_signature_field, written
from workflow.sign.roles import Role

_FORM_KEYS = {"/Fields", "/SigFlags"}
_FILLING = {"/V", "/AP", "/AS"}
_PLACING = {"/F", "/MK", "/BS", "/Border", "/DA", "/P", "/TU", "/Lock", "/StructParent"}
_MUCH = 0.25  # of a page


class Described:
    """The changes of one revision's objects.

    Parameters:
        filled: the fields that an earlier revision filled; this one's are added.
    """

    def __init__(self, new: PdfHandler, filled: set[str]) -> None:
        self._widgets, self._filled_once = _widgets_of(new), filled

    def change(
        self, role: Role, was: generic.PdfObject, now: generic.PdfObject
    ) -> Iterator[Change]:
        if role is Role.VALIDATION_DATA:
            yield _validation_data()
        elif role is Role.METADATA:
            yield _metadata()
        elif role is Role.ANNOTATIONS and isinstance(now, generic.ArrayObject):
            yield from self._annotations(was, now)
        elif role is Role.FIELD and isinstance(now, generic.ArrayObject):
            yield from self._fields(was, now)
        elif not isinstance(now, generic.DictionaryObject) or isinstance(now, generic.StreamObject):
            yield other(N_("it changes {role}"), role=message(role.value))
        elif role is Role.CATALOG:
            yield from self._catalog(was, now)
        elif role is Role.FORM:
            yield from self._form(was, now)
        elif role is Role.FIELD:
            yield from self._field(was, now)
        elif role is Role.PAGE:
            yield from self._page(was, now)
        else:
            yield other(N_("it changes {role}"), role=message(role.value))

    def _catalog(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        assert isinstance(was, generic.DictionaryObject)
        for key in _differing(was, now):
            if key == "/DSS":
                yield _validation_data()
            elif key == "/Metadata":
                yield _metadata()
            elif key == "/AcroForm":
                form = entry(now, key)
                if isinstance(form, generic.DictionaryObject):
                    yield from self._form(entry(was, key) or _no_form(), form)
                else:
                    yield other(N_("it changes {role}"), role=message(Role.FORM.value))
            elif key == "/Perms":
                yield from _permissions(was, now)
            elif key not in ("/Extensions", "/Version"):
                yield other(N_("it changes {key} of the catalog"), key=key)

    def _form(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        for key in _differing(was, now):
            if key == "/Fields":
                assert isinstance(was, generic.DictionaryObject)
                yield from self._fields(entry(was, key), entry(now, key))
            elif key not in _FORM_KEYS:
                yield other(N_("it changes {key} of the form"), key=key)

    def _fields(
        self, was: generic.PdfObject | None, now: generic.PdfObject | None
    ) -> Iterator[Change]:
        """Fields may be added at the end, if they are for signing."""
        before = _pointers_of(was)
        after = _pointers_of(now)
        if after[: len(before)] != before:
            yield other(N_("it removes or reorders fields of the form"))
            return
        assert isinstance(now, generic.ArrayObject)
        for n in range(len(before), len(now)):
            field = now[n]
            if isinstance(field, generic.DictionaryObject) and is_signature_field(field):
                says = N_("it adds the signature field “{field}”")
                yield _about(ChangeKind.FIELD_ADDED, says, field)
                yield from self._filled(field)
            else:
                yield other(N_("it adds a field to the form"))

    def _field(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        assert isinstance(was, generic.DictionaryObject)
        changed, signing = set(_differing(was, now)), is_signature_field(now)
        allowed = _FILLING | _PLACING if signing and _empty(was) else _FILLING
        for key in sorted(changed - allowed):
            yield other(N_("it changes {key} of the field “{field}”"), key=key, field=_name(now))
        if not changed & _FILLING:
            return
        again = _name(now) in self._filled_once
        self._filled_once.add(_name(now))
        if again or (signing and not _empty(was)):
            says = N_("it changes the field “{field}”, which was filled already")
            yield _about(ChangeKind.OTHER, says, now)
        elif signing:
            yield from self._filled(now)
        elif _empty(was):
            yield _about(ChangeKind.FILLED, N_("it fills the field “{field}”"), now)
        else:
            says = N_("it replaces what the field “{field}” said")
            yield _about(ChangeKind.REFILLED, says, now)

    def _filled(self, field: generic.DictionaryObject) -> Iterator[Change]:
        value = entry(field, "/V")
        if not isinstance(value, generic.DictionaryObject):
            return
        if str(entry(value, "/Type")) == "/DocTimeStamp":
            says = N_("it adds a document timestamp (“{field}”)")
            yield _about(ChangeKind.TIMESTAMPED, says, field)
        else:
            yield _about(ChangeKind.SIGNED, N_("it is signed in the field “{field}”"), field)

    def _page(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        assert isinstance(was, generic.DictionaryObject)
        for key in _differing(was, now):
            if key == "/Annots":
                yield from self._annotations(entry(was, key), entry(now, key), now)
            elif key == "/Contents":
                yield other(N_("it changes {role}"), role=message(Role.PAGE_CONTENT.value))
            elif key != "/Tabs":
                yield other(N_("it changes {key} of a page"), key=key)

    def _annotations(
        self,
        was: generic.PdfObject | None,
        now: generic.PdfObject | None,
        page: generic.DictionaryObject | None = None,
    ) -> Iterator[Change]:
        """The places of the form's signature fields may be added to a page, and nothing else."""
        before, after = _pointers_of(was), _pointers_of(now)
        if after[: len(before)] != before:
            yield other(N_("it removes or reorders annotations of a page"))
            return
        for pointer in after[len(before) :]:
            field = self._widgets.get(pointer)
            if field is None:
                yield other(N_("it adds an annotation to a page"))
            elif _share(field, page) > _MUCH:
                says = N_("it covers much of a page with the field “{field}”")
                yield _about(ChangeKind.OTHER, says, field)


def _permissions(was: generic.DictionaryObject, now: generic.DictionaryObject) -> Iterator[Change]:
    """A certification may be given once, and no other right."""
    granted = entry(now, "/Perms")
    keys = set(granted) if isinstance(granted, generic.DictionaryObject) else set()
    if "/Perms" in was or keys != {"/DocMDP"}:
        yield other(N_("it changes {key} of the catalog"), key="/Perms")


def _widgets_of(document: PdfHandler) -> dict[bytes, generic.DictionaryObject]:
    """The form's signature fields and their places on pages, by how they are pointed to."""
    form = entry(document.root, "/AcroForm")
    found: dict[bytes, generic.DictionaryObject] = {}
    seen: set[bytes] = set()
    waiting: list[tuple[generic.PdfObject | None, bool]] = []
    if isinstance(form, generic.DictionaryObject):
        waiting.append((entry(form, "/Fields"), False))
    for fields, above in waiting:  # grows
        if not isinstance(fields, generic.ArrayObject):
            continue
        for n in range(len(fields)):
            pointer, field = written(fields.raw_get(n)), fields[n]
            if pointer in seen or not isinstance(field, generic.DictionaryObject):
                continue
            seen.add(pointer)
            signing = is_signature_field(field) if "/FT" in field else above
            if signing:
                found[pointer] = field
            waiting.append((entry(field, "/Kids"), signing))
    return found


def _share(field: generic.DictionaryObject, page: generic.DictionaryObject | None) -> float:
    """How much of a page (A4 where it is not known) a field's place covers."""
    box = entry(field, "/Rect")
    whole = entry(page, "/MediaBox") if page is not None else None
    area = _area(whole) if isinstance(whole, generic.ArrayObject) else 595 * 842
    return _area(box) / area if isinstance(box, generic.ArrayObject) and area else 0.0


def _area(box: generic.ArrayObject) -> float:
    x1, y1, x2, y2 = (float(n) for n in box)
    return abs(x2 - x1) * abs(y2 - y1)


def _differing(was: generic.PdfObject, now: generic.DictionaryObject) -> list[str]:
    assert isinstance(was, generic.DictionaryObject)
    return sorted(
        key
        for key in {*was, *now}
        if (key in was) != (key in now) or written(was.raw_get(key)) != written(now.raw_get(key))
    )


def _pointers_of(array: generic.PdfObject | None) -> list[bytes]:
    if not isinstance(array, generic.ArrayObject):
        return []
    return [written(array.raw_get(n)) for n in range(len(array))]


def _empty(field: generic.DictionaryObject) -> bool:
    """Whether nobody has filled a field yet."""
    value = entry(field, "/V")
    return value is None or isinstance(value, generic.NullObject) or not str(value)


def _name(field: generic.DictionaryObject) -> str:
    return str(entry(field, "/T") or "")


def _no_form() -> generic.DictionaryObject:
    return generic.DictionaryObject()  # type: ignore[no-untyped-call]


def _about(kind: ChangeKind, template: str, field: generic.DictionaryObject) -> Change:
    return Change(kind, message(template, field=_name(field)), _name(field))


def _validation_data() -> Change:
    return Change(ChangeKind.VALIDATION_DATA, message(N_("it adds validation data")))


def _metadata() -> Change:
    return Change(ChangeKind.METADATA, message(N_("it changes the metadata")))


def other(template: str, **facts: object) -> Change:
    return Change(ChangeKind.OTHER, message(template, **facts))
