"""A file that is to be a Word document, looked at as a whole before anything in it is read.

Every way into the program for Word files goes through `check_package`: what it refuses it names,
with what to do about it.
"""

from __future__ import annotations

from lxml import etree

from workflow.model.errors import Problem, TemplateBroken, UnsupportedFeatures, WordFileBroken
from workflow.model.messages import N_, Message, message
from workflow.render.ooxml import Package, local_names, relations_of
from workflow.render.word_kind import SAVE_AS, why_no_word_file

MOST_BYTES = 50 * 1024 * 1024  # of the file
_MOST_UNPACKED = 200 * 1024 * 1024  # bytes of all parts together
_MOST_PARTS = 5_000
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # ECMA-376 Part 1, Annex A

# By what their names hold; each is refused with what to do.
_FOREIGN = {
    "vbaProject": N_("macros: save it as a Word Document (*.docx), which holds none"),
    "/embeddings/": N_("an embedded object: put it in as a picture (Paste Special) or attach it"),
    "/activeX/": N_("a control: write its text instead"),
    "/charts/": N_("a chart: paste it as a picture, with alternative text"),
    "/diagrams/": N_("SmartArt: paste it as a picture, with alternative text"),
    "/ink/": N_("handwriting: paste it as a picture"),
}
_LINKED = {
    "image": N_("a linked picture ({target}): put the picture itself into the file"),
    "oleObject": N_("a linked object ({target}): put it in as a picture"),
    "subDocument": N_("a linked part of a document ({target}): put its text into the file"),
    "frame": N_("a frame with another file ({target})"),
    "aFChunk": N_("text of another format that Word has not taken over yet: save it anew in Word"),
}
_ELEMENTS = {
    "oMath": N_("an equation: paste it as a picture, with alternative text"),
    "oMathPara": N_("an equation: paste it as a picture, with alternative text"),
    "altChunk": N_("text of another format that Word has not taken over yet: save it anew in Word"),
}


def check_package(data: bytes, file: str) -> None:
    """A file that may be read as a Word document.

    Parameters:
        file: how messages name it.

    Raises:
        WordFileBroken: it is none, is protected or damaged, or larger than any real document.
        UnsupportedFeatures: it holds what no page of ours can carry.
    """
    _check_kind(data, file)
    try:
        problems = _problems(Package(data, file))
    except TemplateBroken as error:  # read like a template, but it is none
        raise WordFileBroken(file=file, reason=error.facts["reason"]) from error
    if problems:
        raise UnsupportedFeatures(file=file, problems=problems)


def _problems(package: Package) -> list[Problem]:
    """All that a package holds and no page can carry, each once."""
    _check_sizes(package)
    problems = [
        Problem(name.removeprefix("word/"), message(sentence))
        for name in package.names()
        for part, sentence in _FOREIGN.items()
        if part.lower() in f"/{name}".lower()
    ]
    for name in package.names():
        if name.startswith("word/") and name.endswith(".xml"):
            problems += _of_part(package, name)
    return [each for n, each in enumerate(problems) if each not in problems[:n]]


def _check_kind(data: bytes, file: str) -> None:
    """A package with a Word document in it, and no larger than may be."""
    if len(data) > MOST_BYTES:
        sentence = N_("it has {found} MiB, more than {most}")
        found = f"{len(data) / 2**20:.0f}"
        raise _broken(file, message(sentence, found=found, most=MOST_BYTES // 2**20))
    if reason := why_no_word_file(data):
        raise _broken(file, reason)


def _check_sizes(package: Package) -> None:
    """No file grows, unpacked, beyond any real document: a zip bomb does."""
    if len(package.names()) > _MOST_PARTS:
        raise package.broken(N_("it has more parts than any real document"))
    if package.unpacked > _MOST_UNPACKED:
        raise package.broken(N_("it is, unpacked, larger than any real document"))


def _of_part(package: Package, name: str) -> list[Problem]:
    """What a part links to or holds, that cannot be carried."""
    problems = [
        Problem(name.removeprefix("word/"), message(_LINKED[kind], target=relation.target))
        for relation in relations_of(package, name).values()
        if (kind := relation.kind) in _LINKED and (relation.external or kind == "aFChunk")
    ]
    root = package.part(name)
    if root is None:
        return problems
    if etree.QName(root).namespace == _STRICT:
        sentence = N_("it is saved as Strict Open XML; save it {save}")
        raise package.broken(sentence, save=message(SAVE_AS))
    held = local_names(root)
    return problems + [
        Problem(_words_before(root, local), message(sentence))
        for local, sentence in _ELEMENTS.items()
        if local in held
    ]


def _words_before(root: etree._Element, local: str) -> str:
    """Where an element stands: the words of its paragraph, or of the one before it."""
    words = ""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == local:
            break
        if name == "p":
            words = "".join(
                t.text or "" for t in element.iter(etree.Element)
                if etree.QName(t).localname == "t"
            ).strip() or words  # fmt: skip
    return f"«{words[:40]}»" if words else ""


def _broken(file: str, reason: Message) -> WordFileBroken:
    return WordFileBroken(file=file, reason=reason)
