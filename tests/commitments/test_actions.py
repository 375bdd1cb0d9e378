"""Verbs of commitments: every change, its refusals, its line in the log."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import audit, jobs, pdf, storage
from app.audit import AuditLine
from app.commitments import actions, queries, rules
from app.commitments.models import Commitment, Wording
from app.db import db
from app.jobs import Job
from app.papers import queries as papers
from app.papers.models import Paper
from app.pdf import forms
from app.people import actions as people_actions
from app.people.models import Person
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans


def as_officer(cast):
    return acting(cast.users["officer"])


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as raised:
        action(*args, **kwargs)
    return [reason.code for reason in raised.value.reasons]


def events_about(row) -> list[str]:
    return [line.event for line in reversed(audit.lines_about(row))]


# ---- texts


def test_ready_texts_are_loaded_once(context, cast):
    with as_officer(cast):
        first, again = [row.code for row in actions.seed_wordings(DAY)], actions.seed_wordings(DAY)
        lines = db.session.scalar(select(func.count(AuditLine.id)).where(AuditLine.event == "wordings-loaded"))
    assert (first, again, lines) == ([ready.code for ready in rules.WORDINGS], [], 1)


def test_new_version_leaves_the_old_one_as_it_was(context, cast):
    with as_officer(cast):
        old = rows.wording()
        before = (old.title, list(old.promises), old.version)
        new = actions.save_wording(
            old,
            kind="person",
            title="Xây dựng “Gia đình số”",
            promises=["Học mỗi tuần một buổi", "  "],
            breach=None,
            valid_from=DAY,
            source="UBND xã",
        )
        assert (old.title, list(old.promises), old.version) == before
        assert (new.code, new.version, new.subject_kind, new.promises) == (
            "household",
            2,
            "household",
            ["Học mỗi tuần một buổi"],
        )
        assert events_about(new) == ["wording-saved"]
        assert [row.id for row in queries.wordings(date(2026, 8, 19)) if row.code == "household"] == [old.id]
        assert [row.id for row in queries.wordings(DAY) if row.code == "household"] == [new.id]


def test_version_before_the_one_it_follows_is_refused(context, cast):
    with as_officer(cast):
        fields = {"kind": "household", "title": "T", "breach": None, "source": "UBND xã"}
        codes = refused(actions.save_wording, rows.wording(), promises=[], valid_from=date(2025, 1, 1), **fields)
    assert codes == ["wording-without-promise", "wording-before-former"]


def test_second_text_for_a_kind_gets_its_own_code(context, cast):
    with as_officer(cast):
        rows.wording()
        fields = {"kind": "person", "title": "T", "breach": None, "source": "UBND xã", "valid_from": DAY}
        made = [actions.save_wording(None, promises=["P"], **fields).code for _ in range(2)]
    assert made == ["person-2", "person-3"]


def test_confirmed_text_names_who_and_against_what(context, cast):
    with as_officer(cast):
        wording = rows.wording()
        actions.confirm_wording(wording, "Hướng dẫn 05/HD-UBND", DAY)
        assert (wording.confirmed_by, wording.confirmed_on, wording.confirmed_against) == (
            "Nguyễn Thị An",
            DAY,
            "Hướng dẫn 05/HD-UBND",
        )
        assert events_about(wording)[-1] == "value-confirmed"


# ---- campaigns and making


def test_campaign_with_wrong_days_is_refused_with_all_reasons(context, cast):
    plan_id = plans.plan_of(cast.users["officer"])
    with as_officer(cast):
        fields = rows.campaign_fields(plan_id, closes_on=date(2026, 7, 1), valid_until=date(2026, 9, 1))
        assert refused(actions.save_campaign, None, **fields) == ["closes-before-opens", "period-empty"]


def test_campaign_keeps_what_was_printed(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    rows.sealed(cast, made.commitments[0])
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        other = rows.campaign_fields(made.plan, "person")
        assert refused(actions.save_campaign, campaign, **other) == ["campaign-has-commitments"]
        later = rows.campaign_fields(made.plan, valid_until=date(2028, 1, 1))
        assert refused(actions.save_campaign, campaign, **later) == ["campaign-period-printed"]
        named = rows.campaign_fields(made.plan, name="Đợt 1")
        assert actions.save_campaign(campaign, **named).name == "Đợt 1"
        assert events_about(campaign) == ["campaign-saved", "commitments-made", "campaign-saved"]


def test_making_skips_those_already_there_and_doubles(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        old = rows.get(made.commitments[0]).household
        new = people.household("Trần Thị Bé", old.hamlet)
        result = actions.make_commitments(campaign, [old, new, new])
        assert ([row.household_id for row in result.commitments], result.known) == ([new.id], 2)
        assert events_about(campaign) == ["campaign-saved", "commitments-made", "commitments-made"]


def test_making_for_the_wrong_kind_names_everyone(context, cast):
    made = rows.made(cast)
    with as_officer(cast):
        pair = [people.person("Lò Thị Ẳng"), people.person("Vi Văn Ính")]
        with pytest.raises(Refused) as raised:
            actions.make_commitments(rows.campaign(made.campaign), pair)
    assert [(one.code, one.detail) for one in raised.value.reasons] == [
        ("subject-kind-differs", "Lò Thị Ẳng"),
        ("subject-kind-differs", "Vi Văn Ính"),
    ]


def test_collective_without_representative_cannot_pledge(context, cast):
    made = rows.made(cast, kind="collective")
    with as_officer(cast):
        bare = people.collective("Tổ hợp tác Sông Giăng")
        codes = refused(actions.make_commitments, rows.campaign(made.campaign), [bare])
    assert codes == ["collective-without-representative"]


def test_two_hundred_commitments_are_made_in_one_go(context, cast):
    made = rows.made(cast, kind="person")
    with as_officer(cast):
        hamlet = people.hamlet("Thôn 10")
        for number in range(200):
            db.session.add(Person(name=f"Nguyễn Văn {number:03d}", hamlet_id=hamlet.id, owner_id=cast.home))
        db.session.flush()
        campaign = rows.campaign(made.campaign)
        result = actions.make_commitments(campaign, queries.candidates(campaign, [hamlet.id]))
        assert (len(result.commitments), result.known) == (200, 0)
        assert queries.totals() == {campaign.id: {"drafted": 200}}


# ---- printing


def test_printing_seals_once_and_gives_the_same_bytes_again(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        first = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
        sealed = actions.stack_of_papers(first.papers, actions.Layout(), DAY)
        again = actions.print_commitments(campaign, queries.to_print(campaign.id, "all"), DAY)
        assert again == first
        assert actions.stack_of_papers(again.papers, actions.Layout(), DAY) == sealed
        assert db.session.scalar(select(func.count(Paper.id))) == 2
        assert [rows.get(one).state for one in made.commitments] == ["printed", "printed"]
        assert events_about(campaign)[-2:] == ["commitments-printed", "commitments-printed"]


def test_stack_lies_by_hamlet_and_then_by_name(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        printed = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
        names = [papers.get(one).facts["name"] for one in printed.papers]
    assert names == ["Lê Thị An", "Bùi Văn Bé", "Vi Văn Ông"]


def test_nothing_to_print_is_refused(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        lines = queries.to_print(campaign.id, "all")
        assert refused(actions.print_commitments, campaign, lines, DAY) == ["nothing-to-print"]


def test_household_that_lost_its_head_stops_the_stack_by_name(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    with as_officer(cast):
        rows.get(made.commitments[0]).household.head.is_head = False
        db.session.flush()
        campaign = rows.campaign(made.campaign)
        lines = queries.to_print(campaign.id, "missing")
        assert refused(actions.print_commitments, campaign, lines, DAY) == ["household-without-head"]
        assert db.session.scalar(select(func.count(Paper.id))) == 0


def test_long_stack_is_made_in_the_background(context, cast):
    made = rows.made(cast, *(f"Nguyễn Văn Năm {number:02d}" for number in range(21)), kind="person")
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        printed = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
        assert printed.papers == ()
    with as_officer(cast):
        job = db.session.get(Job, printed.job_id)
        assert (job.state, job.done, job.total) == ("done", 21, 21)
        assert (job.result["endpoint"], job.result["values"]) == ("commitments.stack", {"job": job.id})
        texts = pdf.text_of(queries.stack_of_job(job.id))
        names = [text.split("Tôi là: ")[1].split(".")[0] for text in texts]
        assert names == [f"Nguyễn Văn Năm {number:02d}" for number in range(21)]
        assert queries.stacks_of(made.campaign) == [job]
        assert events_about(rows.campaign(made.campaign))[-1] == "commitments-printed"
        assert queries.totals() == {made.campaign: {"printed": 21}}


def test_stack_cut_off_in_the_middle_goes_on_and_seals_nothing_twice(app, context, cast, monkeypatch):
    """The worker dies in the third piece; the next worker takes the job up where it stood."""
    made = rows.made(cast, *(f"Nguyễn Văn Năm {number:02d}" for number in range(60)), kind="person")
    taken = []
    monkeypatch.setitem(app.extensions, "run_job", taken.append)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        job_id = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY).job_id

    class PowerCut(BaseException):
        pass

    pieces = []

    def seal_until_the_cut(lines, day):
        pieces.append([line.name for line in lines])
        if len(pieces) == 3:
            raise PowerCut
        return seal_lines(lines, day)

    seal_lines = actions.seal_lines
    monkeypatch.setattr(actions, "seal_lines", seal_until_the_cut)
    with pytest.raises(PowerCut):
        jobs._run(app, job_id)
    with as_officer(cast):
        assert (jobs.find(job_id).state, jobs.find(job_id).done) == ("running", 50)
        assert db.session.scalar(select(func.count(Paper.id))) == 50
    assert jobs.take_up(app) == [job_id]
    jobs._run(app, taken[-1])
    assert pieces[3:] == [[f"Nguyễn Văn Năm {number:02d}" for number in range(50, 60)]]
    with as_officer(cast):
        assert (jobs.find(job_id).state, jobs.find(job_id).done) == ("done", 60)
        assert db.session.scalar(select(func.count(Paper.id))) == 60
        assert db.session.scalar(select(func.count(AuditLine.id)).where(AuditLine.event == "paper-sealed")) == 60
        assert pdf.page_count(queries.stack_of_job(job_id)) == 60
        assert events_about(rows.campaign(made.campaign)).count("commitments-printed") == 1
    assert jobs.take_up(app) == []


def test_stopped_stack_keeps_what_is_sealed_and_is_quickly_made_whole(app, context, cast, monkeypatch):
    made = rows.made(cast, *(f"Nguyễn Văn Năm {number:02d}" for number in range(30)), kind="person")
    monkeypatch.setitem(app.extensions, "run_job", lambda job_id: None)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        job_id = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY).job_id
    seal_lines = actions.seal_lines

    def seal_and_stop(lines, day):
        found = seal_lines(lines, day)
        jobs.cancel(jobs.find(job_id))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(actions, "seal_lines", seal_and_stop)
        jobs._run(app, job_id)
    with as_officer(cast):
        assert (jobs.find(job_id).state, jobs.find(job_id).done) == ("cancelled", 25)
        first = set(db.session.scalars(select(Paper.short_code)))
        campaign = rows.campaign(made.campaign)
        again = actions.print_commitments(campaign, queries.to_print(campaign.id, "all"), DAY)
        assert (len(first), len(again.papers), len(first & set(db.session.scalars(select(Paper.short_code))))) == (
            25,
            30,
            25,
        )
        assert queries.stacks_of(made.campaign) == []


def test_pledges_of_a_campaign_come_from_one_form(context, cast):
    """Names, days, addresses and the hamlets' heads are exchanged; nothing is laid out for one paper alone."""
    names = [f"Nguyễn Thị Ánh {number}" for number in range(12)]
    made = rows.made(cast, *names, places=("Thôn 2", "Thôn Đông", "Thôn Nam"), kind="person")
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        forms.form.cache_clear()
        printed = actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
        assert len(printed.papers) == 12
    # One hamlet has a head and the others have none, whose name and place the page leaves out.
    assert forms.form.cache_info().misses == 2


def test_sealed_text_stays_when_name_and_text_change_afterwards(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    paper_id = rows.sealed(cast, made.commitments[0])
    with as_officer(cast):
        before = storage.get(papers.get(paper_id).sha256)
        people_actions.save_person(rows.get(made.commitments[0]).household.head, DAY, name="Nguyễn Văn Đức Anh")
        line = queries.line(rows.get(made.commitments[0]))
        assert actions.print_one(line, DAY).id == paper_id
        assert papers.bytes_of(papers.get(paper_id)) == before
        new = actions.replace_paper(line, DAY)
        assert (new.facts["name"], new.replaces_id, papers.get(paper_id).replaced) == (
            "Nguyễn Văn Đức Anh",
            paper_id,
            True,
        )
        assert events_about(line.row) == ["commitments-printed", "commitments-printed", "commitment-reprinted"]


def test_signed_paper_is_never_replaced(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    rows.sealed(cast, made.commitments[0])
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        line = queries.line(rows.get(made.commitments[0]))
        assert refused(actions.replace_paper, line, DAY) == ["commitment-signed"]


# ---- coming back


def test_received_keeps_day_signer_and_who_took_it(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["clerk"]):
        row = rows.get(made.commitments[0])
        actions.receive(row, date(2026, 8, 15), DAY, "Trần Thị Bé", capacity="Vợ của chủ hộ")
        assert (row.state, row.signed_on, row.signed_by, row.received_by) == (
            "signed",
            date(2026, 8, 15),
            "Trần Thị Bé",
            "Trần Văn Bình",
        )
        assert events_about(row) == ["commitment-signed"]


@pytest.mark.parametrize(
    ("day", "codes"),
    [(date(2026, 7, 31), ["signed-before-campaign"]), (date(2026, 8, 21), ["signed-in-future"])],
)
def test_signing_on_an_impossible_day_is_refused(context, cast, day, codes):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with as_officer(cast):
        assert refused(actions.receive, rows.get(made.commitments[0]), day, DAY) == codes


def test_signing_twice_is_refused(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        assert refused(actions.receive, rows.get(made.commitments[0]), DAY, DAY) == ["commitment-signed"]


def test_ticked_stack_is_received_together_or_not_at_all(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An")
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        ticked = queries.chosen(campaign.id, made.commitments)
        with pytest.raises(Refused) as raised:
            actions.receive_many(campaign, ticked, date(2026, 7, 1), DAY)
        assert [(one.code, one.detail) for one in raised.value.reasons] == [
            ("signed-before-campaign", "01/08/2026"),
            ("signed-already", "Nguyễn Văn Đức"),
        ]
        assert queries.totals()[campaign.id] == {"signed": 1, "drafted": 2}
        rest = queries.chosen(campaign.id, made.commitments[1:])
        assert actions.receive_many(campaign, rest, DAY, DAY).count == 2
        assert queries.totals()[campaign.id] == {"signed": 3}
        assert events_about(campaign)[-1] == "commitments-received"
        assert events_about(rest[0].row) == ["commitment-signed"]


def test_declined_keeps_its_reason_in_nfc_and_may_be_signed_after_all(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        actions.decline(row, "đi va\u0306\u0301ng")
        assert (row.state, row.reason) == ("declined", "đi vắng")
        assert refused(actions.decline, row, "  ") == ["commitment-declined", "commitment-needs-reason"]
        actions.receive(row, DAY, DAY)
        assert (row.state, row.reason) == ("signed", None)
        assert events_about(row) == ["commitment-declined", "commitment-signed"]


def test_reopened_goes_back_to_its_paper_or_to_the_start(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    rows.sealed(cast, made.commitments[0])
    with as_officer(cast):
        for one in made.commitments:
            actions.receive(rows.get(one), DAY, DAY)
            actions.reopen(rows.get(one), "ghi nhầm người")
        found = [(row.state, row.signed_on, row.received_by) for row in map(rows.get, made.commitments)]
        assert found == [("printed", None, None), ("drafted", None, None)]
        assert events_about(rows.get(made.commitments[1])) == ["commitment-signed", "commitment-reopened"]


def test_one_subject_has_one_commitment_in_a_campaign(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        with db.session.begin_nested() as inner:
            db.session.add(Commitment(campaign=row.campaign, household_id=row.household_id, state="drafted"))
            with pytest.raises(IntegrityError):
                db.session.flush()
            inner.rollback()


def test_stranger_has_none_of_it(context, cast):
    rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["stranger"]):
        assert (queries.campaigns(), queries.totals(), queries.all_wordings()) == ([], {}, [])
        assert db.session.scalar(select(func.count(Wording.id))) == 0


def test_second_stack_waits_for_the_first(context, cast, app, monkeypatch):
    made = rows.made(cast, *(f"Nguyễn Văn Sáu {number:02d}" for number in range(21)), kind="person")
    monkeypatch.setitem(app.extensions, "run_job", lambda job_id: None)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
    with as_officer(cast), pytest.raises(Refused) as refused:
        actions.print_commitments(rows.campaign(made.campaign), queries.to_print(made.campaign, "missing"), DAY)
    assert [one.code for one in refused.value.reasons] == ["stack-being-made"]


def test_words_that_somebody_signed_on_an_older_form_stay_as_they_are(app, cast):
    with app.app_context():
        made = rows.made(cast, "Trần Văn An")
        rows.received(cast, made.commitments[0])
        with acting(cast.users["officer"]):
            other = actions.save_wording(
                None,
                kind="household",
                title="Lời khác",
                promises=["Một điều khác"],
                breach=None,
                valid_from=date(2026, 1, 1),
                source="Xã soạn",
            )
            fields = rows.campaign_fields(made.plan) | {"wording": other}
            with pytest.raises(Refused) as refused:
                actions.save_campaign(rows.campaign(made.campaign), **fields)
        assert [reason.code for reason in refused.value.reasons] == ["campaign-text-printed"]
