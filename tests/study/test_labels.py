"""Labels of a study: what a statement says in full, in the study's languages."""

from competing_values.study.blocks.ratings import Ratings

RATINGS = {
    "scale": {"min": 1, "max": 5},
    "sectors": {
        "work": {
            "label": "Work",
            "statements": {
                "s01": {"label": "Training", "wording": {"en": "People are trained.", "ru": "Людей учат."}},
                "s02": {"label": "Tools"},
            },
        }
    },
}


def test_what_a_statement_says_in_full_has_a_label_of_its_own() -> None:
    labels = dict(Ratings.model_validate(RATINGS).labels())
    assert labels["wording.s01"] == {"en": "People are trained.", "ru": "Людей учат."}
    assert "wording.s02" not in labels


def test_stages_that_compute_know_no_wording() -> None:
    assert "trained" not in Ratings.model_validate(RATINGS).unworded().model_dump_json()
