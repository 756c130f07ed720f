"""What each rule set knows by name: its types of document, copies and forms of authority."""

from __future__ import annotations

import re
from datetime import date

import pytest

from workflow.model.errors import UnknownDocumentType
from workflow.rules.authorities import Standing
from workflow.rules.rulesets import RuleSet, in_force, rule_sets

SETS = {rules.id: rules for rules in rule_sets()}
EVERY = pytest.mark.parametrize("rules", SETS.values(), ids=SETS)


@pytest.fixture
def hd05() -> RuleSet:
    return in_force("party", date(2026, 11, 23))


PARTY = {
    "nghi-quyet": "NQ", "quyet-dinh": "QĐ", "quy-dinh": "QĐ", "chi-thi": "CT", "ket-luan": "KL",
    "quy-che": "QC", "bao-cao": "BC", "to-trinh": "TTr", "thong-tri": "TT", "chuong-trinh": "CTr",
    "thong-bao": "TB", "huong-dan": "HD", "ke-hoach": "KH", "de-an": "ĐA", "phuong-an": "PA",
    "du-an": "DA", "quy-hoach": "QH", "cong-van": "CV", "bien-ban": "BB", "giay-moi": "GM",
}  # fmt: skip

STATE = {
    "nghi-quyet": "NQ", "quyet-dinh": "QĐ", "chi-thi": "CT", "quy-che": "QC", "quy-dinh": "QyĐ",
    "thong-cao": "TC", "thong-bao": "TB", "huong-dan": "HD", "chuong-trinh": "CTr",
    "ke-hoach": "KH", "phuong-an": "PA", "de-an": "ĐA", "du-an": "DA", "bao-cao": "BC",
    "bien-ban": "BB", "to-trinh": "TTr", "hop-dong": "HĐ", "cong-dien": "CĐ",
    "ban-ghi-nho": "BGN", "ban-thoa-thuan": "BTT", "giay-uy-quyen": "GUQ", "giay-moi": "GM",
    "giay-gioi-thieu": "GGT", "giay-nghi-phep": "GNP", "phieu-gui": "PG", "phieu-chuyen": "PC",
    "phieu-bao": "PB", "cong-van": "",
}  # fmt: skip

SYMBOLS = {
    "party-hd36": {**PARTY, "quy-dinh": "QĐi"},
    "party-hd05": PARTY,
    "state-nd30": STATE,
}


@EVERY
def test_a_rule_set_has_these_types_with_these_symbols(rules: RuleSet) -> None:
    assert {kind.id: kind.symbol for kind in rules.types.values()} == SYMBOLS[rules.id]


@pytest.mark.parametrize(
    "name", ["ket-luan", "KẾT LUẬN", "Kết luận", "kết luận", "KL", "kl", "Ke\u0302\u0301t luận"]
)
def test_a_type_is_known_by_its_id_its_name_and_its_symbol(hd05: RuleSet, name: str) -> None:
    kind = hd05.document_type(name)
    assert (kind.id, kind.name, kind.symbol) == ("ket-luan", "KẾT LUẬN", "KL")


@pytest.mark.parametrize("name", ["ket-luận", "ket-lua", "zzz", ""])
def test_an_unknown_type_is_refused_with_the_nearest(hd05: RuleSet, name: str) -> None:
    with pytest.raises(UnknownDocumentType) as refused:
        hd05.document_type(name)
    assert refused.value.text() == f"No document type is called “{name}”."
    assert "ket-luan" in refused.value.hint_text()


@EVERY
def test_every_type_is_known_by_its_id_name_and_title(rules: RuleSet) -> None:
    for kind in rules.types.values():
        assert {rules.document_type(n) for n in (kind.id, kind.name, kind.title)} == {kind}


@EVERY
def test_a_symbol_names_one_type_but_for_the_qd_of_hd05(rules: RuleSet) -> None:
    for kind in rules.types.values():
        if kind.symbol:
            shared = rules.id == "party-hd05" and kind.id == "quy-dinh"
            assert (rules.document_type(kind.symbol) == kind) is not shared
    assert rules.document_type("QĐ").id == "quyet-dinh"


@EVERY
@pytest.mark.parametrize("name", ["", " ", ".", "-"])
def test_no_type_is_called_nothing_though_a_cong_van_has_no_symbol(
    rules: RuleSet, name: str
) -> None:
    with pytest.raises(UnknownDocumentType):
        rules.document_type(name)


@EVERY
def test_no_two_types_share_a_name(rules: RuleSet) -> None:
    names = [kind.name for kind in rules.types.values()]
    assert len(set(names)) == len(names)


@EVERY
def test_ids_are_plain_names_are_capitals_and_titles_open_with_one(rules: RuleSet) -> None:
    for kind in [*rules.types.values(), *rules.copies.values()]:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.id)
        assert kind.name == kind.title.upper()
        assert kind.title == kind.title.capitalize()


def test_an_id_means_the_same_type_in_every_rule_set() -> None:
    for id in set(PARTY) & set(STATE):
        assert len({rules.types[id].title for rules in SETS.values()}) == 1


LAYOUTS = {
    "party": {"named", "letter", "proposal", "decision", "minutes", "invitation"},
    "state": {"named", "letter", "proposal", "decision", "minutes", "invitation"},
}


@EVERY
def test_layouts_belong_to_the_family_and_each_is_used(rules: RuleSet) -> None:
    used = {kind.layout for kind in rules.types.values()}
    assert used == {f"{rules.family}-{layout}" for layout in LAYOUTS[rules.family]}


@pytest.mark.parametrize(
    ("id", "layout"),
    [
        ("ket-luan", "named"),
        ("cong-van", "letter"),
        ("to-trinh", "proposal"),
        ("quyet-dinh", "decision"),
        ("bien-ban", "minutes"),
        ("giay-moi", "invitation"),
    ],
)
def test_a_type_of_the_party_is_laid_out_alike_under_both_guidelines(id: str, layout: str) -> None:
    assert {SETS[s].types[id].layout for s in ("party-hd36", "party-hd05")} == {f"party-{layout}"}


@EVERY
def test_whoever_is_addressed_is_addressed_in_a_type_there_is(rules: RuleSet) -> None:
    words = rules.part("addressee")["words"]
    assert set(words) <= set(rules.types)
    laid_out = {rules.types[id].layout.partition("-")[2] for id in words}
    assert laid_out == {"letter", "proposal"}


@pytest.mark.parametrize(
    ("id", "symbols"),
    [
        ("party-hd36", ("BS", "BS", "BS")),
        ("party-hd05", ("BS", "BS", "BS")),
        ("state-nd30", ("SY", "SL", "TrS")),
    ],
)
def test_copies_have_symbols_of_their_own(id: str, symbols: tuple[str, ...]) -> None:
    copies = SETS[id].copies
    assert tuple(copies[c].symbol for c in ("sao-y", "sao-luc", "trich-sao")) == symbols


# -- forms of authority ----------------------------------------------------------------------------

BOTH = ("party-hd36", "party-hd05")
S = Standing


@pytest.mark.parametrize("id", BOTH)
@pytest.mark.parametrize(
    ("authority", "title", "standing"),
    [
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.LISTED),
        ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", S.LISTED),
        ("T/M BAN THƯỜNG VỤ", "", S.LISTED),
        ("T/M TỈNH ỦY", "BÍ THƯ", S.LISTED),
        ("T/M UỶ BAN KIỂM TRA", "PHÓ CHỦ NHIỆM", S.LISTED),
        ("T/M BỘ CHÍNH TRỊ", "", S.LISTED),
        ("T/M HỘI ĐỒNG", "CHỦ TỊCH", S.LISTED),
        ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", S.LISTED),
        ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", S.LISTED),
        ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", S.LISTED),
        ("T/L TRƯỞNG BAN", "PHÓ CHÁNH VĂN PHÒNG", S.LISTED),
        ("Q. CHÁNH VĂN PHÒNG", "", S.LISTED),
        ("", "Q. TRƯỞNG BAN", S.LISTED),
        ("", "TRƯỞNG BAN", S.LISTED),
        ("TRƯỞNG BAN", "", S.LISTED),
        ("", "PHÓ TRƯỞNG BAN", S.LISTED),
        ("PHÓ BÍ THƯ", "kiêm TRƯỞNG BAN CHỈ ĐẠO", S.LISTED),
        ("PHÓ BÍ THƯ kiêm", "TRƯỞNG BAN CHỈ ĐẠO", S.LISTED),
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", S.TITLE_NOT_LISTED),
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ TỈNH UỶ", S.TITLE_NOT_LISTED),
        ("T/M BAN THƯỜNG VỤ", "UỶ VIÊN", S.TITLE_NOT_LISTED),
        ("T/M UỶ BAN KIỂM TRA", "BÍ THƯ", S.TITLE_NOT_LISTED),
        ("T/M BỘ CHÍNH TRỊ", "TỔNG BÍ THƯ", S.TITLE_NOT_LISTED),
        ("K/T TRƯỞNG BAN", "PHÓ CHÁNH VĂN PHÒNG", S.TITLE_NOT_LISTED),
        ("K/T TRƯỞNG BAN", "TRƯỞNG BAN", S.TITLE_NOT_LISTED),
        ("Q. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", S.TITLE_NOT_LISTED),
        ("", "BÍ THƯ", S.TITLE_NOT_LISTED),
        ("", "", S.TITLE_NOT_LISTED),
        ("K/T BÍ THƯ", "PHÓ BÍ THƯ", S.BODY_NOT_LISTED),
        ("T/M TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", S.BODY_NOT_LISTED),
        ("T/M", "BÍ THƯ", S.BODY_NOT_LISTED),
        ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.OTHER_FAMILY),
        ("TM.BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.OTHER_FAMILY),
        ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", S.OTHER_FAMILY),
        ("TL. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", S.OTHER_FAMILY),
        ("TUQ. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG", S.OTHER_FAMILY),
        ("TM BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.MISSPELT),
        ("T/M. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.MISSPELT),
        ("T/U BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.UNKNOWN),
        ("THAY MẶT BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", S.UNKNOWN),
    ],
)
def test_the_party_lists_who_may_sign_under_what_authority(
    id: str, authority: str, title: str, standing: Standing
) -> None:
    assert SETS[id].judge_authority(authority, title).standing is standing


@pytest.mark.parametrize(
    ("authority", "title", "standing"),
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", S.LISTED),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", S.LISTED),
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", S.LISTED),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", S.LISTED),
        ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", S.LISTED),
        ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC", S.LISTED),
        ("Q. GIÁM ĐỐC", "", S.LISTED),
        ("", "BỘ TRƯỞNG", S.LISTED),
        ("KT. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", S.TITLE_NOT_LISTED),
        ("TL. BỘ TRƯỞNG", "", S.TITLE_NOT_LISTED),
        ("TM. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", S.BODY_NOT_LISTED),
        ("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH", S.OTHER_FAMILY),
        ("K/T BỘ TRƯỞNG", "THỨ TRƯỞNG", S.OTHER_FAMILY),
        ("PHÓ CHỦ TỊCH kiêm", "TRƯỞNG BAN CHỈ ĐẠO", S.OTHER_FAMILY),
        ("TUQ GIÁM ĐỐC", "TRƯỞNG PHÒNG", S.MISSPELT),
    ],
)
def test_the_state_has_forms_of_its_own(authority: str, title: str, standing: Standing) -> None:
    assert SETS["state-nd30"].judge_authority(authority, title).standing is standing


UBND = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("first", "second", "title", "standing"),
    [
        (UBND, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", S.LISTED),
        (UBND, "TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", S.LISTED),
        (UBND, "Q. CHỦ TỊCH", "", S.LISTED),
        (UBND, "KT. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", S.TITLE_NOT_LISTED),
        (UBND, "KT. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", S.BODY_NOT_LISTED),
        ("TM. GIÁM ĐỐC", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", S.BODY_NOT_LISTED),
        (UBND, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", S.NOT_BELOW_IT),
        (UBND, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", S.NOT_BELOW_IT),
        ("KT. BỘ TRƯỞNG", "TL. BỘ TRƯỞNG", "VỤ TRƯỞNG", S.NOT_BELOW_IT),
        (UBND, "K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH", S.OTHER_FAMILY),
        (UBND, "KT CHỦ TỊCH", "PHÓ CHỦ TỊCH", S.MISSPELT),
        ("T/M ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", S.OTHER_FAMILY),
    ],
)
def test_what_may_stand_on_a_second_line_of_authority(
    first: str, second: str, title: str, standing: Standing
) -> None:
    assert SETS["state-nd30"].judge_authority(first, title, second).standing is standing


@pytest.mark.parametrize("id", BOTH)
def test_a_party_document_has_one_line_of_authority(id: str) -> None:
    judged = SETS[id].judge_authority("T/M BAN THƯỜNG VỤ", "PHÓ TRƯỞNG BAN", "K/T TRƯỞNG BAN")
    assert judged.standing is S.NOT_BELOW_IT
    assert judged.expected == ()


@pytest.mark.parametrize(
    ("authority", "title", "found", "expected"),
    [
        (
            "T/M BAN THƯỜNG VỤ",
            "PHÓ BÍ THƯ THƯỜNG TRỰC",
            "PHÓ BÍ THƯ THƯỜNG TRỰC",
            ("BÍ THƯ", "PHÓ BÍ THƯ"),
        ),
        (
            "K/T TRƯỞNG TIỂU BAN",
            "UỶ VIÊN",
            "UỶ VIÊN",
            ("PHÓ TRƯỞNG TIỂU BAN",),
        ),
        (
            "TM. BAN THƯỜNG VỤ",
            "PHÓ BÍ THƯ",
            "TM. BAN THƯỜNG VỤ",
            ("T/M BAN THƯỜNG VỤ",),
        ),
        ("TUQ. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "TUQ. TRƯỞNG BAN", ()),
        ("KT TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "KT TRƯỞNG BAN", ("K/T TRƯỞNG BAN",)),
    ],
)
def test_a_judgement_says_what_is_there_and_what_the_rule_lists(
    hd05: RuleSet, authority: str, title: str, found: str, expected: tuple[str, ...]
) -> None:
    judgement = hd05.judge_authority(authority, title)
    assert (judgement.found, judgement.expected) == (found, expected)


@pytest.mark.parametrize("body", ["HUYỆN UỶ", "QUẬN UỶ", "ĐẢNG ĐOÀN", "BAN CÁN SỰ ĐẢNG"])
def test_bodies_that_were_done_away_with_are_listed_by_hd36_only(body: str) -> None:
    standings = [SETS[id].judge_authority(f"T/M {body}", "BÍ THƯ").standing for id in BOTH]
    assert standings == [S.LISTED, S.BODY_NOT_LISTED]


@EVERY
def test_every_form_of_authority_has_signers_and_no_placeholder_is_left(rules: RuleSet) -> None:
    for authority in rules.authorities.values():
        assert authority.signers
        assert all(signers.titles for signers in authority.signers)
        patterns = [*authority.listed_bodies, *(t for s in authority.signers for t in s.titles)]
        assert not [p for p in patterns if "<" in p]
