"""Documents from Word files in throw-away offices, for veraPDF: prints their revisions' files.

Taken as they are, with places found and places moved, and merged into the templates; R0 of some of
the tests' corpus, and R0 to R2 of those that are signed and issued.

python scripts/verapdf/word_files.py DIR
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.render.corpus import corpus
from tests.state_word import StateDecision, made_of_the_state
from tests.whole_word import WholeWord
from workflow.model.document import Document
from workflow.model.places import read_place
from workflow.services import approval, issuing, signing, submission
from workflow.services.as_is import create_as_is
from workflow.services.drafting import parse_draft
from workflow.services.office import open_office
from workflow.services.rendering import render
from workflow.services.starter import create_office
from workflow.services.word_bodies import create_from_word

# Of the corpus: its type, and where the drafter says that places are; None merges it.
_SHOWN: Sequence[tuple[str, str, tuple[str, ...] | None]] = (
    ("document-ket-luan", "ket-luan", ("seal=1:20x240", "signature=2:100x200")),
    ("document-chuong-trinh-landscape", "chuong-trinh", ()),
    ("document-ket-luan", "ket-luan", None),
    ("document-huong-dan-notes", "huong-dan", None),
    ("document-bao-cao-pictures", "bao-cao", None),
    ("document-ke-hoach-appendix", "ke-hoach", None),
)


def main(directory: Path) -> None:
    party, state = directory / "party", directory / "state"
    for office in (party, state):
        create_office(office, specimen_keys=True)
    made_of_the_state(state)
    _print_shown(party)
    whole = WholeWord().write(party / "whole.docx")
    _print_issued(party, "ket-luan", whole, ("seal=1:30x200",))
    decision = StateDecision().write(state / "decision.docx")
    _print_issued(state, "quyet-dinh", decision, ())
    _print_issued(state, "quyet-dinh", decision, None)


def _print_shown(directory: Path) -> None:
    """R0 of documents that are not submitted."""
    files = {file.name: file.data for file in corpus()}
    for number, (name, type_name, places) in enumerate(_SHOWN):
        source = directory / f"{name}.docx"
        source.write_bytes(files[name])
        document = _begun(directory, type_name, source, places)
        office = open_office(directory, DRAFTER)
        shown = directory / f"{number}.pdf"
        shown.write_bytes(render(office, parse_draft(office, document)).pdf)
        print(shown)


def _print_issued(
    directory: Path, type_name: str, source: Path, places: tuple[str, ...] | None
) -> None:
    """R0, R1 and R2 of a document that goes the whole line."""
    id = _begun(directory, type_name, source, places).id
    submission.submit(open_office(directory, DRAFTER), id, "mẫu")
    approval.approve(open_office(directory, APPROVER), id)
    signing.sign(open_office(directory, SIGNER), id, KEY)
    document, *_ = issuing.issue(open_office(directory, CLERK), id, [SEAL])
    for sha256 in _revisions(document):
        print(directory / "signed" / "content" / sha256[:2] / sha256)


def _begun(
    directory: Path, type_name: str, source: Path, places: tuple[str, ...] | None
) -> Document:
    office = open_office(directory, DRAFTER)
    if places is None:
        return create_from_word(office, type_name, source).document
    return create_as_is(office, type_name, source, list(map(read_place, places)))[0]


def _revisions(document: Document) -> Iterator[str]:
    yield from (document.content, document.signed, document.issued)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
