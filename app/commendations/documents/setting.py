"""What the papers of a dossier share on their day: names of the commune and its superior, law, movement."""

from dataclasses import dataclass
from datetime import date

from app import law
from app.commendations.models import Dossier, Nominee
from app.commendations.queries import award_title, name_of
from app.commendations.rules import AwardType
from app.papers.documents import Head, long_date, number_text, plain_date, short_date
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.places.rules import AuthorityName
from app.plans.models import Plan
from app.text import fold

COUNCIL_SYMBOL = "BB-HĐTĐKT"


@dataclass(frozen=True)
class Setting:
    """A dossier's day of law and the names of a paper's day; the names never change once printed."""

    name: AuthorityName
    day: date
    law_day: date
    award: str
    award_type: str
    confirmed: frozenset[str]

    @property
    def place(self) -> str:
        """The place before the date: "Vạn An"; a name that is a number takes its kind with it."""
        return self.name.place[0].upper() + self.name.place[1:] if self.name.name.isdigit() else self.name.name

    @property
    def dated(self) -> str:
        """Place and day under the national title."""
        return long_date(self.place, self.day)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        """The authority's name at the head, on two lines."""
        return ("ỦY BAN NHÂN DÂN", self.name.place.upper())

    @property
    def parent(self) -> str:
        """The authority above a unit or the council, abbreviated as a superior is (NĐ 30/2020, II.2)."""
        return self.name.short.upper()

    @property
    def chair(self) -> str:
        """Who decides for the commune: "Chủ tịch Ủy ban nhân dân xã Vạn An"."""
        return f"Chủ tịch {self.name.full}"

    @property
    def decider(self) -> str:
        """Who decides on the award."""
        return self.chair if law.AWARDS[self.award].level == "commune" else self.province_chair

    @property
    def province_chair(self) -> str:
        """Chủ tịch Ủy ban nhân dân tỉnh Nghệ An."""
        return f"Chủ tịch Ủy ban nhân dân {self.name.province}"

    @property
    def award_name(self) -> str:
        """The award with its giver: "Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An"."""
        return f"{award_title(self.award)} của {self.decider}"

    @property
    def thematic(self) -> bool:
        """Whether the merit is one of the movement, whose plan then grounds the award."""
        return self.award_type == AwardType.THEMATIC

    def form_code(self, kind: str) -> str:
        """The form of a kind of paper; for reports it follows the type of commendation."""
        return law.form_of(kind, self.law_day, award_type=self.award_type).code

    def form_number(self, kind: str) -> str | None:
        """The number of the form in the dated registry, or none where there is no statutory form."""
        return law.form_of(kind, self.law_day, award_type=self.award_type).label or None

    def head(self, number: str | None, *, dated: bool = True) -> Head:
        """The head of a paper of the authority itself."""
        return Head(
            issuer_lines=self.issuer_lines,
            number_text=f"Số: {number}" if number else None,
            place_date=self.dated if dated else None,
        )

    def council_head(self, number: str | None) -> Head:
        """The head of the council's minutes: no place and day (NĐ 30/2020 Mẫu 1.9), an own number series."""
        return Head(
            parent_name=self.parent,
            issuer_lines=("HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG"),
            number_text=f"Số: {number}" if number else number_text(None, *COUNCIL_SYMBOL.split("-", 1)),
        )


def setting_of(dossier: Dossier, day: date, confirmed: frozenset[str] = frozenset()) -> Setting:
    """The setting of a dossier for a paper of this day; `confirmed` are instruments an official has compared."""
    return Setting(
        name=places.authority_name(dossier.owner_id, day),
        day=day,
        law_day=law.law_date(dossier.received_on),
        award=dossier.award,
        award_type=dossier.round.award_type,
        confirmed=confirmed,
    )


def movement(plan: Plan) -> str:
    """The movement inside a sentence: phong trào "Bình dân học vụ số"."""
    name = plan.movement
    return f"{name[0].lower()}{name[1:]}" if name.lower().startswith("phong trào") else f"phong trào {name}"


def award_type_words(code: str) -> str:
    """The type of commendation as the tờ trình prints it (note 5 of Mẫu 01)."""
    return next(item.text for item in law.AWARD_TYPES if item.code == code)


def occasion(dossier: Dossier, setting: Setting) -> str:
    """What the award is for, inside a sentence: "trong phong trào …", or the type where no movement is spoken of."""
    if setting.thematic:
        return f"trong {movement(dossier.round.plan)}"
    return f"(khen thưởng {award_type_words(setting.award_type)})"


def basis(dossier: Dossier, setting: Setting) -> tuple[str, ...]:
    """The căn cứ of a commune's paper: the law in statutory order, then the plan's own lines, then the plan.

    The plan of a movement grounds what was merited in it; not service, nor a sudden merit.
    """
    lines = law.legal_basis_lines(setting.law_day, "commune", setting.confirmed)
    found = [f"Căn cứ {line.text}" for line in lines if line.printed]
    if not setting.thematic:
        return tuple(found)
    plan = dossier.round.plan
    for row in plan.legal_bases:
        _cite(found, row.text.rstrip(" ;."))
    return (*found, f"Căn cứ {plan_named(plan)}")


def _cite(found: list[str], text: str) -> None:
    """Add a line of the plan; one that goes on where a line of the law ends is the same text with its full title."""
    line = text if text.startswith("Căn cứ") else f"Căn cứ {text}"
    for place, known in enumerate(found):
        if line == known or line.startswith(f"{known} "):
            found[place] = line
            return
    found.append(line)


def plan_named(plan: Plan) -> str:
    """The plan as it is cited: "Kế hoạch số 12/KH-UBND ngày … của Ủy ban nhân dân xã Vạn An …"."""
    title = plan.title.removeprefix("Kế hoạch").strip()
    issuer = f" của {_issuer(plan)}" if _issuer(plan) else ""
    return f"Kế hoạch số {plan.reference_number} {plain_date(plan.day)}{issuer} {title}".rstrip()


def _issuer(plan: Plan) -> str:
    try:
        return places.authority_name(plan.owner_id, plan.day).full
    except LookupError:
        # A plan from before the directory begins: who issued it under which name is not known here.
        return ""


def case_basis(dossier: Dossier, setting: Setting) -> str:
    """Where the case is grounded (note 8 of Mẫu 01): the article on the award, then the plan."""
    articles = award_articles(setting)
    if setting.thematic:
        articles.append(f"Kế hoạch số {dossier.round.plan.reference_number} nêu trên")
    return " và ".join(articles)


def award_articles(setting: Setting) -> list[str]:
    """The articles of the law on this award: "Điều 75 Luật Thi đua, khen thưởng"."""
    cites = law.AWARDS[setting.award].on(setting.law_day).cites
    return [f"{cite.in_words} Luật Thi đua, khen thưởng" for cite in cites if cite.instrument == "LAW06_2022"]


# ---- subjects


def address_of(subject: Person | Household | Collective, setting: Setting) -> str:
    """Where a subject is at home, in two levels as after 01/07/2025; a household from its house number on.

    What was typed already is not said twice.
    """
    typed = subject.address if isinstance(subject, Household) else None
    parts = [part.strip() for part in (typed or "").split(",") if part.strip()]
    known = {fold(part) for part in parts}
    hamlet = subject.hamlet.name if subject.hamlet else None
    wider = (hamlet, setting.name.place, setting.name.province)
    return ", ".join([*parts, *(part for part in wider if part and fold(part) not in known)])


def birth_text(person: Person) -> str:
    """Day of birth as a report prints it, or the year alone when only that is known."""
    return short_date(person.born_on) if person.born_on else str(person.birth_year or "")


def birth_year(person: Person) -> str:
    """Year of birth, as the roll prints it."""
    return str(person.born_on.year) if person.born_on else str(person.birth_year or "")


def capital(words: str) -> str:
    """The words with a capital at their beginning, as a cell or a line begins."""
    return f"{words[:1].upper()}{words[1:]}"


SEXES = {"male": "Nam", "female": "Nữ"}
TITLES = {"male": "ông", "female": "bà"}


def named(nominee: Nominee) -> str:
    """Whoever is nominated, inside a sentence: "hộ bà Ngô Thuỳ Ái", "Nguyễn Thị Thuỵ Ưởng"."""
    if nominee.household is not None and nominee.household.head is not None:
        return f"hộ {titled(nominee.household.head)}"
    return name_of(nominee)


def titled(person: Person) -> str:
    """The name with ông or bà where the sex is known."""
    return f"{TITLES[person.sex]} {person.name}" if person.sex in TITLES else person.name
