"""The closed list of measures: exactly one function for each, in the slice that owns the rows."""

import inspect

import pytest

from app.activities.measures import single as activities
from app.commitments.measures import single as commitments
from app.plans.measures import single as plans
from app.plans.rules import About, Figure, Measure, Period
from app.training.measures import single as training

SLICES = (activities, commitments, plans, training)


def functions(module) -> dict[str, object]:
    """The public functions a module itself defines."""
    return {
        name: value
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not name.startswith("_")
    }


@pytest.mark.parametrize("measure", list(Measure))
def test_each_measure_has_exactly_one_function(measure):
    name = measure.value.replace("-", "_")
    found = [functions(module)[name] for module in SLICES if name in functions(module)]
    assert len(found) == 1
    assert {key: value for key, value in inspect.get_annotations(found[0]).items()} == {
        "about": About,
        "period": Period,
        "return": Figure,
    }


def test_each_function_is_a_measure():
    named = sorted(name for module in SLICES for name in functions(module))
    assert named == sorted(measure.value.replace("-", "_") for measure in Measure)
