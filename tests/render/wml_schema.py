"""What may stand where in WordprocessingML: the names of wml.xsd (ECMA-376, transitional)."""

from __future__ import annotations

_BORDER_SIDES = "top start left bottom end right insideH insideV"
_MARGIN_SIDES = "top start left bottom end right"
_RANGES = (
    "bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "commentRangeStart commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
    "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
_RUN_LEVEL = f"proofErr permStart permEnd {_RANGES} ins del moveFrom moveTo"
_BLOCKS = f"customXml sdt p tbl altChunk {_RUN_LEVEL}"
_CONTENT = f"customXml smartTag sdt dir bdo r fldSimple hyperlink subDoc {_RUN_LEVEL}"
_RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH_PROPERTIES = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
_NOTES = "pos numFmt numStart numRestart"

HOLDERS = {
    holder: tuple(names.split())
    for holder, names in {
        "document": "background body",
        "body": f"{_BLOCKS} sectPr",
        "hdr": _BLOCKS,
        "ftr": _BLOCKS,
        "footnotes": "footnote",
        "endnotes": "endnote",
        "footnote": _BLOCKS,
        "endnote": _BLOCKS,
        "txbxContent": _BLOCKS,
        "p": f"pPr {_CONTENT}",
        "hyperlink": _CONTENT,
        "fldSimple": f"fldData {_CONTENT}",
        "sdtContent": f"{_BLOCKS} {_CONTENT} tr tc",
        "smartTag": f"smartTagPr {_CONTENT}",
        "customXml": f"customXmlPr {_BLOCKS} {_CONTENT}",
        "pPr": _PARAGRAPH_PROPERTIES,
        "rPr": f"{_RUN_PROPERTIES} ins del moveFrom moveTo",
        "r": (
            "rPr br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort "
            "monthShort yearShort dayLong monthLong yearLong annotationRef footnoteRef endnoteRef "
            "separator continuationSeparator sym pgNum cr tab object pict fldChar ruby "
            "footnoteReference endnoteReference commentReference drawing ptab lastRenderedPageBreak"
        ),
        "fldChar": "fldData ffData numberingChange",
        "numPr": "ilvl numId numberingChange ins",
        "pBdr": "top left bottom right between bar",
        "tabs": "tab",
        "tbl": f"{_RANGES} tblPr tblGrid tr customXml sdt {_RUN_LEVEL}",
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
            "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
            "tblDescription tblPrChange"
        ),
        "tblPrEx": (
            "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
            "tblPrExChange"
        ),
        "tblGrid": "gridCol tblGridChange",
        "tblBorders": _BORDER_SIDES,
        "tblCellMar": _MARGIN_SIDES,
        "tr": f"tblPrEx trPr tc customXml sdt {_RUN_LEVEL}",
        "trPr": (
            "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
            "tblCellSpacing jc hidden ins del trPrChange"
        ),
        "tc": f"tcPr {_BLOCKS}",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
            "tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
        ),
        "tcBorders": f"{_BORDER_SIDES} tl2br tr2bl",
        "tcMar": _MARGIN_SIDES,
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
            "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
            "bidi rtlGutter docGrid printerSettings sectPrChange"
        ),
        "cols": "col",
        "footnotePr": f"{_NOTES} footnote",
        "endnotePr": f"{_NOTES} endnote",
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sdtPr": (
            "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex "
            "equation comboBox date docPartObj docPartList dropDownList picture richText text "
            "citation group bibliography"
        ),
        "sdtEndPr": "rPr",
        "comboBox": "listItem",
        "dropDownList": "listItem",
        "docPartObj": "docPartGallery docPartCategory docPartUnique",
        "date": "dateFormat lid storeMappedDataAs calendar",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": (
            "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
        ),
        "num": "abstractNumId lvlOverride",
        "lvlOverride": "startOverride lvl",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "rPrDefault": "rPr",
        "pPrDefault": "pPr",
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
            "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
            "tblPr trPr tcPr tblStylePr"
        ),
        "tblStylePr": "pPr rPr tblPr trPr tcPr",
        "settings": (
            "writeProtection view zoom removePersonalInformation removeDateAndTime "
            "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
            "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
            "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
            "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
            "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate "
            "linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
            "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection "
            "autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
            "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
            "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting "
            "bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
            "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
            "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
            "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
            "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars "
            "noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
            "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml "
            "saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
            "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat "
            "docVars rsids attachedSchema themeFontLang clrSchemeMapping "
            "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
            "readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol "
            "listSeparator"
        ),
        "compat": (
            "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL "
            "noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing "
            "doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints "
            "lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth "
            "showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing "
            "suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk "
            "swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps "
            "usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8 "
            "shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable "
            "autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing "
            "layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules "
            "doNotBreakWrappedTables doNotSnapToGridInCell selectFldWithFirstOrLastChar "
            "applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules "
            "useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList "
            "doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules "
            "allowSpaceOfSameStyleInTable doNotSuppressIndentation doNotAutofitConstrainedTables "
            "autofitToFirstFixedWidthCell underlineTabInNumList displayHangulFixedWidth "
            "splitPgBreakAndParaMark doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable "
            "doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance compatSetting"
        ),
    }.items()
}
"""The elements that may stand in each element, names without prefix."""
