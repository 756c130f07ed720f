"""Why a field of Word cannot be carried, and what to do instead (ECMA-376 17.16.5)."""

from __future__ import annotations

from workflow.model.messages import N_

_CHANGING = N_(
    "a field that changes by itself ({code}): make its result plain text (in Word: click on it and "
    "press Ctrl+Shift+F9)"
)
_MERGE = N_(
    "a field of a mail merge ({code}): finish the merge and take the document that comes of it (in "
    "Word: Mailings → Finish & Merge → Edit Individual Documents)"
)
_DECIDING = N_(
    "a field whose result depends on something else ({code}): make its result plain text (in Word: "
    "click on it and press Ctrl+Shift+F9)"
)
_ELSEWHERE = N_(
    "a field that takes what it shows from another file ({code}): break its link (in Word: click "
    "on it and press Ctrl+Shift+F9)"
)
_BLOCK = N_(
    "a building block put in by a field ({code}): make it plain text (in Word: click on it and "
    "press Ctrl+Shift+F9)"
)
_COUNTING = N_(
    "a number that a field counts ({code}): number the paragraphs as a list, or write the number"
)
_BUTTON = N_("a button or a command for printers ({code}): write the text instead, or delete it")
_MOVED = N_("letters that a field moves ({code}): delete it")
_EQUATION = N_("an equation made by a field ({code}): paste it as a picture, or write it as text")
_BAR_CODE = N_("a bar code made by a field ({code}): paste it as a picture")
_SECTION_PAGES = N_(
    "the number of pages of a section ({code}): take the number of all pages (NUMPAGES), or write "
    "the number"
)
_UNKNOWN = N_("a field of an unknown kind ({code})")

_WHY = {
    _CHANGING: "DATE TIME SAVEDATE PRINTDATE EDITTIME FILENAME FILESIZE LASTSAVEDBY USERNAME "
    "USERINITIALS USERADDRESS REVNUM TEMPLATE",
    _MERGE: "MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF ADDRESSBLOCK GREETINGLINE",
    _DECIDING: "IF COMPARE FILLIN",
    _ELSEWHERE: "LINK DDE DDEAUTO EMBED IMPORT INCLUDE INCLUDETEXT INCLUDEPICTURE DATABASE",
    _BLOCK: "AUTOTEXT AUTOTEXTLIST GLOSSARY",
    _COUNTING: "AUTONUM AUTONUMLGL AUTONUMOUT LISTNUM BIDIOUTLINE",
    _BUTTON: "MACROBUTTON GOTOBUTTON PRINT HTMLACTIVEX",
    _MOVED: "ADVANCE",
    _EQUATION: "EQ",
    _BAR_CODE: "BARCODE DISPLAYBARCODE MERGEBARCODE",
    _SECTION_PAGES: "SECTIONPAGES",
}
REPEATED = {
    "STYLEREF": N_("a heading that each page repeats ({code})"),
    "SECTION": N_("the number of a section in a header or footer ({code}): write the number"),
}
"""Fields that headers and footers cannot have, as what they show changes from page to page."""

_INDEX = {name: sentence for sentence, names in _WHY.items() for name in names.split()}


def why_refused(name: str) -> str:
    """A sentence with `{code}`.

    Parameters:
        name: that of the field in capitals, "MERGEFIELD" say.
    """
    return _INDEX.get(name, _UNKNOWN)
