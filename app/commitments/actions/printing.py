"""The papers of a campaign: sealed once each, printed as often as needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, jobs, law, storage
from app.commitments import documents, queries, rules
from app.commitments.actions.proofing import Setting, blocking, setting_on
from app.commitments.actions.stacking import Layout
from app.commitments.models import Campaign
from app.commitments.queries import Line
from app.commitments.rules import State
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.models import Paper
from app.pdf import Rendered
from app.refusals import Refusal, Refused

AT_ONCE = 20  # papers that are made while the official waits
IN_A_STACK = 200  # papers that are put together while the official waits


@dataclass(frozen=True)
class Printed:
    """The papers of the stack in order, or the job that makes them."""

    papers: tuple[int, ...] = ()
    job_id: int | None = None


PLAIN = Layout()


def print_commitments(campaign: Campaign, lines: Sequence[Line], day: date, layout: Layout = PLAIN) -> Printed:
    """Print a stack in the order given: what was never printed is sealed, the rest are the same sealed bytes again.

    Args: lines of this campaign; those that came back without our paper are left out; day, the day of printing;
    layout, how a stack that is made in the background is put together.
    A long stack is made in the background. Raises Refused when there is nothing to print, or naming everyone whose
    paper would lack something; nothing is then sealed.
    """
    known = sealed.of_many("commitment", [line.row.id for line in lines])
    lines = [line for line in lines if known[line.row.id] or not rules.refusals("print", line.row.state)]
    new = [line for line in lines if not known[line.row.id]]
    faults = blocking(new, day) if lines else [Refusal("nothing-to-print")]
    if any(job.running for job in queries.stacks_of(campaign.id)):
        faults.append(Refusal("stack-being-made"))
    if faults:
        raise Refused(faults)
    ids = [line.row.id for line in lines]
    if len(new) > AT_ONCE or len(lines) > IN_A_STACK:
        job = jobs.start(
            queries.JOB,
            total=len(ids),
            campaign_id=campaign.id,
            commitment_ids=ids,
            day=day.isoformat(),
            covers=layout.covers,
            two_sided=layout.two_sided,
        )
        return Printed(job_id=job.id)
    found = seal_lines(lines, day)
    finish_print(campaign, len(found))
    return Printed(papers=tuple(paper.id for paper in found))


def seal_lines(lines: Sequence[Line], day: date) -> list[Paper]:
    """The papers of these commitments, sealed now where there is none yet; without a line of its own in the log.

    One piece of print_commitments(), repeatable: a job that died goes on where it stopped.
    """
    known = sealed.of_many("commitment", [line.row.id for line in lines])
    setting = setting_on(day)
    return [known[line.row.id][-1] if known[line.row.id] else _seal(line, setting) for line in lines]


def finish_print(campaign: Campaign, count: int) -> None:
    """Write down that a stack of so many papers of this campaign was made."""
    audit.record("commitments-printed", campaign, count=count)


def keep_stack(campaign: Campaign, made: Rendered, count: int) -> dict[str, Any]:
    """Keep the one file of a long stack, to be printed today and again tomorrow, and write down that it was made.

    Args: made, the sealed papers in the order of the stack, as one PDF; count, how many papers are in it.
    Returns what the job remembers of it.
    """
    finish_print(campaign, count)
    return {"sha256": storage.put(made.bytes), "pages": made.pages}


def print_one(line: Line, day: date) -> Paper:
    """The paper of one commitment: sealed at its first printing, the same bytes ever after.

    Raises Refused when it came back without our paper, or lacks what the paper prints.
    """
    paper = sealed.current(line.row, "commitment")
    if paper is None:
        faults = rules.refusals("print", line.row.state) + blocking([line], day)
        if faults:
            raise Refused(faults)
        paper = _seal(line, setting_on(day))
    audit.record("commitments-printed", line.row, count=1)
    return paper


def replace_paper(line: Line, day: date) -> Paper:
    """Make a corrected paper in place of one with a wrong name or address, as long as nobody signed it.

    The old one stays in the record as replaced. Raises Refused.
    """
    old = sealed.current(line.row, "commitment")
    faults = rules.refusals("print", line.row.state) + blocking([line], day)
    if old is None:
        faults.append(Refusal("nothing-to-replace"))
    if faults:
        raise Refused(faults)
    paper = _seal(line, setting_on(day), replaces=old)
    audit.record("commitment-reprinted", line.row, code=paper.short_code)
    return paper


def _seal(line: Line, setting: Setting, replaces: Paper | None = None) -> Paper:
    facts = setting.facts_of(line)
    title = f"{law.form_of('commitment', setting.day).title}: {line.name}"
    paper = papers.seal(
        "commitment",
        facts,
        line.row,
        title=title,
        day=setting.day,
        law_date=setting.day,
        replaces=replaces,
        varying=documents.VARYING,
    )
    if line.row.state == State.DRAFTED:
        line.row.state = rules.MOVES["print"].target
    return paper
