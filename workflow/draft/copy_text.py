"""The text of a certified copy: a few lines of TOML, as the store keeps it and people edit it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from workflow.model.copies import CopyOrder, Medium, SourceFile, pages_text, read_pages
from workflow.model.document import Draft, SignatureBlock
from workflow.model.errors import DraftError, Problem
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import nfc, squeeze

_KEYS = {"subject", "original", "medium", "pages", "recipients", "signature", "source"}
_SIGNATURE_KEYS = ("authority", "title", "name")


def write_copy_text(draft: Draft) -> str:
    """A copy's draft as text; `read_copy_text` reads the same draft from it."""
    order = draft.copy_of
    assert order is not None
    lines = [
        f"subject = {_quoted(draft.subject_line)}",
        f"original = {_quoted(order.original.value)}",
        f"medium = {_quoted(order.medium.value)}",
        f"pages = {_quoted(pages_text(order.pages))}",
        "recipients = [",
        *(f"  {_quoted(line)}," for line in draft.recipients),
        "]",
        "",
        "[signature]",
        *(f"{key} = {_quoted(getattr(draft.signature, key))}" for key in _SIGNATURE_KEYS),
    ]
    for file in order.files:
        lines += ["", "[[source]]", f"name = {_quoted(file.name)}"]
        lines += [f"sha256 = {_quoted(file.sha256)}", f"dpi = {float(file.dpi)}"]
    return "\n".join(lines) + "\n"


def read_copy_text(text: str, type_id: str, file: str = "copy") -> Draft:
    """The draft that a copy's text holds.

    Parameters:
        type_id: the form of copy, such as `sao-y`.
        file: how mistakes name the text.

    Raises:
        DraftError: it is not such a text; every mistake is named.
    """
    try:
        data = tomllib.loads(nfc(text))
    except tomllib.TOMLDecodeError as error:
        raise _wrong(file, [message(N_("it is not TOML ({reason})"), reason=error)]) from None
    problems = [
        message(N_("“{key}” is not known here"), key=key) for key in sorted({*data} - _KEYS)
    ]
    reader = _Reader(data, problems)
    subject = reader.words(data, "subject")
    order = CopyOrder(
        original=reader.medium("original"),
        medium=reader.medium("medium"),
        files=reader.files(),
        pages=reader.pages(),
    )
    recipients, signature = reader.recipients(), reader.signature()
    if problems:
        raise _wrong(file, problems)
    return Draft(type_id, (subject,), (), recipients, (signature,), copy_of=order)


class _Reader:
    """The parts of a copy's text; what is wrong with them goes to `problems`."""

    def __init__(self, data: Mapping[str, Any], problems: list[Message]) -> None:
        self._data, self._problems = data, problems

    def words(self, table: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
        found = table.get(key, "")
        if not isinstance(found, str) or (needed and not squeeze(found)):
            self._problems.append(message(N_("“{key}” must say something"), key=key))
            return ""
        if not found.isprintable():
            self._problems.append(message(N_("“{key}” holds what cannot be printed"), key=key))
            return ""
        return squeeze(found)

    def medium(self, key: str) -> Medium:
        found = self._data.get(key)
        if found not in {medium.value for medium in Medium}:
            self._problems.append(message(N_("“{key}” must be “paper” or “electronic”"), key=key))
            return Medium.PAPER
        return Medium(found)

    def pages(self) -> tuple[int, ...]:
        found = self._data.get("pages", "")
        try:
            return read_pages(found)
        except (ValueError, AttributeError):
            self._problems.append(
                message(N_("“{pages}” names no pages, such as 2-3,5"), pages=found)
            )
            return ()

    def recipients(self) -> tuple[str, ...]:
        found = self._data.get("recipients")
        if not isinstance(found, list) or not found:
            self._problems.append(message(N_("“{key}” must say something"), key="recipients"))
            return ()
        return tuple(self.words({"recipients": line}, "recipients") for line in found)

    def signature(self) -> SignatureBlock:
        found = self._data.get("signature")
        table = found if isinstance(found, dict) else {}
        return SignatureBlock(
            authority=self.words(table, "authority", needed=False),
            title=self.words(table, "title", needed=False),
            name=self.words(table, "name"),
        )

    def files(self) -> tuple[SourceFile, ...]:
        found = self._data.get("source")
        if not isinstance(found, list) or not found or not all(map(_is_source, found)):
            self._problems.append(message(N_("“{key}” must say something"), key="source"))
            return ()
        return tuple(SourceFile(f["name"], f["sha256"], float(f["dpi"])) for f in found)


def _is_source(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {"name", "sha256", "dpi"}
        and isinstance(entry["name"], str)
        and isinstance(entry["sha256"], str)
        and len(entry["sha256"]) == 64
        and entry["sha256"].isalnum()
        and isinstance(entry["dpi"], float)
    )


def _wrong(file: str, sentences: list[Message]) -> DraftError:
    return DraftError(problems=[Problem(file, sentence) for sentence in sentences])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML is one of JSON
