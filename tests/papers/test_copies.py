"""Sao y, sao lục, trích sao: which paper may be copied how, the one series they share, where the block stands."""

import pytest

from app import audit, pdf
from app.papers import actions, queries
from app.papers.actions import Certifying
from app.papers.rules import Source, copied_how, copy_refusals, excerpt_refusals, register_symbol
from app.places import actions as places
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.papers import rows, samples
from tests.papers.reading import MM, codes, flat, made, pages, sample

ASKED = Certifying(DAY, ["Bà Nguyễn Thị Thuỵ Ưởng", "Lưu: VT"])


# ---- rules


@pytest.mark.parametrize(
    ("symbol", "register"),
    [
        ("SY-UBND", "SY-UBND"),
        ("SL-UBND", "SY-UBND"),
        ("TrS-UBND", "SY-UBND"),
        ("QĐ-UBND", "QĐ-UBND"),
        ("TTr-VHXH", "TTr-VHXH"),
    ],
)
def test_copies_of_every_kind_are_kept_in_one_register(symbol, register):
    assert register_symbol(symbol) == register


@pytest.mark.parametrize(
    ("source", "how", "codes"),
    [
        (Source("05/QĐ-UBND", False), "SY", []),
        (Source("03/SY-UBND", False, "SY"), "SL", []),
        (Source("04/SL-UBND", False, "SL"), "SL", ["copy-of-copy"]),
        (Source("04/TrS-UBND", False, "TrS"), "SL", ["copy-of-copy"]),
        (Source(None, True), "SY", ["copy-without-number", "paper-replaced"]),
    ],
)
def test_of_an_original_a_true_copy_and_of_that_a_copy_of_the_copy(source, how, codes):
    assert (copied_how(source), [one.code for one in copy_refusals(source)]) == (how, codes)


def test_an_excerpt_takes_something():
    assert [one.code for one in excerpt_refusals(Source("05/QĐ-UBND", False), 0)] == ["excerpt-of-nothing"]
    assert excerpt_refusals(Source("05/QĐ-UBND", False), 1) == []


# ---- the block on the page


def block() -> bytes:
    return made("paper_copy", samples.paper_copy()).bytes


def baseline(page, text: str) -> float:
    """How far below the top a text stands, in mm."""
    return page.search(text)[0]["bottom"] / MM


@pytest.mark.parametrize(("kind", "added"), [("decision", 0), ("minutes", 0), ("vote_count", 0), ("proposal", 1)])
def test_block_stands_below_the_end_of_the_paper_or_on_a_page_after_it(kind, added):
    source = sample(kind)
    copy = pdf.certified(source.bytes, block(), created=DAY, title="Sao y")
    assert copy.pages == source.pages + added
    last = list(pages(copy.bytes))[-1]
    line = next(one for one in (*last.rects, *last.lines) if one["width"] > 160 * MM and one["height"] < 1.5)
    assert round(line["width"] / MM) == 165
    assert line["bottom"] / MM < baseline(last, "SAO Y")
    before = [word for word in last.extract_words() if word["bottom"] < line["top"]]
    after = [word for word in last.extract_words() if word["top"] > line["bottom"]]
    own = ("Nguyễn", "SY-UBND", "SAO", "TL.", samples.CODE)
    assert any(word["text"].startswith(own) for word in after)
    assert not any(word["text"].startswith(("SAO", "TL.")) for word in before)
    assert max(word["bottom"] for word in after if not word["text"].startswith(samples.CODE)) <= 287 * MM
    assert pdf.text_of(copy.bytes)[:-1] == pdf.text_of(source.bytes)[: len(pdf.text_of(copy.bytes)) - 1]


def test_block_has_the_places_of_the_decree():
    (page,) = pages(block())
    left = [page.search(text)[0] for text in ("ỦY BAN NHÂN DÂN", "Số: 03/SY-UBND", "Nơi nhận:")]
    right = [page.search(text)[0] for text in ("SAO Y", "Vạn An, ngày 05 tháng 02 năm 2026", "TL. CHỦ TỊCH")]
    assert all(one["x1"] < page.width / 2 for one in left)
    assert all(one["x0"] > 0.4 * page.width for one in right)
    assert [one["top"] for one in right] == sorted(one["top"] for one in right)
    title = [char for char in page.chars if char["top"] >= right[0]["top"] - 1 and char["x0"] >= right[0]["x0"] - 1]
    assert (round(title[0]["size"]), "Bold" in title[0]["fontname"]) == (14, True)
    assert codes(page) == [f"{samples.CODE}-1"]


def test_a_scan_is_not_drawn_over():
    copy = pdf.certified(rows.scan(pages=2), block(), created=DAY, title="Sao y")
    assert copy.pages == 3
    assert "SAO Y" in pdf.text_of(copy.bytes)[2]


def test_copy_claims_no_archive_grade():
    source = made("decision", samples.decision())
    copy = pdf.certified(source.bytes, block(), created=DAY, title="Sao y Quyết định")
    assert b"pdfaid" in source.bytes or b"pdfaid" not in copy.bytes
    assert b"pdfaid" not in copy.bytes
    assert pdf.certified(source.bytes, block(), created=DAY, title="Sao y Quyết định").bytes == copy.bytes


# ---- copies of real papers


@pytest.fixture
def paper_id(app, cast):
    """A numbered paper of the commune; what it is matters not to a copy."""
    with app.app_context():
        found = rows.sealed(cast.users["officer"], "Quyết định tặng Giấy khen")
        with acting(cast.users["officer"]):
            places.save_signer(None, "Trần Quốc Thái", "Chủ tịch", "", ["CHỦ TỊCH"], DAY)
        with acting(cast.users["clerk"]):
            actions.take_number("QĐ-UBND", DAY, "Quyết định tặng Giấy khen", queries.get(found))
        return found


def test_copies_share_one_series_and_print_their_own_symbol(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        first = actions.make_copy(queries.get(paper_id), ASKED)
        second = actions.make_copy(first, ASKED)
        third = actions.take_number("TrS-UBND", DAY, "Trích sao Quyết định")
        assert [first.reference_number, second.reference_number, third] == ["01/SY-UBND", "02/SL-UBND", "03/TrS-UBND"]
        with pytest.raises(Refused) as refused:
            actions.enter_number("SL-UBND", 1, DAY, "Sao lục")
        assert [one.code for one in refused.value.reasons] == ["number-taken"]
        page = queries.register_page(queries.register_or_404("TrS-UBND", DAY.year))
        assert (page.series.symbol, page.gaps) == ("SY-UBND", [])
        assert [(one.number, one.symbol, one.paper_id) for one in page.entries] == [
            (3, "TrS-UBND", None),
            (2, "SL-UBND", second.id),
            (1, None, first.id),
        ]
        assert [one.symbol for one in queries.registers()] == ["QĐ-UBND", "SY-UBND"]
        with pytest.raises(Refused) as refused:
            actions.make_copy(second, ASKED)
        assert [one.code for one in refused.value.reasons] == ["copy-of-copy"]


def test_copy_holds_the_pages_of_the_paper_and_its_own_code(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        source = queries.get(paper_id)
        copy = actions.make_copy(source, ASKED)
        text = flat(queries.bytes_of(copy))
        for words in ("BẢN CAM KẾT", "SAO Y", "Số: 01/SY-UBND", "Trần Quốc Thái", copy.short_code, source.short_code):
            assert words in text
        assert (copy.kind, copy.subject_table, copy.subject_id) == ("paper_copy", "paper", source.id)
        assert queries.copies_of(source) == [copy]
        assert copy.facts["source_number"] == "01/QĐ-UBND"
        assert audit.lines_about(copy)[0].event == "paper-sealed"
        assert queries.by_code(copy.short_code) is copy


def test_copy_is_made_from_the_signed_scan_when_there_is_one(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        source = queries.get(paper_id)
        actions.file_scan(source, rows.scan(pages=2), "ban-ky.pdf")
        copy = actions.make_copy(source, ASKED)
        assert copy.pages == 3
        assert "BẢN CAM KẾT" not in flat(queries.bytes_of(copy))


def test_nothing_is_numbered_when_a_copy_is_refused(context, cast):
    unnumbered = rows.sealed(cast.users["officer"])
    with acting(cast.users["clerk"]):
        with pytest.raises(Refused) as refused:
            actions.make_copy(queries.get(unnumbered), ASKED)
        assert [one.code for one in refused.value.reasons] == ["copy-without-number"]
        assert queries.register("SY-UBND", DAY.year) is None


# ---- the screen


def test_clerk_copies_from_the_page_of_the_paper(browser_of, paper_id):
    clerk = browser_of("clerk")
    form = clerk.get(f"/papers/{paper_id}/copy").text
    assert "chưa có bản quét có chữ ký" in form
    assert "không phải PDF/A" in form
    fields = {"day": "20/08/2026", "signer": "", "number": "", "recipients": "- Bà Nguyễn Thị An;\nLưu: VT."}
    answer = clerk.post(f"/papers/{paper_id}/copy", data=fields)
    assert answer.status_code == 303
    page = clerk.get(answer.location).text
    assert "01/SY-UBND" in page
    assert "Sao lục" in page
    assert "Bản sao đã lập" in clerk.get(f"/papers/{paper_id}").text
    register = clerk.get("/papers/registers/SY-UBND/2026").text
    assert "chung một sổ" in register


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(browser_of, paper_id):
    clerk = browser_of("clerk")
    fields = {"day": "25/08/2026", "signer": "", "number": "x", "recipients": ""}
    answer = clerk.post(f"/papers/{paper_id}/copy", data=fields)
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert 'value="25/08/2026"' in answer.text
    assert 'value="x"' in answer.text


def test_leader_and_stranger_do_not_copy(browser_of, paper_id):
    assert browser_of("leader").post(f"/papers/{paper_id}/copy").status_code == 403
    assert browser_of("stranger").get(f"/papers/{paper_id}/copy").status_code == 404
