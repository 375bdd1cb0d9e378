"""After a decision: the public list, the money, the ceremony with its lists and giấy mời, photographs, the end."""

import io
from datetime import date, time

import pytest

from app import pdf
from app.commendations import actions as dossiers
from app.commendations import documents, queries
from app.commendations.actions import handing as actions
from app.commendations.models import Achievement
from app.commendations.queries import handing
from app.commendations.rules.handing import Also, OtherAward, paid_beside
from app.db import db
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.pdf import files

CEREMONY = date(2026, 9, 2)
PLACE = "Hội trường Ủy ban nhân dân xã Vạn An"


@pytest.fixture
def decided(context, cast, dossier_at) -> int:
    """A decided dossier with a person, a collective and a household."""
    return dossier_at("decided", count=3)


def planned(dossier):
    return actions.save_ceremony(
        dossier, day=CEREMONY, starts=time(8, 0), place=PLACE, presenter="Trần Quốc Thái, Chủ tịch", host="Lê Thị Mai"
    )


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def test_the_money_is_that_of_the_sealed_decision_and_a_cancelled_award_is_paid_nothing(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        bonus = queries.papers_of(dossier)["decision", 0].facts["bonus"]
        paid = {one.nominee.subject_kind: one for one in actions.payments(dossier)}
        # 2.530.000 đồng from 01/7/2026: 0,3, 0,6 and 0,45 of it, rounded up to 10.000 đồng.
        sums = {"person": 760_000, "collective": 1_520_000, "household": 1_140_000}
        assert {kind: one.amount for kind, one in paid.items()} == documents.sealed_amounts(bonus) == sums
        assert [one.differs for one in paid.values()] == [False] * 3
        assert documents.sealed_amounts(None) == {}
        lost = paid["collective"].nominee
        row = db.session.query(Achievement).filter_by(nominee_id=lost.id).one()
        row.revoked_on, row.revoked_by = DAY, "Quyết định số 99/QĐ-UBND"
        db.session.flush()
        again = {one.nominee.subject_kind: one for one in actions.payments(dossier)}["collective"]
        assert (again.amount, again.paid) == (1_520_000, None)
        assert again.revoked == "đã hủy ngày 20/08/2026 theo Quyết định số 99/QĐ-UBND"
        assert [one.subject_kind for one in handing.recipients(dossier)] == ["person", "household"]


def test_what_another_award_of_the_period_means_for_the_money(cast, decided):
    assert paid_beside(False, "Thành tích A", OtherAward(False, "thanh tich a")) is Also.SAME_MERIT
    assert paid_beside(False, "A", OtherAward(False, "B")) is Also.EACH
    assert paid_beside(False, "A", OtherAward(None, "B")) is Also.EACH
    assert paid_beside(False, "A", OtherAward(True, "B")) is Also.TITLE_AND_FORM
    assert paid_beside(True, "A", OtherAward(True, "B")) is Also.HIGHEST_TITLE
    with rows.officer(cast):
        dossier = queries.get(decided)
        person = queries.by_roll(dossier)[0].person
        old = dict(award_type="cong_trang", issuer_name="Chủ tịch UBND huyện Nam Đàn", today=DAY)
        for award, merit, number, day in (
            ("GK_XA", "Hiến đất làm đường", "1/QĐ", date(2026, 5, 1)),
            ("GK_XA", "Trước kỳ", "2/QĐ", date(2025, 5, 1)),
        ):
            dossiers.save_achievement(
                person, award=award, award_label="Giấy khen", merit=merit, reference_number=number, day=day, **old
            )
        (person_line, *others) = actions.payments(dossier)
        assert [(one.row.reference_number, one.means) for one in person_line.beside] == [("1/QĐ", Also.EACH)]
        assert [one.beside for one in others] == [(), ()]


def test_the_public_list_tells_no_more_than_name_place_and_merit(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        person = queries.by_roll(dossier)[0].person
        person.phone = "0912345678"
        signing = places.signings(DAY, actions.ANNOUNCEMENT)[0]
        paper = actions.announce(dossier, signing, DAY)
        assert actions.announce(dossier, signing, DAY).id == paper.id
        words = " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())
        told = actions.announcement_text(dossier, DAY)
        for said in (words, told):
            assert all(name in said for name in ("Nguyễn Thị Thuỵ Ưởng", "Tổ công nghệ số cộng đồng", "Hộ ông"))
            assert "0912345678" not in said
            assert "1987" not in said
            assert "1975" not in said
        assert "TM. ỦY BAN NHÂN DÂN" in words
        assert "/TB-UBND" in words
        assert paper.kind in [one.kind for one in queries.beside(dossier)]
        assert ("announcement", 0) not in queries.papers_of(dossier)
        with pytest.raises(Refused) as caught:
            actions.announce(dossier, None, date(2026, 1, 1))
        assert codes(caught) == ["ceremony-before-decision", "no-signer"]


def test_the_list_to_sign_on_follows_the_ceremony(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        first = actions.seal_sign_for(dossier)
        assert [one["golden_number"] for one in first.facts["rows"]] == [1, 2, 3]
        assert (first.facts["total"], first.facts["time_text"]) == ("3.420.000 đồng", None)
        assert first.facts["total_words"] == "Ba triệu bốn trăm hai mươi nghìn đồng"
        last = queries.by_roll(dossier)[2]
        dossiers.order_ceremony(dossier, {last.id: 1})
        planned(dossier)
        assert actions.changed_since(dossier) == {actions.SIGN_FOR}
        second = actions.seal_sign_for(dossier)
        assert first.replaced
        assert second.day == CEREMONY
        assert [one["golden_number"] for one in second.facts["rows"]] == [3, 1, 2]
        assert [one["money"] for one in second.facts["rows"]] == ["1.140.000", "760.000", "1.520.000"]
        assert [one["hamlet"] for one in second.facts["rows"]] == ["Thôn Đông Yên"] * 3
        assert actions.changed_since(dossier) == set()
        assert actions.seal_sign_for(dossier).id == second.id


def test_recipients_and_the_heads_of_their_hamlets_are_invited(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        signing = places.signings(DAY, actions.INVITATION)[0]
        asked = actions.Inviting(day=DAY, signing=signing, request=documents.WELCOME + ".")
        with pytest.raises(Refused) as caught:
            actions.invite(dossier, asked)
        assert codes(caught) == ["ceremony-missing"]
        planned(dossier)
        with pytest.raises(Refused) as caught:
            actions.invite(dossier, actions.Inviting(day=date(2026, 9, 3), signing=None))
        assert codes(caught) == ["invitation-after-ceremony", "no-signer"]
        facts = actions.invite(dossier, asked).facts
        assert [one["name"] for one in facts["rows"]] == [
            "Bà Nguyễn Thị Thuỵ Ưởng",
            "Đại diện Tổ công nghệ số cộng đồng thôn Đông Yên",
            "Ông Nguyễn Hoàng Quốc Khánh",
            "Ông (bà) Phạm Văn Khoa",
        ]
        assert facts["time_text"] == "08 giờ 00 phút, thứ Tư, ngày 02 tháng 9 năm 2026"
        assert "Quyết định số 01/QĐ-UBND" in facts["occasion"]


def test_a_ceremony_has_its_day_and_the_file_its_end(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        with pytest.raises(Refused) as caught:
            actions.save_ceremony(dossier, day=date(2026, 8, 1), starts=time(8, 0), place=PLACE)
        assert codes(caught) == ["ceremony-before-decision"]
        for plan, code in ((False, "ceremony-missing"), (True, "ceremony-to-come")):
            if plan:
                planned(dossier)
            with pytest.raises(Refused) as caught:
                actions.hand_over(dossier, DAY)
            assert codes(caught) == [code]
        actions.hand_over(dossier, CEREMONY)
        with pytest.raises(Refused) as caught:
            planned(dossier)
        assert codes(caught) == ["ceremony-closed"]
        assert codes_of(actions.why_not_handed(dossier, CEREMONY)) == ["ceremony-closed"]
        actions.open_again(dossier)
        with pytest.raises(Refused) as caught:
            actions.open_again(dossier)
        assert codes(caught) == ["ceremony-not-closed"]


def codes_of(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def test_photographs_are_kept_without_their_notes_and_bad_ones_told(cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        picture = files.jpeg()
        with pytest.raises(Refused) as caught:
            actions.add_photos(dossier, [("a.jpg", picture)])
        assert codes(caught) == ["ceremony-missing"]
        planned(dossier)
        found = actions.add_photos(dossier, [("a.jpg", picture), ("b.jpg", picture), ("c.pdf", b"%PDF-1.4")], "Lễ trao")
        assert [codes_of(one.reasons) for one in found] == [[], ["photo-known"], ["photo-kind"]]
        (kept,) = handing.photos_of(handing.ceremony_of(dossier))
        assert (kept.caption, kept.sha256 == pdf.photograph(picture).bytes) == ("Lễ trao", False)
        actions.remove_photo(dossier, kept)
        assert handing.photos_of(handing.ceremony_of(dossier)) == []


def test_pages_lead_from_the_decision_to_the_end_of_the_file(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("decided", count=3)
    base, browser = f"/commendations/{dossier_id}/after", browser_of("officer")
    assert base in browser.get(f"/commendations/{dossier_id}").text
    page = browser.get(base).text
    assert "3.420.000 đồng" in page
    assert "Chưa ghi ngày, giờ, nơi trao giấy khen." in page
    wrong = browser.post(f"{base}/ceremony", data={"day": "01/01/2020", "starts": "8:00", "place": "Hội trường xã"})
    assert wrong.status_code == 422
    assert "không được trước ngày quyết định" in wrong.text
    assert "Hội trường xã" in wrong.text
    typed = {"day": "20/08/2026", "starts": "8:00", "place": PLACE, "host": "Lê Thị Mai", "note": "Chào cờ"}
    assert browser.post(f"{base}/ceremony", data=typed).status_code == 303
    assert browser.post(f"{base}/sign-for").status_code == 303
    assert browser.post(f"{base}/sign-for", data={"draft": "1"}).mimetype == "application/pdf"
    said = browser.get(f"{base}/mc").text
    assert "Bà Nguyễn Thị Thuỵ Ưởng" in said
    assert "Chào cờ" in said
    assert "01 tập thể, 01 cá nhân, 01 hộ gia đình" in said
    form = browser.get(f"{base}/invitation").text
    signer = form.split("<select")[1].split('value="')[1].split('"')[0]
    asked = {"day": "20/08/2026", "signer": signer, "shape": "all", "heads": "y", "others": "Phan Văn Dũng, Bí thư"}
    assert browser.post(f"{base}/invitation", data=asked).status_code == 303
    announced = {"announce-day": "20/08/2026", "announce-signer": signer}
    assert browser.post(f"{base}/announcement", data=announced).status_code == 303
    assert browser.post(f"{base}/announcement", data={}).status_code == 422
    assert browser.get(f"{base}/money.xlsx").status_code == 200
    assert browser.post(f"{base}/photos", data={}).status_code == 422
    sent = {"photo-caption": "Trao giấy khen", "photo-files": (io.BytesIO(files.jpeg(place=True)), "anh.jpg")}
    assert browser.post(f"{base}/photos", data=sent).status_code == 303
    shown = browser.get(base).text
    assert 'alt="Trao giấy khen"' in shown
    picture = shown.split(f"{base}/photos/")[1].split(".jpg")[0]
    assert browser.get(f"{base}/photos/{picture}.jpg?small=1").mimetype == "image/jpeg"
    assert browser.post(f"{base}/done").status_code == 303
    assert "khép hồ sơ ngày 20/08/2026" in browser.get(base).text
    assert browser.post(f"{base}/done").status_code == 409
    assert browser.post(f"{base}/reopen").status_code == 303
    assert browser.post(f"{base}/photos/{picture}/remove").status_code == 303
    assert browser_of("leader").post(f"{base}/done").status_code == 403
    assert dossier_at
    assert browser.get("/commendations/999999/after").status_code == 404


def test_a_dossier_that_is_not_decided_has_no_such_page(browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    assert browser_of("officer").get(f"/commendations/{dossier_id}/after").status_code == 404
