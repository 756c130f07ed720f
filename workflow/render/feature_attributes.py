"""The attributes of WordprocessingML that are known: those of wml.xsd (ECMA-376 Part 1).

What an attribute means is for the reader of its element; one that is on no list is refused.
"""

from __future__ import annotations

_NAMES = """
abstractNumId accent1 accent2 accent3 accent4 accent5 accent6 actualPg after afterAutospacing
afterLines algIdExt algIdExtSource algorithmName alignment all allStyles alternateStyleNames
anchor anchorLock appName ascii asciiTheme author before beforeAutospacing beforeLines bg1 bidi bg2
bottom bottomFromText calendar caption chapNum chapSep chapStyle char charSpace checkStyle
clear clearFormatting code colFirst colLast color colorDelta combine combineBrackets comments
conformance count countBy cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType
cryptProvider cryptProviderType cryptProviderTypeExt cryptProviderTypeExtSource cryptSpinCount
cs csb0 csb1 cstheme customMarkFollows customStyle customStyles date decorated default
defLockedState defQFormat defSemiHidden defUIPriority defUnhideWhenUsed dirty
directFormattingOnNumbering directFormattingOnParagraphs directFormattingOnRuns
directFormattingOnTables displacedByCustomXml display displayText distance dllVersion
docLocation drawAspect dropCap dxaOrig dyaOrig eastAsia eastAsiaTheme ed edGrp edit element
end endChars enforcement equalWidth evenHBand evenVBand fieldCodes fill first firstColumn
firstLine firstLineChars firstRow firstRowFirstColumn firstRowLastColumn fldCharType fldLock
fmt followedHyperlink font fontKey fontSz footer format formatting frame fullDate grammar
gutter h hAnchor hAnsi hAnsiTheme hRule hSpace hanging hangingChars hash hashValue header
heading headingStyles hint history horzAnchor hyperlink id ilvl initials inkAnnotations insDel
instr lang lastColumn lastRow lastRowFirstColumn lastRowLastColumn lastValue latentStyles
leader left leftChars leftFromText legacy legacyIndent legacySpace line linePitch lineRule
lines lockedField locked markup multiLine name namespaceuri nlCheck noHBand noLabel noVBand
null num numFmt numId numPicBulletId numberingStyles oddHBand oddVBand offsetFrom
optimizeForBrowser orient original other percent pos prefixMappings progId qFormat recommended
relativeTo restart right rightChars rightFromText rsidDel rsidP rsidR rsidRDefault rsidRPr
rsidSect rsidTr salt saltValue semiHidden sep shadow shapeId shapeid solutionID space spelling
spinCount start startChars storeItemID styleId stylesInUse subsetted sz t1 t2 tableStyles
target tentative tgtFrame themeColor themeFill themeFillShade themeFillTint themeShade
themeTint tooltip top top3HeadingStyles topFromText tplc tblpX tblpXSpec tblpY tblpYSpec type
uiPriority unhideWhenUsed updateMode uri url usb0 usb1 usb2 usb3 vAnchor vMerge vMergeOrig
vSpace val value vendorID vert vertAnchor vertCompress vertical visibleStyles w wrap x xAlign
xpath y yAlign zOrder
"""
ATTRIBUTES = frozenset(_NAMES.split())
