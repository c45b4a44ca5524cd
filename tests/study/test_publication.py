"""What is said of a study beside its tables."""

from competing_values.study.publication import of_known


def test_a_source_that_is_not_known_is_named_nowhere() -> None:
    told = {
        "sources": ["survey", "circle"],
        "simulated": ["circle"],
        "purposive": ["circle", "survey"],
        "simulations": {"circle": {"respondents": 7, "seed": 1}},
        "labels": {"en": {"source.circle": "Inner circle", "source.survey": "Survey", "circle": "A statement"}},
        "title": {"en": "Study"},
    }
    assert of_known(told, {"survey"}) == {
        "sources": ["survey"],
        "simulated": [],
        "purposive": ["survey"],
        "simulations": {},
        "labels": {"en": {"source.survey": "Survey", "circle": "A statement"}},
        "title": {"en": "Study"},
    }
