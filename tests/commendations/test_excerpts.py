"""Trích sao of a real decision: from the sealed facts, with only what was chosen."""

import pytest

from app.commendations import actions, queries
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.actions import Certifying
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.papers.reading import flat, in_order

ASKED = Certifying(DAY, ["Lưu: VT"])


@pytest.fixture
def paper_id(app, cast, dossier_at):
    """The sealed decision on three recipients."""
    dossier_id = dossier_at("decided", count=3)
    with app.app_context(), acting(cast.users["clerk"]):
        return queries.papers_of(queries.get(dossier_id))["decision", 0].id


def test_excerpt_has_the_whole_form_and_only_the_chosen_part(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        source = sealed.get(paper_id)
        made = actions.make_excerpt(source, [1], [2], ASKED)
        text = flat(sealed.bytes_of(made))
        phrases = (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 01/QĐ-UBND",
            "QUYẾT ĐỊNH",
            "Căn cứ Luật Thi đua, khen thưởng",
            "Điều 1.",
            "(Đã ký)",
            "Trần Quốc Thái",
            "DANH SÁCH",
            "Tổ công nghệ số cộng đồng thôn Đông Yên",
            "TRÍCH SAO",
            "Số: 01/TrS-UBND",
            "Lưu: VT.",
        )
        assert in_order(text, phrases) == list(phrases)
        assert "Điều 2." not in text
        assert "Nguyễn Hoàng Quốc Khánh" not in text
        listed = [
            row["number"] for kind in ("people", "collectives", "households") for row in made.facts["tables"][kind]
        ]
        assert (listed, made.facts["articles"]) == ([2], [1])
        assert (made.kind, made.subject_table, made.subject_id, made.reference_number) == (
            "excerpt",
            "paper",
            source.id,
            "01/TrS-UBND",
        )


def test_words_come_from_the_sealed_paper_not_from_todays_rows(context, cast, paper_id):
    with acting(cast.users["officer"]):
        source = sealed.get(paper_id)
        was = actions.excerpt_facts_of(source).achievement
        dossier = next(one.dossier for one in queries.listed(limit=1))
        dossier.achievement = "thành tích khác hẳn"
        made = actions.make_excerpt(source, [1], [], ASKED)
        assert made.facts["achievement"] == was
        assert "DANH SÁCH" not in flat(sealed.bytes_of(made))


def test_one_series_with_the_other_copies(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        source = sealed.get(paper_id)
        numbers = [
            actions.make_excerpt(source, [1], [], ASKED).reference_number,
            papers.make_copy(source, ASKED).reference_number,
            actions.make_excerpt(source, [], [1], ASKED).reference_number,
        ]
        assert numbers == ["01/TrS-UBND", "02/SY-UBND", "03/TrS-UBND"]


def test_something_must_be_chosen_and_nothing_is_numbered_without(context, cast, paper_id):
    with acting(cast.users["clerk"]):
        with pytest.raises(Refused) as refused:
            actions.make_excerpt(sealed.get(paper_id), [], [], ASKED)
        assert [one.code for one in refused.value.reasons] == ["excerpt-of-nothing"]
        assert sealed.register("TrS-UBND", DAY.year) is None


def test_clerk_makes_it_from_the_page_of_the_decision(browser_of, paper_id):
    clerk = browser_of("clerk")
    assert f'href="/commendations/decisions/{paper_id}/excerpt"' in clerk.get(f"/papers/{paper_id}").text
    address = f"/commendations/decisions/{paper_id}/excerpt"
    form = clerk.get(address).text
    assert "Tổ công nghệ số cộng đồng thôn Đông Yên" in form
    fields = {"day": "20/08/2026", "signer": "", "number": "", "recipients": "Lưu: VT"}
    refused = clerk.post(address, data=fields)
    assert refused.status_code == 422
    assert "Chọn ít nhất một điều" in refused.text
    answer = clerk.post(address, data={**fields, "lines": ["1", "3"], "articles": ["1"]})
    assert answer.status_code == 303
    assert "01/TrS-UBND" in clerk.get(answer.location).text


def test_who_may_not(browser_of, paper_id):
    address = f"/commendations/decisions/{paper_id}/excerpt"
    assert browser_of("leader").get(address).status_code == 403
    assert browser_of("stranger").get(address).status_code == 404
