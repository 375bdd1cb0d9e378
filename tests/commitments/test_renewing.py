"""The yearly renewal: who goes on, who does not and why, and everything taken back."""

from datetime import date

import pytest

from app import audit, jobs
from app.commitments import actions, queries
from app.commitments.actions import bulk
from app.commitments.models import kept_counts, plain_counts
from app.commitments.queries import acts, renewing
from app.commitments.rules.renewing import target_faults
from app.db import db
from app.people import actions as people
from app.refusals import Refusal, Refused
from tests.cast import DAY, acting
from tests.commitments import rows

NAMES = ("Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An", "Vi Văn Ông")


def as_officer(cast):
    return acting(cast.users["officer"])


def told(skipped) -> list[tuple[str, str, str]]:
    return [(one.one.name, one.reason.code, one.reason.detail) for one in skipped]


def names(formers) -> list[str]:
    return [one.name for one in formers]


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as raised:
        action(*args, **kwargs)
    return [one.code for one in raised.value.reasons]


@pytest.fixture
def year(context, cast):
    """Four households: one signed, one signed and kept, one withdrawn, one not signed."""
    made = rows.made(cast, *NAMES, places=("Thôn 2", "Thôn 3"))
    for one in made.commitments[:3]:
        rows.received(cast, one)
    with as_officer(cast):
        kept = rows.get(made.commitments[1])
        kept.state, kept.judged_on, kept.judged_by = "kept", DAY, "Nguyễn Thị An"
        actions.withdraw(rows.get(made.commitments[2]), "Chuyển đi", DAY, DAY)
    return made


def next_year(made):
    return actions.copy_campaign(rows.campaign(made.campaign), DAY).campaign


def test_preview_says_who_goes_on_and_who_does_not(year, cast):
    with as_officer(cast):
        preview = actions.preview_renewal(rows.campaign(year.campaign), None)
        assert sorted(names(preview.renewed)) == ["Nguyễn Văn Đức", "Trần Thị Bé"]
        assert names(preview.anew) == ["Vi Văn Ông"]
        assert told(preview.left) == [("Lê Thị An", "renewal-withdrawn", "")]
        assert preview.doubts == ()
        assert len(preview.chosen(True)) == 3
        assert len(preview.chosen(False)) == 2


def test_preview_tells_what_has_changed_since_the_old_paper(context, cast):
    made = rows.made(cast, *NAMES[:2], places=("Thôn 2", "Thôn 3"))
    rows.sealed(cast, made.commitments[0])
    for one in made.commitments:
        rows.received(cast, one)
    with as_officer(cast):
        first, second = (rows.get(one).household for one in made.commitments)
        people.save_person(first.head, DAY, name="Nguyễn Văn Đức Anh")
        second.hamlet_id = made.hamlets[0]
        db.session.flush()
        preview = actions.preview_renewal(rows.campaign(made.campaign), None)
        assert sorted(told(preview.doubts)) == [
            ("Nguyễn Văn Đức Anh", "renewal-renamed", "Nguyễn Văn Đức"),
            ("Trần Thị Bé", "renewal-moved", "Thôn 2"),
        ]


def test_household_without_head_and_ended_collective_are_told(context, cast):
    made = rows.made(cast, *NAMES[:1])
    school = rows.made(cast, "Trường Tiểu học", kind="collective", plan_id=made.plan, places=("Thôn 9",), name="Đợt 2")
    for one in (*made.commitments, *school.commitments):
        rows.received(cast, one)
    with as_officer(cast):
        rows.get(made.commitments[0]).household.head.is_head = False
        rows.get(school.commitments[0]).collective.valid_until = date(2026, 12, 1)
        db.session.flush()
        lost = actions.preview_renewal(rows.campaign(made.campaign), None)
        ended = actions.preview_renewal(rows.campaign(school.campaign), None)
        assert [(one.reason.code, one.reason.detail) for one in lost.left] == [("household-without-head", "Thôn 2")]
        assert told(ended.left) == [("Trường Tiểu học", "renewal-ended", "01/12/2026")]


def test_renewal_makes_the_new_ones_and_moves_the_old(year, cast):
    with as_officer(cast):
        campaign, into = rows.campaign(year.campaign), next_year(year)
        renewal = actions.renew(campaign, into, with_unsigned=True)
        assert (renewal.count, renewal.job_id, renewal.act.kind, renewal.act.count) == (3, None, "renew", 4)
        assert [rows.get(one).state for one in year.commitments] == ["renewed", "kept", "withdrawn", "drafted"]
        found = {one.name: one.row for one in queries.lines(into.id)}
        assert {name: (row.state, row.former_id) for name, row in found.items()} == {
            "Nguyễn Văn Đức": ("drafted", year.commitments[0]),
            "Trần Thị Bé": ("drafted", year.commitments[1]),
            "Vi Văn Ông": ("drafted", None),
        }
        assert {row.hamlet_id for row in found.values()} == set(year.hamlets)
        assert audit.lines_about(into, 1)[0].keys == {"count": 3, "name": campaign.name}
        assert audit.lines_about(rows.get(year.commitments[0]), 1)[0].event == "commitment-renewed"
        assert kept_counts(db.session(), into.id) == plain_counts(db.session(), into.id)
        assert kept_counts(db.session(), campaign.id) == plain_counts(db.session(), campaign.id)


def test_renewal_is_taken_back_whole(year, cast):
    with as_officer(cast):
        into = next_year(year)
        renewal = actions.renew(rows.campaign(year.campaign), into, with_unsigned=True)
        assert bulk.undo(renewal.act) == bulk.Undone(4, ())
        assert [rows.get(one).state for one in year.commitments] == ["signed", "kept", "withdrawn", "drafted"]
        assert queries.lines(into.id) == []
        assert kept_counts(db.session(), into.id) == plain_counts(db.session(), into.id) == {}


def test_old_one_stays_renewed_while_the_new_one_is_used(year, cast):
    with as_officer(cast):
        into = next_year(year)
        act = actions.renew(rows.campaign(year.campaign), into, with_unsigned=False).act
        new = next(one for one in queries.lines(into.id) if one.row.former_id == year.commitments[0])
        actions.print_one(new, DAY)
        undone = bulk.undo(act)
        assert [(one.name, one.reason.code) for one in undone.left] == [
            ("Nguyễn Văn Đức", "bulk-printed-since"),
            ("Nguyễn Văn Đức", "bulk-renewed-since"),
        ]
        assert rows.get(year.commitments[0]).state == "renewed"


def test_second_renewal_finds_nobody_and_says_where_they_are(year, cast):
    with as_officer(cast):
        campaign, into = rows.campaign(year.campaign), next_year(year)
        actions.renew(campaign, into, with_unsigned=True)
        assert refused(actions.renew, campaign, into, with_unsigned=True) == ["nothing-to-renew"]
        again = actions.preview_renewal(campaign, None)
        assert {one.reason.code for one in again.left} == {"renewal-elsewhere", "renewal-withdrawn"}
        assert names(again.anew) == ["Vi Văn Ông"]


def test_renewal_goes_forward_and_keeps_to_its_kind(year, cast):
    with as_officer(cast):
        campaign = rows.campaign(year.campaign)
        assert refused(actions.renew, campaign, campaign, with_unsigned=True) == ["renewal-not-later"]
        fields = rows.campaign_fields(year.plan, "person", valid_from=date(2026, 10, 1), name="Đợt của cá nhân")
        other = actions.save_campaign(None, **fields)
        assert refused(actions.renew, campaign, other, with_unsigned=True) == ["renewal-other-kind"]
        assert renewing.later_campaigns(campaign) == [other]


def test_long_renewal_is_done_in_the_background_as_one_act(context, cast, monkeypatch):
    monkeypatch.setattr("app.commitments.actions.renewing.AT_ONCE", 2)
    monkeypatch.setattr("app.commitments.tasks.PIECE", 2)
    made = rows.made(cast, *NAMES)
    for one in made.commitments:
        rows.received(cast, one)
    with as_officer(cast):
        into = next_year(made)
        renewal = actions.renew(rows.campaign(made.campaign), into, with_unsigned=True)
        job_id, act_id, into_id = renewal.job_id, renewal.act.id, into.id
    with as_officer(cast):
        job = jobs.find(job_id)
        assert (job.state, job.done, job.total) == ("done", 4, 4)
        assert job.result == {"endpoint": "commitments.act", "values": {"act_id": act_id}}
        act = acts.act(act_id)
        assert (act.count, queries.totals()[into_id]) == (8, {"drafted": 4})
        assert bulk.undo(act).count == 8
        assert queries.totals()[made.campaign] == {"signed": 4}


def test_target_of_a_renewal_is_refused_with_all_reasons():
    early, late = date(2026, 1, 1), date(2027, 1, 1)
    assert target_faults(early, late, same=False, same_kind=True) == []
    assert target_faults(late, early, same=False, same_kind=False) == [
        Refusal("renewal-not-later"),
        Refusal("renewal-other-kind"),
    ]
