"""Facts read back from what is stored beside a sealed paper: the same values, or a plain refusal to guess."""

import json

import pytest

from app.commendations.documents import Proposal
from app.papers.actions import facts_as_stored
from app.papers.documents import FACTS, TEMPLATES, FormChanged, PaperFacts, facts_of, read_facts
from tests.papers import samples

EVERY = {**samples.SAMPLES, "dossier": samples.dossier_cover}


def stored(kind: str) -> dict:
    """What the books hold of the sample of a kind, after a trip through the data base."""
    return json.loads(json.dumps(facts_as_stored(EVERY[kind]())))


def test_each_kind_of_paper_has_its_facts_and_a_sample():
    assert (set(FACTS), set(EVERY)) == (set(TEMPLATES), set(TEMPLATES))


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_what_is_stored_is_read_back_as_it_was(kind):
    assert read_facts(kind, stored(kind)) == EVERY[kind]()


@pytest.mark.parametrize("kind", ["person", "household", "unit"])
def test_a_pledge_of_any_kind_is_read_back(kind):
    for facts in (samples.commitment(kind), samples.whole_commitment(kind)):
        assert read_facts("commitment", facts_as_stored(facts)) == facts


def test_a_field_that_came_later_takes_its_default():
    facts = stored("proposal")
    del facts["form_number"]
    assert read_facts("proposal", facts).form_number is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seal": "đỏ"}, "proposal: nobody knows seal"),
        ({"about": 5}, "proposal.about: int is stored, <class 'str'> is asked"),
        ({"about": None}, "proposal.about: NoneType is stored, <class 'str'> is asked"),
        ({"counts": {"people": True}}, "proposal.counts.people: bool is stored, <class 'int'> is asked"),
        ({"legal_basis": ["Căn cứ", None]}, "proposal.legal_basis[1]: NoneType is stored, <class 'str'> is asked"),
    ],
)
def test_another_shape_is_refused_with_the_field(change, told):
    with pytest.raises(FormChanged) as refused:
        read_facts("proposal", {**stored("proposal"), **change})
    assert str(refused.value) == told


def test_a_needed_field_that_is_not_stored_is_refused():
    facts = stored("proposal")
    del facts["about"]
    with pytest.raises(FormChanged, match="'about'"):
        read_facts("proposal", facts)


@pytest.mark.parametrize("kind", ["proposal", "letter"])
def test_a_kind_is_entered_once_and_needs_a_template(kind):
    with pytest.raises(ValueError, match=kind):
        facts_of(kind)(PaperFacts)
    assert FACTS["proposal"] is Proposal
