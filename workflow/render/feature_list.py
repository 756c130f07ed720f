"""The closed list of Word's features: what of a file is carried, harmless, or refused.

Everything that a Word file can hold is on it, by the names of its elements (ECMA-376 Part 1, 17);
what is not on it is refused as unknown. `docs/word.md` is made from it, and `template check` counts
by it. Where only some values of a feature are carried, its reader refuses the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow.model.messages import N_

CARRIED, HARMLESS, REFUSED = "carried", "harmless", "refused"


@dataclass(frozen=True)
class Feature:
    """`words` name it; `elements` are the names it has in the main namespace, with their holder
    where that matters ("tcPr/textDirection"); `instead` is what to do where it is refused."""

    words: str
    state: str
    elements: str
    instead: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.elements.split())


def _carried(words: str, elements: str) -> Feature:
    return Feature(words, CARRIED, elements)


def _harmless(words: str, elements: str) -> Feature:
    return Feature(words, HARMLESS, elements)


def _refused(words: str, elements: str, instead: str) -> Feature:
    return Feature(words, REFUSED, elements, instead)


# fmt: off
_TEXT = (
    _carried(N_("text"), "t r p body document hdr ftr rPr pPr rPr/rStyle"),
    _carried(N_("fonts and sizes"), "rFonts rPr/sz"),
    _carried(N_("bold and italic"), "b i"),
    _carried(N_("underlines"), "u"),
    _carried(N_("strike-through"), "strike dstrike"),
    _carried(N_("capitals and small capitals"), "caps smallCaps"),
    _carried(N_("colours and highlighting"), "rPr/color highlight rPr/shd"),
    _carried(N_("superscript, subscript and shifted letters"), "vertAlign position"),
    _carried(N_("letter spacing"), "rPr/spacing"),
    _carried(N_("letters made wider or narrower"), "rPr/w"),
    _carried(N_("kerning of pairs of letters"), "kern"),
    _carried(N_("the language of a text"), "lang"),
    _carried(N_("tabs"), "r/tab ptab"),
    _carried(N_("breaks of lines, pages and columns"), "br cr"),
    _carried(N_("non-breaking and optional hyphens"), "noBreakHyphen softHyphen"),
    _carried(N_("symbols from a special font"), "sym"),
    _harmless(N_("marks of spelling and of editing sessions"),
              "proofErr noProof lastRenderedPageBreak permStart permEnd rsids rsidRoot rsid "
              "bookmarkStart/displacedByCustomXml style/rsid"),
    _harmless(N_("what only matters for East Asian and right-to-left scripts"),
              "bCs iCs szCs rPr/rtl rPr/cs eastAsianLayout rPr/snapToGrid webHidden "
              "specVanish kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
              "pPr/snapToGrid textAlignment adjustRightInd bdo dir characterSpacingControl "
              "noPunctuationKerning strictFirstAndLastChars noLineBreaksAfter "
              "noLineBreaksBefore"),
    _refused(N_("hidden text"), "vanish", N_("show it, or delete it")),
    _refused(N_("a border around letters"), "bdr", N_("take it away, or underline the words")),
    _refused(N_("letters with an outline, a shadow, or raised"),
             "rPr/outline rPr/shadow emboss imprint effect",
             N_("take the effect away (Font → Text Effects)")),
    _refused(N_("letters fitted into a width"), "fitText", N_("take “Fit Text” away")),
    _refused(N_("East Asian emphasis marks and annotations"), "em ruby rubyPr rt rubyBase",
             N_("write it as plain text")),
    _refused(N_("old fields for the day and the page"),
             "dayShort monthShort yearShort dayLong monthLong yearLong pgNum annotationRef",
             N_("write the text itself")),
)

_PARAGRAPHS = (
    _carried(N_("paragraph styles"), "pStyle styles style basedOn docDefaults rPrDefault "
             "pPrDefault link next"),
    _carried(N_("alignment"), "pPr/jc"),
    _carried(N_("indents"), "ind"),
    _carried(N_("space around paragraphs and between lines"), "pPr/spacing contextualSpacing"),
    _carried(N_("how pages divide paragraphs"), "keepNext keepLines pageBreakBefore widowControl"),
    _carried(N_("borders and shading of paragraphs"),
             "pBdr pBdr/top pBdr/left pBdr/bottom pBdr/right between pPr/shd"),
    _carried(N_("tab stops"), "tabs tabs/tab defaultTabStop"),
    _carried(N_("headings"), "outlineLvl"),
    _carried(N_("frames placed on the page"), "framePr"),
    _carried(N_("numbers and bullets of lists"),
             "numPr ilvl numId numbering abstractNum num abstractNumId lvl lvlOverride "
             "startOverride start numFmt lvlRestart isLgl suff lvlText lvlJc lvl/pStyle "
             "abstractNum/multiLevelType numStyleLink styleLink"),
    _harmless(N_("names and settings of styles and lists"),
              "style/name aliases autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
              "locked personal personalCompose personalReply latentStyles lsdException nsid tmpl "
              "abstractNum/name numIdMacAtCleanup"),
    _harmless(N_("hyphenation, line numbers and links of paragraphs"),
              "suppressAutoHyphens suppressLineNumbers suppressOverlap divId cnfStyle "
              "textboxTightWrap mirrorIndents"),
    _refused(N_("a line beside a paragraph"), "bar", N_("take a left border instead")),
    _refused(N_("text from right to left"), "pPr/bidi sectPr/bidi rtlGutter",
             N_("set its direction to left-to-right")),
    _refused(N_("turned text"), "pPr/textDirection tcPr/textDirection sectPr/textDirection",
             N_("set its direction to horizontal")),
    _refused(N_("pictures as bullets"), "numPicBullet lvlPicBulletId",
             N_("take a sign as the bullet")),
    _refused(N_("numbers of old versions of Word"), "legacy numberingChange",
             N_("number the list again")),
)

_TABLES = (
    _carried(N_("tables: rows, cells, grid and widths"),
             "tbl tr tc tblPr trPr tcPr tblGrid gridCol tblW tcW tblLayout tblInd tblPr/jc"),
    _carried(N_("table styles"), "tblStyle tblStylePr tblLook tblStyleRowBandSize "
             "tblStyleColBandSize"),
    _carried(N_("merged cells"), "gridSpan vMerge"),
    _carried(N_("borders and shading of tables"),
             "tblBorders tcBorders tblBorders/top tblBorders/left tblBorders/start "
             "tblBorders/bottom tblBorders/right tblBorders/end insideH insideV tcBorders/top "
             "tcBorders/left tcBorders/start tcBorders/bottom tcBorders/right tcBorders/end "
             "tblPr/shd tcPr/shd tblPrEx/shd"),
    _carried(N_("margins and alignment in cells"),
             "tblCellMar tcMar tblCellMar/top tblCellMar/left tblCellMar/start tblCellMar/bottom "
             "tblCellMar/right tblCellMar/end tcMar/top tcMar/left tcMar/start tcMar/bottom "
             "tcMar/right tcMar/end tcPr/vAlign"),
    _carried(N_("rows: heights, header rows, rows that may not break"),
             "trHeight cantSplit tblHeader gridBefore gridAfter wBefore wAfter"),
    _carried(N_("exceptions of a row from its table"), "tblPrEx tblPrEx/jc"),
    _carried(N_("words for tables"), "tblCaption tblDescription"),
    _carried(N_("floating tables without room beside them"), "tblpPr"),
    _harmless(N_("hints for the layout of tables"),
              "tblOverlap noWrap hideMark tcPr/headers header trPr/jc"),
    _refused(N_("a hidden row"), "trPr/hidden", N_("show it, or delete it")),
    _refused(N_("a table from right to left"), "bidiVisual",
             N_("set its direction to left-to-right")),
    _refused(N_("space between cells"), "tblCellSpacing", N_("set it to 0 (Table Options)")),
    _refused(N_("text fitted into its cell"), "tcFitText", N_("take “Fit text” away")),
    _refused(N_("a line across a cell"), "tl2br tr2bl", N_("take the diagonal border away")),
    _refused(N_("cells merged as in old versions of Word"), "hMerge", N_("merge them again")),
)

_PAGES = (
    _carried(N_("sections: paper, margins, columns, numbers"),
             "sectPr pgSz pgMar cols col sectPr/type pgNumType mirrorMargins"),
    _carried(N_("headers and footers"), "headerReference footerReference titlePg "
             "evenAndOddHeaders"),
    _carried(N_("fields and form fields"), "fldSimple fldChar instrText fldData ffData"),
    _carried(N_("hyperlinks, bookmarks and cross-references"),
             "hyperlink bookmarkStart bookmarkEnd"),
    _carried(N_("footnotes and endnotes"),
             "footnotes footnote endnotes endnote footnoteReference endnoteReference footnoteRef "
             "endnoteRef separator continuationSeparator footnotePr endnotePr numStart numRestart "
             "footnotePr/pos endnotePr/pos noEndnote"),
    _carried(N_("content controls"), "sdt sdtContent tag"),
    _harmless(N_("settings of content controls"),
              "sdtPr sdtEndPr alias sdtPr/id lock placeholder docPart temporary dataBinding "
              "sdtPr/label tabIndex comboBox sdtPr/date docPartObj docPartList docPartGallery "
              "docPartCategory docPartUnique dropDownList listItem sdtPr/picture richText "
              "sdtPr/text citation sdtPr/group bibliography dateFormat lid storeMappedDataAs "
              "calendar"),
    _harmless(N_("smart tags and custom marks"),
              "smartTag smartTagPr attr customXml customXmlPr smartTagType"),
    _harmless(N_("printer, grid and form settings of pages"),
              "paperSrc formProt docGrid printerSettings"),
    _refused(N_("a border around pages"), "pgBorders", N_("take it away (Page Borders → None)")),
    _refused(N_("numbered lines"), "lnNumType", N_("take the line numbers away")),
    _refused(N_("text between top and bottom of the page"), "sectPr/vAlign",
             N_("set the vertical alignment of the page to “Top”")),
    _refused(N_("a content control that asks for a text"), "showingPlcHdr",
             N_("fill it in, or delete it")),
    _refused(N_("an equation"), "sdtPr/equation rPr/oMath",
             N_("paste it as a picture, or write it as text")),
    _refused(N_("a part of another file"), "altChunk altChunkPr subDoc",
             N_("put its text into this file")),
    _refused(N_("an embedded object"), "object control movie objectEmbed objectLink",
             N_("paste what it shows as a picture or as text")),
    _refused(N_("handwriting in ink"), "contentPart",
             N_("paste it as a picture (Paste Special → Picture (PNG))")),
    _carried(N_("pictures, drawn lines and text boxes"), "drawing pict txbxContent"),
)

_CHANGES = (
    _refused(N_("tracked changes"),
             "ins del moveFrom moveTo delText delInstrText moveFromRangeStart moveFromRangeEnd "
             "moveToRangeStart moveToRangeEnd rPrChange pPrChange sectPrChange tblPrChange "
             "tblPrExChange trPrChange tcPrChange tblGridChange cellIns cellDel cellMerge "
             "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart "
             "customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd "
             "customXmlMoveToRangeStart customXmlMoveToRangeEnd",
             N_("accept or reject them (Review), or give --accept-changes")),
    _refused(N_("comments"), "commentRangeStart commentRangeEnd commentReference",
             N_("delete them (Review → Delete All Comments), or give --accept-changes")),
)

_SETTINGS = (
    _carried(N_("settings of the layout"),
             "settings compat compatSetting doNotUseHTMLParagraphAutoSpacing "
             "doNotExpandShiftReturn themeFontLang clrSchemeMapping settings/decimalSymbol"),
    _harmless(N_("hyphenation, as Vietnamese words are not divided"),
              "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps"),
    _harmless(N_("the colour of the screen behind the page, which is not printed"),
              "background displayBackgroundShape"),
    _harmless(N_("settings of the editor"),
              "writeProtection view zoom removePersonalInformation removeDateAndTime "
              "doNotDisplayPageBoundaries printPostScriptOverText printFractionalCharacterWidth "
              "printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData "
              "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter "
              "hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign "
              "attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType "
              "mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting "
              "documentProtection autoFormatOverride styleLockTheme styleLockQFSet showEnvelope "
              "summaryLength clickAndTypeStyle defaultTableStyle drawingGridHorizontalSpacing "
              "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
              "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
              "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
              "printTwoOnOne savePreviewPicture doNotValidateAgainstSchema saveInvalidXml "
              "ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml "
              "saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
              "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults docVars docVar "
              "attachedSchema doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade "
              "captions readModeInkLockDown shapeDefaults doNotEmbedSmartTags listSeparator "
              "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets"),
    _harmless(N_("layout rules of old versions of Word that matter for East Asian text, or on "
                 "the screen"),
              "balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone printColBlack "
              "convMailMergeEsc autoSpaceLikeWord95 doNotSnapToGridInCell applyBreakingRules "
              "doNotUseEastAsianBreakRules useFELayout useAltKinsokuLineBreakRules "
              "displayHangulFixedWidth selectFldWithFirstOrLastChar doNotWrapTextWithPunct "
              "useAnsiKerningPairs printBodyTextBeforeHeader useNormalStyleForList "
              "cachedColBalance adjustLineHeightInTable growAutofit spaceForUL ulTrailSpace "
              "allowSpaceOfSameStyleInTable doNotSuppressIndentation"),
    _refused(N_("a binding edge at the top of the page"), "gutterAtTop",
             N_("set the gutter position to “Left”")),
    _refused(N_("a layout rule of an old version of Word"),
             "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading "
             "noColumnBalance noExtraLineSpacing spacingInWholePoints lineWrapLikeWord6 "
             "wpSpaceWidth showBreaksInFrames subFontBySize suppressBottomSpacing "
             "suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP "
             "suppressSpBfAfterPgBrk swapBordersFacingPages truncateFontHeightsLikeWP6 "
             "mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces "
             "footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment "
             "noSpaceRaiseLower layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules "
             "doNotBreakWrappedTables useWord2002TableStyleRules doNotUseIndentAsNumberingTabStop "
             "doNotAutofitConstrainedTables autofitToFirstFixedWidthCell underlineTabInNumList "
             "splitPgBreakAndParaMark doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable "
             "doNotVertAlignInTxbx",
             N_("save the file in the present format (File → Info → Convert)")),
)
# fmt: on

FEATURES = (*_TEXT, *_PARAGRAPHS, *_TABLES, *_PAGES, *_CHANGES, *_SETTINGS)
"""Every feature of the main namespace; drawings are in `drawing_features.py`."""
