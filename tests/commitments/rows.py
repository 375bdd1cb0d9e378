"""Campaigns and commitments for the tests, made through the real actions."""

from dataclasses import dataclass, field
from datetime import date

from app import storage
from app.commitments import actions, queries
from app.commitments.models import Campaign, Commitment, Wording
from app.commitments.queries import acts
from app.commitments.rules import Hand, State
from app.places import actions as places
from app.places import queries as places_queries
from app.plans import queries as plan_queries
from tests.cast import DAY, Cast, acting
from tests.pdf import files, signing
from tests.people import rows as people
from tests.plans import rows as plans

OPENS = date(2026, 8, 1)


def wording(code: str = "household") -> Wording:
    """A ready text by its code; the ready texts are loaded when they are not there."""
    actions.seed_wordings(date(2026, 1, 1))
    return next(row for row in queries.all_wordings() if row.code == code)


def campaign_fields(plan_id: int, kind: str = "household", code: str | None = None, **changes) -> dict:
    """What a campaign of August 2026 says; code, of a ready text that is not simply that of the kind."""
    return {
        "plan": plan_queries.get(plan_id),
        "wording": wording(code or kind),
        "name": "Ký cam kết Bình dân học vụ số năm 2026",
        "opens_on": OPENS,
        "closes_on": date(2026, 9, 30),
        "valid_from": date(2026, 9, 1),
        "valid_until": date(2027, 1, 1),
    } | changes


@dataclass(frozen=True)
class Made:
    """Ids of a campaign and what hangs on it, in the order in which it was made."""

    plan: int
    campaign: int
    hamlets: list[int] = field(default_factory=list)
    commitments: list[int] = field(default_factory=list)


def made(
    cast: Cast,
    *names: str,
    kind: str = "household",
    places: tuple[str, ...] = ("Thôn 2",),
    plan_id: int | None = None,
    **changes,
) -> Made:
    """A campaign of the home commune with one commitment for each name, the hamlets taken in turn; needs a context."""
    user = cast.users["officer"]
    plan_id = plan_id or plans.plan_of(user)
    with acting(user):
        found = actions.save_campaign(None, **campaign_fields(plan_id, kind, **changes))
        hamlets = [people.hamlet(name) for name in places]
        hamlets[0].head_name = "Phan Văn Thôn"
        subjects = [subject(kind, name, hamlets[at % len(hamlets)]) for at, name in enumerate(names)]
        commitments = actions.make_commitments(found, subjects).commitments
        return Made(plan_id, found.id, [one.id for one in hamlets], [one.id for one in commitments])


def subject(kind: str, name: str, hamlet):
    """Who may pledge in a campaign of this kind."""
    if kind == "household":
        return people.household(name, hamlet, born_on=date(1975, 9, 2))
    if kind == "person":
        return people.person(name, hamlet_id=hamlet.id, born_on=date(1987, 8, 9), target_group="T3")
    if kind == "official":
        unit = next((one for one in places_queries.units(DAY)), None) or places.save_unit(
            None, "Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1)
        )
        return people.person(name, hamlet_id=hamlet.id, unit_id=unit.id, post="Trưởng phòng", birth_year=1985)
    return people.collective(
        name, hamlet_id=hamlet.id, head_name="Phạm Thùy Dương", head_post="Giám đốc", managing_agency="Liên minh HTX"
    )


def get(commitment_id: int) -> Commitment:
    """One commitment, inside acting()."""
    return queries.get(commitment_id)


def campaign(campaign_id: int) -> Campaign:
    """One campaign, inside acting()."""
    return queries.campaign(campaign_id)


def sealed(cast: Cast, commitment_id: int) -> int:
    """Print one commitment; returns the id of its paper."""
    with acting(cast.users["officer"]):
        return actions.print_one(queries.line(get(commitment_id)), DAY).id


def signed_by(plan_id: int, household, day: date) -> Commitment:
    """The commitment of a household in a campaign of its own, signed on its first day, inside acting()."""
    fields = campaign_fields(plan_id, name="Đợt ký của một hộ", opens_on=day, valid_from=day)
    row = actions.make_commitments(actions.save_campaign(None, **fields), [household]).commitments[0]
    actions.receive(row, day, DAY)
    return row


def received(cast: Cast, commitment_id: int, day: date = date(2026, 8, 15)) -> None:
    """Take one commitment back signed."""
    with acting(cast.users["clerk"]):
        actions.receive(get(commitment_id), day, DAY)


def signed_file(cast: Cast, commitment_id: int, name: str) -> int:
    """Print one commitment and take it back as a file its pledger has signed; returns the id of the file."""
    with acting(cast.users["officer"]):
        row = get(commitment_id)
        paper = actions.print_one(queries.line(row), OPENS)
        content = signing.signed(storage.get(paper.sha256), signing.holder(name))
        return actions.file_signed(row, content, "ky-so.pdf", DAY, Hand()).id


def foreign_urls(cast: Cast) -> list[str]:
    """The pages with an id, for records of the home commune, which do not exist for the stranger; needs a context."""
    # Hamlet and number of their own: the other slices make theirs in the same database.
    plan_id = plans.plan_of(cast.users["officer"], reference_number="112/KH-UBND")
    home = made(cast, "Nguyễn Văn Đức", places=("Thôn Cam Kết",), plan_id=plan_id)
    with acting(cast.users["officer"]):
        text = wording().id
    campaign_url, one = f"/commitments/campaigns/{home.campaign}", f"/commitments/{home.commitments[0]}"
    pages = ("edit", "copy", "promises", "make", "pick", "print", "proof", "receive", "list.xlsx")
    pages += ("make/preview", "list", "list/check", "list/save", "printing")
    pages += ("door-list", "door-list.xlsx", "door-return")
    moves = ("print", "reprint", "sign", "draw", "signed-files", "decline", "reopen")
    found = [campaign_url, one, *(f"{campaign_url}/{page}" for page in pages), *(f"{one}/{move}" for move in moves)]
    file = signed_file(cast, home.commitments[0], "Nguyễn Văn Đức")
    found += [f"/commitments/signed-files/{file}/{page}" for page in ("file.pdf", "check")]
    later = date(2026, 10, 1)
    with acting(cast.users["officer"], later):
        said = (State.KEPT, "Biên bản họp thôn", later, later, ("anh.png", files.png()))
        promise = actions.attest(get(home.commitments[0]), campaign(home.campaign).promises[0], *said).promise_id
    found += [f"{campaign_url}/{page}" for page in ("progress", "progress.xlsx", "judge", f"promises/{promise}")]
    found += [f"{campaign_url}/promises/{promise}/{page}" for page in ("attest", "list.xlsx", "print-list")]
    found += [f"{campaign_url}/print-list", f"/commitments/figures?campaign={home.campaign}"]
    found.append(f"/commitments/figures.xlsx?campaign={home.campaign}")
    found += [f"/commitments/figures/{page}?plan={plan_id}&kind=household" for page in ("list", "list.xlsx")]
    found += [f"{one}/{page}" for page in ("judge", f"promises/{promise}")]
    found += [f"{one}/promises/{promise}/{page}" for page in ("attest", "take-back", "file")]
    found += [f"{campaign_url}/{page}" for page in ("consents", "consents.xlsx")]
    found += [f"{one}/{page}" for page in ("consents", "consents/withdraw")]
    with acting(cast.users["officer"]):
        act = f"/commitments/acts/{acts.acts(home.campaign, None, 1)[0].id}"
    found += [f"{campaign_url}/{page}" for page in ("acts", "bulk", "expire", "renew")]
    found += [f"{campaign_url}/bulk/{move}" for move in ("sign", "decline", "withdraw", "reopen")]
    found += [act, f"{act}/undo", f"{one}/withdraw", f"{one}/judge-again"]
    return [*found, f"{one}/evidence", f"/commitments/wordings/{text}/confirm"]
