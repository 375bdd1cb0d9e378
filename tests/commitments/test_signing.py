"""Signatures taken in three ways: what is kept of each, what is refused, what stays when a pledge is opened again."""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock, pdf, storage
from app.audit import AuditLine
from app.commitments import actions, queries, rules
from app.commitments.models import DrawnSignature, SignedFile
from app.commitments.queries import signing as reads
from app.commitments.rules import Hand, State, Way
from app.db import db
from app.papers import queries as papers
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.commitments.drawings import HAND, hand, sent
from tests.pdf import signing
from tests.pdf.signing import holder, signed

DUC = "Nguyễn Văn Đức"
HELPED = Hand(helped_by="Lò Thị Giúp", help_reason="Không biết chữ")
AT = datetime(2026, 8, 18, 2, 30, tzinfo=UTC)


@contextmanager
def clerk_with(cast, *names, **kwargs):
    """The clerk before the first commitment of a new campaign."""
    made = rows.made(cast, *(names or (DUC,)), **kwargs)
    with acting(cast.users["clerk"]):
        yield rows.get(made.commitments[0])


def refused(act, *args, **kwargs) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return [(one.code, one.detail) for one in caught.value.reasons]


def events(row) -> list[tuple[str, dict]]:
    lines = db.session.scalars(
        select(AuditLine).where(AuditLine.subject_table == "commitment", AuditLine.subject_id == row.id)
    )
    return [(one.event, one.keys) for one in lines]


def how(row):
    return row.signed_way, row.signed_on, row.signed_by, row.capacity, row.helped_by, row.help_reason, row.consents


# ---- on paper


def test_paper_keeps_whose_hand_it_was_and_who_received_it_when(context, cast):
    with clerk_with(cast) as row:
        hand_of = {"capacity": "Vợ của chủ hộ", "helped_by": "Lò Thị Giúp", "help_reason": "Không biết chữ"}
        consents = list(reversed(rules.CONSENT.purposes[:2]))
        actions.receive(row, date(2026, 8, 15), DAY, "Lê Thị Vợ", **hand_of, consents=consents)
        said = ("paper", date(2026, 8, 15), "Lê Thị Vợ", "Vợ của chủ hộ", "Lò Thị Giúp", "Không biết chữ")
        assert how(row) == (*said, list(rules.CONSENT.purposes[:2]))
        assert (row.received_by, row.received_at) == ("Trần Văn Bình", clock.now())
        assert events(row) == [("commitment-signed", {"day": "2026-08-15"})]


def test_signer_without_capacity_and_a_day_ahead_are_told_together(context, cast):
    with clerk_with(cast) as row:
        found = refused(actions.receive, row, DAY + timedelta(days=1), DAY, "Lê Thị Vợ", helped_by="Lò Thị Giúp")
        assert [code for code, _detail in found] == [
            "signed-in-future",
            "signer-without-capacity",
            "helper-without-reason",
        ]
        assert (row.state, row.signed_on) == (State.DRAFTED, None)


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [("household", DUC, DUC), ("person", DUC, DUC), ("collective", "Hợp tác xã An Phát", "Phạm Thùy Dương")],
)
def test_one_who_signs_by_rights_needs_no_capacity(context, cast, kind, name, typed):
    with clerk_with(cast, name, kind=kind) as row:
        actions.receive(row, DAY, DAY, typed, signed_way=Way.SCAN)
        assert how(row) == ("scan", DAY, None, None, None, None, None)


def test_purpose_that_is_not_on_the_form_is_no_consent(context, cast):
    with clerk_with(cast) as row, pytest.raises(ValueError, match="bán cho người khác"):
        actions.receive(row, DAY, DAY, consents=["bán cho người khác"])


# ---- on the screen


def test_drawing_is_sealed_in_the_signature_place_of_a_paper_that_replaces_the_printed_one(context, cast):
    with clerk_with(cast) as row:
        printed = actions.print_one(queries.line(row), date(2026, 8, 3))
        agreed = [rules.CONSENT.purposes[1]]
        paper = actions.draw(row, HAND, DAY, " Trần  Thị Bình ", HELPED, agreed)
        assert (paper.replaces_id, printed.replaced, paper.day) == (printed.id, True, DAY)
        assert how(row) == ("screen", DAY, None, None, "Lò Thị Giúp", "Không biết chữ", agreed)
        text = " ".join(" ".join(pdf.text_of(storage.get(paper.sha256))).split())
        caption = "Ký trên màn hình ngày 20/08/2026; người chứng kiến: Trần Thị Bình."
        assert f"{DUC} {caption} Lò Thị Giúp ký hộ vì không biết chữ." in text
        assert "ngày 20 tháng 8 năm 2026" in text
        assert "....." not in text
        assert paper.facts["drawing"]["picture"] == rules.picture_of(rules.read_drawing(HAND))
        assert paper.facts["drawing"]["ticked"] == ["Thống kê phong trào"]


def test_drawing_keeps_strokes_hash_witness_and_moment(context, cast):
    with clerk_with(cast) as row:
        paper = actions.draw(row, HAND, DAY, "Trần Thị Bình", Hand())
        kept = reads.drawing_of(row)
        assert kept.strokes == json.loads(HAND)
        assert kept.sha256 == hashlib.sha256(json.dumps(kept.strokes, sort_keys=True).encode()).hexdigest()
        assert (kept.witnessed_by, kept.drawn_at, kept.recorded_by) == (
            "Trần Thị Bình",
            clock.now(),
            "Trần Văn Bình",
        )
        keys = {"day": "2026-08-20", "witness": "Trần Thị Bình", "code": paper.short_code}
        assert events(row) == [("commitment-drawn", keys)]


@pytest.mark.parametrize(
    ("kind", "name", "signature"),
    [("collective", "Hợp tác xã An Phát", "Phạm Thùy Dương"), ("official", DUC, DUC), ("person", DUC, DUC)],
)
def test_every_kind_of_pledge_may_be_drawn(context, cast, kind, name, signature):
    with clerk_with(cast, name, kind=kind) as row:
        paper = actions.draw(row, HAND, DAY, "Trần Thị Bình", Hand())
        assert (paper.facts["signature"]["name"], row.state) == (signature, State.SIGNED)


def test_deputy_draws_in_a_capacity_that_stands_on_the_paper(context, cast):
    with clerk_with(cast, "Hợp tác xã An Phát", kind="collective") as row:
        deputy = Hand("Đỗ Văn Phó", "Cấp phó ký thay người đứng đầu")
        paper = actions.draw(row, HAND, DAY, "Trần Thị Bình", deputy)
        assert paper.facts["signature"]["name"] == "Đỗ Văn Phó"
        assert paper.facts["drawing"]["caption"].endswith("Người ký: Đỗ Văn Phó (cấp phó ký thay người đứng đầu).")


def test_all_that_a_drawing_lacks_is_told_at_once_and_nothing_is_kept(context, cast):
    with clerk_with(cast, opens_on=date(2026, 8, 25)) as row:
        found = refused(actions.draw, row, sent(), DAY, "", Hand("Lê Thị Vợ"))
        assert [code for code, _detail in found] == [
            "signed-before-campaign",
            "drawing-empty",
            "signer-without-capacity",
            "drawing-without-witness",
        ]
        assert (row.state, papers.history(row), reads.drawing_of(row)) == (State.DRAFTED, [], None)


def test_signed_pledge_is_not_drawn_again(context, cast):
    with clerk_with(cast) as row:
        actions.draw(row, HAND, DAY, "Trần Thị Bình", Hand())
        assert refused(actions.draw, row, HAND, DAY, "Trần Thị Bình", Hand()) == [("commitment-signed", "")]


def test_one_who_declined_may_sign_after_all_and_the_reason_goes(context, cast):
    with clerk_with(cast) as row:
        actions.decline(row, "chờ con về bàn lại")
        actions.draw(row, HAND, DAY, "Trần Thị Bình", Hand())
        assert (row.state, row.reason) == (State.SIGNED, None)


def test_household_without_head_signs_nowhere(context, cast):
    with clerk_with(cast) as row:
        row.household.head.is_head = False
        db.session.flush()
        assert [code for code, _detail in refused(actions.draw, row, HAND, DAY, "Trần Thị Bình", Hand())] == [
            "household-without-head"
        ]


def test_opened_again_gets_a_clean_paper_and_the_drawing_stays_in_the_record(context, cast):
    with clerk_with(cast) as row:
        drawn = actions.draw(row, HAND, DAY, "Trần Thị Bình", HELPED, rules.CONSENT.purposes)
        actions.reopen(row, "ghi nhầm người")
        clean = papers.current(row, "commitment")
        assert (clean.replaces_id, drawn.replaced, clean.facts["drawing"]) == (drawn.id, True, None)
        text = " ".join(pdf.text_of(storage.get(clean.sha256)))
        assert "màn hình" not in text
        assert "ngày ..... tháng ..... năm 2026" in " ".join(text.split())
        assert how(row) == (None,) * 7
        assert (row.state, row.received_at, reads.drawing_of(row).witnessed_by) == (
            State.PRINTED,
            None,
            "Trần Thị Bình",
        )
        again = actions.draw(row, sent(hand(30)), DAY, "Lò Thị Giúp", Hand())
        assert again.replaces_id == clean.id
        kept = db.session.scalars(select(DrawnSignature)).all()
        assert [one.witnessed_by for one in kept] == ["Lò Thị Giúp"]
        assert "picture" in drawn.facts["drawing"]


def test_opened_again_after_paper_leaves_the_printed_paper(context, cast):
    with clerk_with(cast) as row:
        printed = actions.print_one(queries.line(row), DAY)
        actions.receive(row, DAY, DAY)
        actions.reopen(row, "ghi nhầm người")
        assert [one.id for one in papers.history(row)] == [printed.id]


# ---- in a file


def out(row) -> bytes:
    """The sealed paper as it goes out to be signed."""
    return storage.get(actions.print_one(queries.line(row), date(2026, 8, 3)).sha256)


def test_signed_file_is_kept_as_it_came_with_what_was_found(context, cast):
    with clerk_with(cast) as row:
        content = signed(out(row), holder(DUC), AT)
        kept = actions.file_signed(row, content, "cam-ket.pdf", DAY, Hand())
        assert how(row) == ("file", date(2026, 8, 18), None, None, None, None, None)
        assert reads.bytes_of(kept) == content
        assert (kept.pages, kept.file_name, kept.filed_by) == (1, "cam-ket.pdf", "Trần Văn Bình")
        (found,) = reads.checks_of(kept)
        assert (found["who"], found["at"], found["sound"], found["whole"], found["same_bytes"]) == (
            DUC,
            AT,
            True,
            True,
            True,
        )
        assert (found["trust"], found["added"], found["in_force"]) == ("unknown", "nothing", True)
        assert events(row)[-1] == ("commitment-signed-by-file", {"day": "2026-08-18", "names": DUC})


def test_last_of_two_signers_gives_the_day_and_the_clerk_may_correct_it(context, cast):
    with clerk_with(cast) as row:
        first = signed(out(row), holder(DUC), AT)
        both = signed(first, holder("Công ty An Phát"), AT + timedelta(hours=16), "Signature2")
        actions.file_signed(row, both, "a.pdf", DAY, Hand())
        assert row.signed_on == date(2026, 8, 19)
        actions.reopen(row, "nhầm ngày")
        again = signed(first, holder("Công ty An Phát"), AT + timedelta(hours=17), "Signature2")
        actions.file_signed(row, again, "b.pdf", DAY, Hand(), date(2026, 8, 18))
        assert (row.signed_on, len(reads.files_of(row))) == (date(2026, 8, 18), 2)


def test_root_put_into_the_folder_makes_a_chain(context, cast, tmp_path):
    (tmp_path / "goc.pem").write_bytes(signing.root(signing.AUTHORITY).pem)
    settings = context.config["SOVANG"]
    context.config["SOVANG"] = replace(settings, trust=tmp_path)
    try:
        with clerk_with(cast) as row:
            kept = actions.file_signed(row, signed(out(row), holder(DUC), AT), "a.pdf", DAY, Hand())
            assert [(one["trust"], one["root"]) for one in kept.checks] == [("chain", signing.AUTHORITY)]
    finally:
        context.config["SOVANG"] = settings


def test_file_is_checked_again_when_the_root_has_come(context, cast, tmp_path):
    settings = context.config["SOVANG"]
    with clerk_with(cast) as row:
        kept = actions.file_signed(row, signed(out(row), holder(DUC), AT), "a.pdf", DAY, Hand())
        assert [one["trust"] for one in kept.checks] == ["unknown"]
        (tmp_path / "goc.pem").write_bytes(signing.root(signing.AUTHORITY).pem)
        context.config["SOVANG"] = replace(settings, trust=tmp_path)
        try:
            actions.check_again(kept)
        finally:
            context.config["SOVANG"] = settings
        assert [(one["trust"], one["same_bytes"]) for one in kept.checks] == [("chain", True)]
        assert events(row)[-1] == ("signed-file-checked", {"name": "a.pdf"})


def test_file_written_anew_is_known_by_its_code_and_told_apart(context, cast):
    with clerk_with(cast) as row:
        anew = pdf.merge([out(row)]).bytes
        kept = actions.file_signed(row, signed(anew, holder(DUC), AT), "a.pdf", DAY, Hand())
        assert [one["same_bytes"] for one in kept.checks] == [False]


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda content: b"GIF89a", [("file-not-pdf", "")]),
        (lambda content: content, [("file-without-signature", "")]),
        (
            lambda content: signing.tampered(signed(content, holder(DUC), AT)),
            [("file-signature-broken", DUC)],
        ),
        (
            lambda content: signing.written_on(signed(content, holder(DUC), AT)),
            [("file-signature-broken", DUC)],
        ),
        (lambda content: signed(content, holder("Trần Văn Khác"), AT), [("certificate-of-other", "Trần Văn Khác")]),
        (
            lambda content: signed(content, holder(DUC), AT - timedelta(days=30)),
            [("signed-before-campaign", "01/08/2026")],
        ),
        (lambda content: signed(content, holder(DUC), AT + timedelta(days=3)), [("signed-in-future", "")]),
    ],
)
def test_file_that_proves_nothing_is_refused_and_not_kept(context, cast, spoil, codes):
    with clerk_with(cast) as row:
        content = spoil(out(row))
        found = refused(actions.file_signed, row, content, "a.pdf", DAY, Hand())
        # A changed first byte makes it another file than ours as well: the code on its page still names our paper.
        assert found == codes
        assert (row.state, reads.files_of(row)) == (State.PRINTED, [])


def test_file_of_another_pledge_or_of_a_replaced_paper_is_refused(context, cast):
    made = rows.made(cast, DUC, "Trần Thị Bé")
    with acting(cast.users["clerk"]):
        mine, other = (rows.get(one) for one in made.commitments)
        former, foreign = out(mine), out(other)
        with acting(cast.users["officer"]):
            actions.replace_paper(queries.line(mine), DAY)
    with acting(cast.users["clerk"]):
        mine = rows.get(made.commitments[0])
        for content in (former, foreign):
            file = signed(content, holder(DUC), AT)
            assert refused(actions.file_signed, mine, file, "a.pdf", DAY, Hand()) == [("file-of-other-paper", "")]


def test_pledge_that_was_never_printed_has_nothing_to_compare_with(context, cast):
    made = rows.made(cast, DUC, "Trần Thị Bé")
    with acting(cast.users["clerk"]):
        mine, other = (rows.get(one) for one in made.commitments)
        file = signed(out(other), holder(DUC), AT)
        assert refused(actions.file_signed, mine, file, "a.pdf", DAY, Hand()) == [("file-without-paper", "")]


def test_same_file_is_taken_once_even_after_a_reopening(context, cast):
    with clerk_with(cast) as row:
        content = signed(out(row), holder(DUC), AT)
        actions.file_signed(row, content, "a.pdf", DAY, Hand())
        actions.reopen(row, "nhầm")
        assert refused(actions.file_signed, row, content, "b.pdf", DAY, Hand()) == [("file-filed-already", "")]
        assert len(db.session.scalars(select(SignedFile)).all()) == 1


def test_deputy_signs_with_the_own_certificate_in_a_capacity(context, cast):
    with clerk_with(cast, "Hợp tác xã An Phát", kind="collective") as row:
        content = signed(out(row), holder("Đỗ Văn Phó", "Hợp tác xã An Phát"), AT)
        deputy = Hand("Đỗ Văn Phó", "Cấp phó ký thay người đứng đầu")
        actions.file_signed(row, content, "a.pdf", DAY, deputy)
        assert how(row)[2:4] == ("Đỗ Văn Phó", "Cấp phó ký thay người đứng đầu")
