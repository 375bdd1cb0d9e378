"""An issued dossier stays as it was issued: after a merger, a new chairman, a new law, another council."""

from datetime import date

import pytest
from sqlalchemy import select

from app import clock
from app.commendations import actions, documents, queries
from app.commendations.actions import handing
from app.commendations.queries import register
from app.papers import queries as papers
from app.places import actions as place_actions
from app.places import queries as places
from app.places.models import Commune, Succession
from app.plans.actions.local_criteria import lay_down
from app.plans.rules.local_criteria import LocalValues
from tests.cast import HOME, acting, everything
from tests.commendations import rows

MERGED_ON = date(2027, 1, 1)
LATER = date(2027, 2, 1)
THEN = "Chủ tịch Ủy ban nhân dân xã Vạn An"


def issued(dossier) -> dict[str, bytes]:
    """Everything of a dossier that can be printed again, by what it is."""
    found = {f"{kind} {of}": papers.bytes_of(paper) for (kind, of), paper in queries.papers_of(dossier).items()}
    found |= {f"beside {paper.kind}": papers.bytes_of(paper) for paper in queries.beside(dossier)}
    found["bound"] = actions.bind_dossier(dossier, clock.today()).bytes
    found["set"] = actions.file_set(dossier)
    found["certificates"] = actions.certificates_file(dossier).bytes
    return found


@pytest.fixture
def before(context, cast, dossier_at):
    """A decided dossier with its list to sign on and its thông báo, and all its bytes."""
    dossier_id = dossier_at("decided")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        handing.announce(dossier, places.signings(rows.PROPOSAL_DAY, handing.ANNOUNCEMENT)[0], clock.today())
        handing.seal_sign_for(dossier)
        return dossier_id, issued(dossier)


def upheaval(cast, dossier_id: int) -> None:
    """A merger under a new name, a renamed hamlet to which the person moved, a new chairman, council and rule."""
    with everything() as session:
        now = session.scalars(select(Commune).where(Commune.code == HOME)).one()
        values = {name: getattr(now, name) for name in ("code", "kind", "province_code")}
        now.valid_until = MERGED_ON
        session.add(Commune(**values, name="Vạn Lộc", valid_from=MERGED_ON, valid_until=None))
        session.add(Succession(predecessor_id=cast.other, successor_id=cast.home, day=MERGED_ON))
    with acting(cast.users["officer"], LATER):
        dossier = queries.get(dossier_id)
        old = places.hamlets(rows.PROPOSAL_DAY)[0]
        old.valid_until = MERGED_ON
        person = dossier.nominees[0].person
        person.hamlet = place_actions.save_hamlet(None, "Thôn Mới", "Người Khác", MERGED_ON)
        person.post, person.occupation = "Bí thư chi bộ", "Cán bộ"
        for signer in places.signers(rows.PROPOSAL_DAY):
            signer.valid_until = MERGED_ON
        place_actions.save_signer(None, "Hồ Văn Tân", "Chủ tịch", "", ["CHỦ TỊCH"], MERGED_ON)
        council = queries.all_councils()[0]
        chair = queries.members_on(council, rows.MEETING_DAY)[0]
        chair.valid_until = MERGED_ON
        lay_down(LocalValues("GK_XA", "person", "Có ba năm liên tục", "Quy định số 9", LATER), LATER)
        place_actions.set_rule("limit.commune.reminder", 5, "Quyết định số 8/QĐ-UBND", LATER, LATER, compared_by=None)


def test_what_was_issued_is_printed_again_to_the_byte(cast, before):
    dossier_id, printed = before
    upheaval(cast, dossier_id)
    with acting(cast.users["officer"], LATER):
        dossier = queries.get(dossier_id)
        again = issued(dossier)
        assert [name for name in printed if printed[name] != again[name]] == []
        assert printed.keys() == again.keys()


def test_past_awards_keep_the_name_of_then_and_a_new_paper_takes_the_new_one(cast, before):
    dossier_id, _printed = before
    upheaval(cast, dossier_id)
    with acting(cast.users["officer"], LATER):
        dossier = queries.get(dossier_id)
        (row,) = register.history("person", dossier.nominees[0].person_id)
        assert (row.issuer_name, row.award_label) == (THEN, f"Giấy khen của {THEN}")
        (signing,) = places.signings(LATER, handing.ANNOUNCEMENT)
        paper = handing.announce(dossier, signing, LATER)
        assert paper.facts["head"]["issuer_lines"] == ["ỦY BAN NHÂN DÂN", "XÃ VẠN LỘC"]
        assert paper.facts["issuer_name"] == "Ủy ban nhân dân xã Vạn Lộc"
        # Who gave the award keeps the name of the day of the decision.
        assert paper.facts["decider_name"] == THEN
        assert paper.facts["signature"]["name"] == "Hồ Văn Tân"
        assert paper.facts["people"][0]["unit"] == "Thôn Mới"
        setting = documents.setting_of(dossier, LATER)
        assert setting.chair == "Chủ tịch Ủy ban nhân dân xã Vạn Lộc"
