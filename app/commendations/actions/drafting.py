"""The prose of a report drafted from the records, with a note of which figure stands where."""

import re
from datetime import date
from typing import Any

from flask import current_app

from app import text
from app.commendations import documents, evidence
from app.commendations.models import Nominee
from app.commendations.rules import AwardType
from app.commendations.rules.quoting import COUNT, Quote, padded_number
from app.commendations.rules.subject import Reached
from app.papers.documents import short_date
from app.people.models import Collective
from app.places import queries as places
from app.plans.models import Initiative
from app.plans.queries import initiatives
from app.training import queries as training

TEMPLATE = "commendations/_report_draft.txt"
# What the records can tell; how it was done otherwise and what came of it is left to whoever knows.
DRAFTED = ("registered_targets", "achievements", "measures", "effects")
# What comes after the results where the form has no place of its own for it.
BEHIND_RESULTS = ("measures", "effects")
_FIGURE = re.compile("\ue000(\\S+) (\\S+)\ue001")
# How a collective speaks of itself, by the words with which its name begins; an agency is a đơn vị.
_CALLED = (
    "tổ công nghệ số cộng đồng", "tổ dân phố", "tổ", "thôn", "xóm", "bản", "ấp", "khối", "chi hội", "chi đoàn",
    "câu lạc bộ", "hợp tác xã", "doanh nghiệp", "trường", "trạm y tế", "đội", "ban", "hội",
)  # fmt: skip


def drafted(nominee: Nominee, day: date, names: set[str]) -> tuple[dict[str, str], dict[str, list[Quote]]]:
    """The fields that the records can fill, in administrative Vietnamese, and the figures of each in their order.

    Args: names, the fields of the form in force: what it has no place for stands behind the results.
    """
    facts = _facts(nominee, day)
    module = current_app.jinja_env.get_template(TEMPLATE).make_module()
    written = {name: _lines(str(getattr(module, name)(facts))) for name in DRAFTED}
    behind = [written.pop(name) for name in BEHIND_RESULTS if name not in names]
    written["achievements"] = "\n".join(part for part in (written["achievements"], *behind) if part)
    prose, quotes = {}, {}
    for name, marked in written.items():
        if name in names and marked:
            prose[name], quotes[name] = filled(marked, facts["figures"])
    return prose, quotes


def _lines(written: str) -> str:
    return "\n".join(line for line in text.nfc_multiline(written).splitlines() if line)


def filled(marked: str, figures: dict[str, Reached]) -> tuple[str, list[Quote]]:
    """The passage with its numbers in place of their marks, and which figures they are."""
    quotes = []

    def number(found: re.Match[str]) -> str:
        code, which = found.groups()
        figure = figures[code]
        quotes.append(Quote(code, which, figure.count if which == COUNT else figure.turns))
        return padded_number(quotes[-1].number)

    return _FIGURE.sub(number, marked), quotes


def _facts(nominee: Nominee, day: date) -> dict[str, Any]:
    dossier = nominee.dossier
    award_round = dossier.round
    figures = evidence.figures_of(nominee)
    told = evidence.told_of(nominee, figures)
    thematic = award_round.award_type == AwardType.THEMATIC
    keeper = places.authority_name(dossier.owner_id, day)
    hamlet = nominee.collective.hamlet if nominee.collective is not None else None
    return {
        "subject": ("hamlet" if hamlet else "agency") if nominee.collective else nominee.subject_kind,
        "who": _who(nominee),
        "hamlet": _inside(hamlet.name) if hamlet else "",
        "figures": figures,
        "targets": [
            row.text
            for row in award_round.plan.criteria
            if thematic and (row.award, row.subject_kind) == (dossier.award, nominee.subject_kind) and row.threshold
        ],
        "promises": told.promises if thematic else (),
        "held": [_class(one) for one in told.held],
        "attended": [_class(one) for one in told.attended],
        "initiatives": [_initiative(one) for one in told.initiatives],
        # Service and a sudden merit are no part of the movement, though the same records tell of them.
        "movement": documents.movement(award_round.plan) if thematic else "",
        "start": short_date(told.since),
        "end": short_date(date.fromordinal(award_round.period_until.toordinal() - 1)),
        "keeper": keeper.full,
        "commune": keeper.place,
        "province": keeper.province,
    }


def _who(nominee: Nominee) -> str:
    """How a nominee speaks of itself: bản thân, gia đình, tổ, chi hội, doanh nghiệp, đơn vị."""
    if nominee.collective is None:
        return "bản thân" if nominee.person_id else "gia đình"
    return _called(nominee.collective)


def _called(collective: Collective) -> str:
    name = collective.name.casefold()
    found = next((words for words in _CALLED if name.startswith(f"{words} ")), None)
    if collective.is_enterprise:
        return found if found == "hợp tác xã" else "doanh nghiệp"
    return {"tổ công nghệ số cộng đồng": "tổ", "trường": "nhà trường"}.get(found or "", found or "đơn vị")


def _inside(name: str) -> str:
    """A name inside a sentence: "thôn Đông Yên"; with a number the common noun is part of the name: "Xóm 1"."""
    if name[-1:].isdigit():
        return name
    return text.within(name)


def _class(one: training.told.ClassTold) -> dict[str, Any]:
    return {"title": one.title, "place": one.place, "days": [short_date(day) for day in one.days]}


def _initiative(row: Initiative) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "scope": row.scope,
        "effect": (row.effect or "").rstrip(" ."),
        "effects": tuple(initiatives.effect_text(one) for one in row.effects),
        "uses": tuple(initiatives.place_of(one) for one in row.uses),
        "since": short_date(row.since) if row.since else "",
        "recognised_by": row.recognised_by or "",
        "recognised_on": short_date(row.recognised_on) if row.recognised_on else "",
    }
