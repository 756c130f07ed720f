"""What each revision of a file does, in plain words: facts, without a plan to compare with.

Every object is given the role that the document's tree gives it when it is first reached. A
revision that touches an object is described by that role; what may follow a signature (another
signature, a timestamp, an empty field filled, validation data, metadata) has a kind of its own,
everything else is OTHER.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import Enum

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.model.messages import N_, message
from workflow.model.verification import Change, ChangeKind, RevisionFacts
from workflow.sign.objects import entry, is_signature_field, written

_END = b"%%EOF"


class Role(Enum):
    """What an object is in the document's tree."""

    CATALOG = N_("the catalog")
    FORM = N_("the form")
    FIELD = N_("a field")
    SIGNATURE = N_("a signature")
    VALIDATION_DATA = N_("the validation data")
    METADATA = N_("the metadata")
    STRUCTURE = N_("the structure")
    PAGE_TREE = N_("the order of the pages")
    PAGE = N_("a page")
    PAGE_CONTENT = N_("the text of a page")
    PAGE_RESOURCE = N_("a font or picture of a page")
    ANNOTATIONS = N_("the annotations of a page")
    APPEARANCE = N_("the appearance of a field")
    OTHER = N_("the document")


_KEYS: dict[Role, dict[str, Role]] = {
    Role.CATALOG: {
        "/DSS": Role.VALIDATION_DATA,
        "/Metadata": Role.METADATA,
        "/AcroForm": Role.FORM,
        "/Pages": Role.PAGE_TREE,
        "/StructTreeRoot": Role.STRUCTURE,
    },
    Role.FORM: {"/Fields": Role.FIELD, "/DR": Role.PAGE_RESOURCE},
    Role.FIELD: {"/V": Role.SIGNATURE, "/AP": Role.APPEARANCE, "/Kids": Role.FIELD},
    Role.PAGE_TREE: {"/Kids": Role.PAGE, "/Resources": Role.PAGE_RESOURCE},
    Role.PAGE: {
        "/Kids": Role.PAGE,  # a page tree of several levels
        "/Contents": Role.PAGE_CONTENT,
        "/Resources": Role.PAGE_RESOURCE,
        "/Annots": Role.ANNOTATIONS,
    },
}
_BACK = {"/Parent", "/P", "/Pg", "/Prev", "/Obj"}  # they lead to what has a role already
_FORM_KEYS = {"/Fields", "/SigFlags"}
_FILLING = {"/V", "/AP", "/AS"}
_PLACING = {"/Rect", "/F", "/MK", "/BS", "/Border", "/DA", "/P", "/TU", "/Lock", "/StructParent"}


class Changes:
    """What the revisions of one file do; each is looked at once, in their order."""

    def __init__(self, data: bytes, reader: PdfFileReader) -> None:
        self._data, self._reader = data, reader
        self._roles: dict[tuple[int, int], Role] = {}
        self._filled_once: set[str] = set()
        self._blind = False  # whether roles are missing because the tree cannot be followed
        self.revisions = tuple(self._revision(n) for n in range(reader.xrefs.total_revisions))

    def after(self, revision: int) -> tuple[Change, ...]:
        """What the later revisions do, each thing once."""
        later = self.revisions[revision + 1 :]
        return _once(change for facts in later for change in facts.changes)

    def _revision(self, number: int) -> RevisionFacts:
        try:
            found = _once(self._changes(number))
        except Exception as error:  # hostile bytes can make a reader fail in any way
            self._roles.clear()
            self._blind = True
            found = (_other(N_("it cannot be followed ({error})"), error=type(error).__name__),)
        end = self._end(number)
        return RevisionFacts(number, end, hashlib.sha256(self._data[:end]).hexdigest(), found)

    def _end(self, number: int) -> int:
        """The byte after a revision's end mark and its line's end."""
        start = self._reader.xrefs.get_xref_container_info(number).end_location
        found = self._data.find(_END, start)
        if found < 0:
            return len(self._data)
        end = found + len(_END)
        for newline in (b"\r\n", b"\n", b"\r"):
            if self._data.startswith(newline, end):
                return end + len(newline)
        return end

    # -- roles ---------------------------------------------------------------------------------

    def _give_roles(
        self, document: HistoricalResolver, waiting: list[tuple[generic.PdfObject, Role]]
    ) -> None:
        """Roles for all that is reached and has none yet, nearest things first."""
        for found, role in waiting:  # grows
            if isinstance(found, generic.IndirectObject):
                key = (found.idnum, found.generation)
                if key in self._roles:
                    continue
                self._roles[key] = role
                found = document.get_object(found.reference)
            if isinstance(found, generic.DictionaryObject):
                below = _KEYS.get(role, {})
                # The named entries first: what is a field is not an annotation too.
                for name in [*(n for n in below if n in found), *(n for n in found)]:
                    if name not in _BACK:
                        waiting.append((found.raw_get(name), below.get(name, _inherited(role))))
            elif isinstance(found, generic.ArrayObject):
                waiting.extend((found.raw_get(n), role) for n in range(len(found)))

    def _role(self, reference: generic.Reference) -> Role | None:
        return self._roles.get((reference.idnum, reference.generation))

    # -- changes -------------------------------------------------------------------------------

    def _changes(self, number: int) -> Iterator[Change]:
        new = self._reader.get_historical_resolver(number)
        before: list[generic.Reference] = []
        if number:
            old = self._reader.get_historical_resolver(number - 1)
            xrefs = self._reader.xrefs
            touched = xrefs.explicit_refs_in_revision(number)
            if xrefs.refs_freed_in_revision(number):
                yield _other(N_("it removes objects"))
            if old.root_ref != new.root_ref:
                yield _other(N_("it puts another catalog in place"))
            before = [r for r in touched if xrefs.get_historical_ref(r, number - 1) is not None]
            for reference in sorted(before, key=lambda r: r.idnum):
                yield from self._touched(reference, old, new)
        trailer = new.trailer_view
        roots = [(trailer.raw_get("/Root"), Role.CATALOG)]
        if "/Info" in trailer:
            roots.append((trailer.raw_get("/Info"), Role.METADATA))
        self._give_roles(new, [*roots, *self._pointers(before, new)])
        self._blind = False

    def _touched(
        self, reference: generic.Reference, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterator[Change]:
        role = self._role(reference)
        if role is None:
            # Nothing leads to it: a table, a stream of objects.
            if self._blind:
                yield _other(N_("it changes an object whose use is not known"))
            return
        was, now = old.get_object(reference), new.get_object(reference)
        if type(was) is not type(now):
            yield _other(N_("it replaces {role}"), role=message(role.value))
        elif written(was) != written(now) or isinstance(was, generic.StreamObject):
            yield from self._change(role, was, now)

    def _pointers(
        self, changed: list[generic.Reference], new: HistoricalResolver
    ) -> Iterator[tuple[generic.PdfObject, Role]]:
        """What the changed objects lead to now."""
        for reference in changed:
            role, now = self._role(reference), new.get_object(reference)
            if role is None:
                continue
            below = _KEYS.get(role, {})
            if isinstance(now, generic.DictionaryObject):
                for name in now:
                    if name not in _BACK:
                        yield now.raw_get(name), below.get(name, _inherited(role))
            elif isinstance(now, generic.ArrayObject):
                for n in range(len(now)):
                    yield now.raw_get(n), role

    def _change(
        self, role: Role, was: generic.PdfObject, now: generic.PdfObject
    ) -> Iterator[Change]:
        if role is Role.VALIDATION_DATA:
            yield _validation_data()
        elif role is Role.METADATA:
            yield _metadata()
        elif role is Role.ANNOTATIONS and isinstance(now, generic.ArrayObject):
            yield from _annotations(was, now)
        elif role is Role.FIELD and isinstance(now, generic.ArrayObject):
            yield from self._fields(was, now)
        elif not isinstance(now, generic.DictionaryObject) or isinstance(now, generic.StreamObject):
            yield _other(N_("it changes {role}"), role=message(role.value))
        elif role is Role.CATALOG:
            yield from self._catalog(was, now)
        elif role is Role.FORM:
            yield from self._form(was, now)
        elif role is Role.FIELD:
            yield from self._field(was, now)
        elif role is Role.PAGE:
            yield from self._page(was, now)
        else:
            yield _other(N_("it changes {role}"), role=message(role.value))

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
                    yield _other(N_("it changes {role}"), role=message(Role.FORM.value))
            elif key not in ("/Perms", "/Extensions", "/Version"):
                yield _other(N_("it changes {key} of the catalog"), key=key)

    def _form(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        for key in _differing(was, now):
            if key == "/Fields":
                assert isinstance(was, generic.DictionaryObject)
                yield from self._fields(entry(was, key), entry(now, key))
            elif key not in _FORM_KEYS:
                yield _other(N_("it changes {key} of the form"), key=key)

    def _fields(
        self, was: generic.PdfObject | None, now: generic.PdfObject | None
    ) -> Iterator[Change]:
        """Fields may be added at the end, if they are for signing."""
        before = _pointers_of(was)
        after = _pointers_of(now)
        if after[: len(before)] != before:
            yield _other(N_("it removes or reorders fields of the form"))
            return
        assert isinstance(now, generic.ArrayObject)
        for n in range(len(before), len(now)):
            field = now[n]
            if isinstance(field, generic.DictionaryObject) and is_signature_field(field):
                says = N_("it adds the signature field “{field}”")
                yield _about(ChangeKind.FIELD_ADDED, says, field)
                yield from self._filled(field)
            else:
                yield _other(N_("it adds a field to the form"))

    def _field(self, was: generic.PdfObject, now: generic.DictionaryObject) -> Iterator[Change]:
        assert isinstance(was, generic.DictionaryObject)
        changed, signing = set(_differing(was, now)), is_signature_field(now)
        allowed = _FILLING | _PLACING if signing and _empty(was) else _FILLING
        for key in sorted(changed - allowed):
            yield _other(N_("it changes {key} of the field “{field}”"), key=key, field=_name(now))
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
                yield from _annotations(entry(was, key), entry(now, key))
            elif key == "/Contents":
                yield _other(N_("it changes {role}"), role=message(Role.PAGE_CONTENT.value))
            elif key != "/Tabs":
                yield _other(N_("it changes {key} of a page"), key=key)


def _annotations(was: generic.PdfObject | None, now: generic.PdfObject | None) -> Iterator[Change]:
    """The places of new signature fields may be added to a page, and nothing else."""
    before, after = _pointers_of(was), _pointers_of(now)
    if after[: len(before)] != before:
        yield _other(N_("it removes or reorders annotations of a page"))
        return
    assert isinstance(now, generic.ArrayObject)
    for n in range(len(before), len(now)):
        added = now[n]
        if not isinstance(added, generic.DictionaryObject) or not is_signature_field(added):
            yield _other(N_("it adds an annotation to a page"))


def _inherited(role: Role) -> Role:
    """The role of what hangs below an object without being named there."""
    if role in (Role.CATALOG, Role.PAGE_TREE, Role.FORM):
        return Role.OTHER
    if role in (Role.PAGE, Role.ANNOTATIONS):
        return Role.ANNOTATIONS if role is Role.ANNOTATIONS else Role.PAGE_RESOURCE
    return Role.APPEARANCE if role is Role.FIELD else role


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


def _once(changes: Iterable[Change]) -> tuple[Change, ...]:
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(str(change.says), change)
    return tuple(found.values())


def _no_form() -> generic.DictionaryObject:
    return generic.DictionaryObject()  # type: ignore[no-untyped-call]


def _about(kind: ChangeKind, template: str, field: generic.DictionaryObject) -> Change:
    return Change(kind, message(template, field=_name(field)), _name(field))


def _validation_data() -> Change:
    return Change(ChangeKind.VALIDATION_DATA, message(N_("it adds validation data")))


def _metadata() -> Change:
    return Change(ChangeKind.METADATA, message(N_("it changes the metadata")))


def _other(template: str, **facts: object) -> Change:
    return Change(ChangeKind.OTHER, message(template, **facts))
