"""Drafted questionnaires: what is made of a file that asked another one, what is marked, and what is left out."""

import random
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
import yaml
from examples import small_instrument

from competing_values.__main__ import draft_codebook
from competing_values.errors import UserError
from competing_values.study.instrument import Instrument
from competing_values.study.loading import load
from competing_values.study.strict import MARK
from competing_values.tools.drafting import Draft, draft

AGREEMENT = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
ROWS = 60
CHANCE = random.Random(1)


def some(choices: list[Any], rows: int = ROWS) -> list[Any]:
    """Answers in which each choice occurs."""
    return [choices[place % len(choices)] for place in CHANCE.sample(range(rows), rows)]


def drafted(path: Path) -> Draft:
    return draft(str(path), small_instrument(), {}, path.parent / "scratch", is_own=False)


def parts(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The drafted questionnaire and codebook."""
    found = drafted(path)
    return yaml.safe_load(found.instrument), yaml.safe_load(found.text)


def csv(folder: Path, table: dict[str, list[Any]], above: list[list[str]] = []) -> Path:  # noqa: B006
    frame = pd.DataFrame(table)
    path = folder / "export.csv"
    rows = above or [list(frame.columns)]
    lines = [*rows, *frame.astype(str).values.tolist()]
    path.write_text("".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in lines), encoding="utf-8")
    return path


def sav(folder: Path, table: dict[str, list[Any]], **about: Any) -> Path:
    path = folder / "export.sav"
    pyreadstat.write_sav(pd.DataFrame(table), path, **about)
    return path


def labels(instrument: dict[str, Any]) -> dict[str, list[str]]:
    """Label of each sector: labels of its statements."""
    sectors = instrument["ratings"]["sectors"].values()
    return {sector["label"]: [one["label"] for one in sector["statements"].values()] for sector in sectors}


GRID = ["Newcomers are trained", "Work is shared fairly", "Ideas are heard"]


@pytest.mark.parametrize(
    "heading",
    [
        lambda item, place: f"How far do you agree? [{item}]",
        lambda item, place: f"How far do you agree? - {item}",
        lambda item, place: f"How far do you agree?: {item}",
        lambda item, place: f"G2Q1[SQ00{place}]. How far do you agree? [{item}]",
    ],
)
def test_a_grid_is_a_sector_with_the_stem_as_its_label(tmp_path: Path, heading: Any) -> None:
    table = {heading(item, place): some(AGREEMENT) for place, item in enumerate(GRID)}
    instrument, codebook = parts(csv(tmp_path, table))
    assert labels(instrument) == {"How far do you agree?": GRID}
    assert instrument["ratings"]["scale"] == {"min": 1, "max": 5}
    (first, *_) = codebook["columns"].values()
    assert first["values"] == {text: str(place) for place, text in enumerate(AGREEMENT, start=1)}
    assert drafted(tmp_path / "export.csv").marks == 0


def test_the_second_row_of_qualtrics_holds_stem_and_item(tmp_path: Path) -> None:
    names = ["ResponseId", "Q1_1", "Q1_2", "Q1_3"]
    table = {"ResponseId": [f"R_{place}" for place in range(ROWS)]} | {
        name: some([1, 2, 3, 4, 5]) for name in names[1:]
    }
    above = [names, ["Response ID", *(f"On a scale from 1 to 5, rate: - {item}" for item in GRID)],
             [f"{{ImportId:{name}}}" for name in names]]  # fmt: skip
    instrument, codebook = parts(csv(tmp_path, table, above))
    assert labels(instrument) == {"On a scale from 1 to 5, rate": GRID}
    assert instrument["ratings"]["scale"] == {"min": 1, "max": 5}  # as the question states
    assert codebook["profile"] == "qualtrics"


@pytest.mark.parametrize(
    "words",
    [
        ["Stimme gar nicht zu", "Stimme eher nicht zu", "Stimme eher zu", "Stimme voll und ganz zu"],
        ["Полностью не согласен", "Скорее не согласен", "Скорее согласен", "Полностью согласен"],
        ["Totalmente en desacuerdo", "En desacuerdo", "De acuerdo", "Totalmente de acuerdo"],
        ["Pas du tout d'accord", "Plutôt pas d'accord", "Plutôt d'accord", "Tout à fait d'accord"],
        ["Never", "Rarely", "Sometimes", "Often", "Always"],
        ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"],
        ["Not at all important", "Slightly important", "Moderately important", "Very important", "Extremely important"],
        ["Very poor", "Poor", "Fair", "Good", "Excellent"],
    ],
)
def test_the_order_of_words_is_known(tmp_path: Path, words: list[str]) -> None:
    table = {f"Rate your work [{item}]": some(words) for item in GRID}
    _, codebook = parts(csv(tmp_path, table))
    (first, *_) = codebook["columns"].values()
    assert first["values"] == {text: str(place) for place, text in enumerate(words, start=1)}


def test_codes_that_fall_are_turned_and_told(tmp_path: Path) -> None:
    scale = dict(enumerate([*AGREEMENT[::-1], "Don't know"], start=1))
    path = sav(
        tmp_path, {name: some([1, 2, 3, 4, 5, 6]) for name in "abc"},
        column_labels=GRID, variable_value_labels=dict.fromkeys("abc", scale),
    )  # fmt: skip
    instrument, codebook = parts(path)
    assert instrument["ratings"]["scale"] == {"min": 1, "max": 5}
    assert codebook["columns"]["a"] == {
        "column": "a", "values": {"1": "5", "2": "4", "3": "3", "4": "2", "5": "1"}, "missing": ["6"]
    }  # fmt: skip
    assert "turned: in the file 1 is «Strongly agree», 5 is «Strongly disagree»" in drafted(path).text


def test_no_opinion_between_two_points_is_marked(tmp_path: Path) -> None:
    scale = dict(enumerate(["Disagree strongly", "Disagree", "No opinion", "Agree", "Agree strongly"], start=1))
    path = sav(tmp_path, {name: some([1, 2, 3, 4, 5]) for name in "abc"},
               column_labels=GRID, variable_value_labels=dict.fromkeys("abc", scale))  # fmt: skip
    assert parts(path)[1]["columns"]["a"]["values"] == {"3": f"{MARK} 3"}
    assert drafted(path).marks == 1


def test_labels_in_an_unknown_language_are_marked(tmp_path: Path) -> None:
    scale = dict(enumerate(["전혀 아니다", "아니다", "보통", "그렇다", "매우 그렇다"], start=1))
    path = sav(tmp_path, {name: some([1, 2, 3, 4, 5]) for name in "abc"},
               column_labels=[f"Please rate: {item}" for item in GRID], variable_value_labels=dict.fromkeys("abc", scale))  # fmt: skip
    assert parts(path)[0]["ratings"]["scale"] == {"min": 1, "max": f"{MARK} 5"}


def test_numbers_without_labels_are_marked_once(tmp_path: Path) -> None:
    path = csv(tmp_path, {f"A{place}": some([1, 2, 3, 4, 5, 6, 7]) for place in range(1, 7)})
    assert parts(path)[0]["ratings"]["scale"] == {"min": 1, "max": f"{MARK} 7"}
    assert drafted(path).marks == 1


@pytest.mark.parametrize("code", [8, 9, 98, 99, -1])
def test_codes_off_the_scale_are_proposed_as_missing(tmp_path: Path, code: int) -> None:
    path = csv(tmp_path, {f"A{place}": some([1, 2, 3, 4, 5, code]) for place in range(1, 7)})
    instrument, codebook = parts(path)
    assert instrument["ratings"]["scale"] == {"min": 1, "max": f"{MARK} 5"}
    assert codebook["columns"]["a1"]["missing"] == [f"{MARK} {code}"]
    assert drafted(path).marks == 2  # six columns share the code


def test_a_statement_that_goes_against_the_others_is_marked(tmp_path: Path) -> None:
    base = some([1, 2, 3, 4, 5], 200)
    table = {
        f"A{place}": [min(5, max(1, answer + CHANCE.choice([-1, 0, 1]))) for answer in base] for place in range(1, 5)
    }
    table["A5"] = [6 - answer for answer in table["A1"]]
    statements = parts(csv(tmp_path, table))[0]["ratings"]["sectors"]["sector_1"]["statements"]
    assert [one.get("reversed") for one in statements.values()] == [None, None, None, None, f"{MARK} true"]


def test_what_tells_who_somebody_is_is_left_out_by_name(tmp_path: Path) -> None:
    people = {
        "First name": [f"Anna{place}" for place in range(ROWS)],
        "E-mail": [f"a{place}@example.org" for place in range(ROWS)],
        "Comments": some(["Fine", "Too much work", "Nothing to add"]),
        "Why?": [f"Because of reason number {place} which I explain here" for place in range(ROWS)],
        "Date of birth": [f"19{place % 90 + 10}-01-02" for place in range(ROWS)],
    }
    path = csv(tmp_path, people | {f"Rate us [{item}]": some(AGREEMENT) for item in GRID})
    found = drafted(path)
    codebook = yaml.safe_load(found.text)
    assert len(codebook["columns"]) == len(GRID)
    text = found.text + found.instrument
    assert all(name in found.text for name in people)
    assert not any(str(cell) in text for cells in people.values() for cell in cells)


def test_groups_questions_and_self_ratings(tmp_path: Path) -> None:
    table = {
        "What is your gender?": some(["Female", "Male", "Prefer not to say"]),
        "Age": some(["18-29", "30-44", "45-60", "> 60"]),
        "How satisfied are you overall?": some(
            ["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied", "N/A"]
        ),
        "Which tool do you use?": some(["Spade", "Rake"]),
        "How is your health, from 0 to 10?": some([*range(11)]),
    }
    instrument, codebook = parts(csv(tmp_path, table))
    assert {name: list(one["categories"].values()) for name, one in instrument["breakdowns"].items()} == {
        "what_is_your_gender": ["Female", "Male"], "age": ["18-29", "30-44", "45-60", "> 60"]
    }  # fmt: skip
    satisfied, tool = instrument["questions"].values()
    assert list(satisfied["categories"].values()) == [
        "Very dissatisfied",
        "Dissatisfied",
        "Satisfied",
        "Very satisfied",
    ]
    assert sorted(tool["categories"].values()) == ["Rake", "Spade"]
    assert tool["ordered"] is False
    (health,) = instrument["self_ratings"].values()
    assert health["scale"] == {"min": 0, "max": 10}
    assert codebook["columns"]["what_is_your_gender"]["missing"] == ["Prefer not to say"]


def test_a_weight_is_marked_and_that_of_a_body_is_none(tmp_path: Path) -> None:
    rated = {f"Rate us [{item}]": some(AGREEMENT) for item in GRID}
    numbers = [1 + place / 100 for place in range(ROWS)]
    path = csv(tmp_path, rated | {"weight": numbers})
    assert parts(path)[1]["design"] == {"weight": f"{MARK} weight"}
    path = csv(tmp_path, rated | {"weight (kg)": numbers})
    assert "design" not in parts(path)[1]


def test_orders_of_preference_and_counts_are_no_ratings(tmp_path: Path) -> None:
    orders = [CHANCE.sample([1, 2, 3, 4], 4) for _ in range(ROWS)]
    ranked = {f"Put in order: - {name}": [order[place] for order in orders] for place, name in enumerate("abcd")}
    rated = {f"Rate us [{item}]": some(AGREEMENT) for item in GRID}
    path = csv(tmp_path, ranked | rated | {"Number of children": some([0, 1, 2, 3, 4, 5])})
    instrument, _ = parts(path)
    assert labels(instrument) == {"Rate us": GRID}
    assert instrument.keys() == {"ratings"}
    assert "# Not read (orders of preference): Put in order: - a" in drafted(path).text


def test_a_file_in_which_nothing_was_asked_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, {"Height": [170.5 + place for place in range(ROWS)], "sex": some(["f", "m"])})
    with pytest.raises(UserError, match="nothing in it can be analysed"):
        drafted(path)


def test_the_questionnaire_that_is_there_is_kept_where_it_was_asked(tmp_path: Path) -> None:
    table = {f"s0{place}": some([*range(1, 11)]) for place in range(1, 6)}
    assert drafted(csv(tmp_path, table)).instrument == ""


def test_a_draft_without_its_marks_is_a_questionnaire(tmp_path: Path) -> None:
    table = {f"A{place}": some([1, 2, 3, 4, 5, 9]) for place in range(1, 7)} | {"Sex": some(["f", "m"])}
    text = drafted(csv(tmp_path, table)).instrument.replace(f"{MARK} ", "")
    assert [variable.name for variable in Instrument.model_validate(yaml.safe_load(text)).variables()][-1] == "a6"


def test_two_rows_of_headings_are_joined(tmp_path: Path) -> None:
    above = [["RespondentID", "Your team", "How far do you agree?", "", ""], ["", "Open-Ended Response", *GRID]]
    table = {"id": [*range(100, 100 + ROWS)], "team": some(["A", "B"])} | {item: some(AGREEMENT) for item in GRID}
    instrument, codebook = parts(csv(tmp_path, table, above))
    assert labels(instrument) == {"How far do you agree?": GRID}
    assert codebook["profile"] == "surveymonkey"
    assert codebook["columns"]["respondent_id"] == "RespondentID"


def test_a_title_above_the_header_is_no_heading(tmp_path: Path) -> None:
    table = {f"Rate us [{item}]": some(AGREEMENT) for item in GRID}
    path = csv(tmp_path, table, [["Wave 2024", "", ""], list(table)])
    assert parts(path)[1]["header_row"] == 2


def test_a_first_column_without_a_name_makes_no_other_row_the_header(tmp_path: Path) -> None:
    path = csv(tmp_path, {"": [*range(ROWS)], "age": some([*range(20, 60)]), "Satisfied?": some(["Yes", "No"])})
    assert "header_row" not in parts(path)[1]


def test_a_statement_about_hours_is_rated_and_hours_are_counts(tmp_path: Path) -> None:
    points = [1, 2, 3, 4, 5]
    table = {f"Rate, from 1 to 5 [{item}]": some(points) for item in ("My hours suit me", "My pay", "My days off")}
    path = csv(tmp_path, table | {"hours": some([0, 1, 2, 3, 4, 5])})
    assert labels(parts(path)[0]) == {"Rate, from 1 to 5": ["My hours suit me", "My pay", "My days off"]}
    assert "# Not read (counts): hours" in drafted(path).text


def test_age_in_years_gets_bands(tmp_path: Path) -> None:
    table = {f"Rate us [{item}]": some(AGREEMENT) for item in GRID} | {"Age": some([*range(18, 68)])}
    instrument, codebook = parts(csv(tmp_path, table))
    bands = {"under_30": 0, "from_30_to_39": 30, "from_40_to_49": 40, "from_50_to_59": 50, "from_60": 60}
    assert codebook["columns"]["age"] == {"column": "Age", "bins": bands}
    assert [*instrument["breakdowns"]["age"]["categories"]] == [*bands]


def test_answers_that_nobody_gave_are_asked_for(tmp_path: Path) -> None:
    words = ["Disagree", "Agree", "Strongly agree"]
    path = csv(tmp_path, {f"Rate us [{item}]": some(words) for item in GRID})
    assert parts(path)[0]["ratings"]["scale"] == {"min": 1, "max": f"{MARK} 3"}


def test_numbers_that_are_explained_in_the_answer(tmp_path: Path) -> None:
    answers = ["1 - not at all", "2", "3", "4", "5 - completely"]
    instrument, codebook = parts(csv(tmp_path, {f"Rate us [{item}]": some(answers) for item in GRID}))
    assert instrument["ratings"]["scale"]["min"] == 1
    assert codebook["columns"]["rate_us_newcomers_are_trained"]["values"] == {
        "1 - not at all": "1",
        "5 - completely": "5",
    }
    assert drafted(tmp_path / "export.csv").marks == 0  # the words tell which end is high


def test_explained_numbers_that_fall_are_turned(tmp_path: Path) -> None:
    answers = ["1 (very satisfied)", "2", "3", "4", "5 (very dissatisfied)"]
    _, codebook = parts(csv(tmp_path, {f"Rate us [{item}]": some(answers) for item in GRID}))
    assert codebook["columns"]["rate_us_newcomers_are_trained"]["values"] == {
        "1 (very satisfied)": "5", "2": "4", "4": "2", "5 (very dissatisfied)": "1"
    }  # fmt: skip


def test_a_question_that_names_its_low_end_is_marked(tmp_path: Path) -> None:
    path = csv(
        tmp_path, {"id": [*range(ROWS)], "How good is it, from 1 to 6, where 1 is best?": some([1, 2, 3, 4, 5, 6])}
    )
    (rating,) = parts(path)[0]["self_ratings"].values()
    assert rating["scale"] == {"min": 1, "max": f"{MARK} 6"}


def test_answer_codes_of_an_array_are_rated_and_marked(tmp_path: Path) -> None:
    codes = ["A1", "A2", "A3", "A4", "A5"]
    table = {f"G2Q1[SQ00{place}]": some(codes) for place in range(1, 4)} | {"G1Q1": some(["A1", "A2", "A3"])}
    instrument, codebook = parts(csv(tmp_path, table))
    assert instrument["ratings"]["scale"] == {"min": 1, "max": f"{MARK} 5"}
    assert codebook["columns"]["g2q1_sq001"]["values"] == {code: code[1] for code in codes}
    assert instrument["questions"]["g1q1"]["ordered"] is False  # a single one may be anything


def test_the_command_writes_a_study_that_loads_once_its_marks_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = {f"A{place}": some([1, 2, 3, 4, 5, 9]) for place in range(1, 7)} | {"Sex": some(["f", "m"])}
    (tmp_path / "data/raw").mkdir(parents=True)
    csv(tmp_path / "data/raw", table)
    monkeypatch.chdir(tmp_path)
    draft_codebook("data/raw/export.csv", "1")
    assert (
        "Drafted are data/codebooks/1.yaml and data/instrument.yaml. 2 values in them are marked"
        in capsys.readouterr().out
    )
    for path in ("data/codebooks/1.yaml", "data/instrument.yaml"):
        Path(path).write_text(Path(path).read_text(encoding="utf-8").replace(f"{MARK} ", ""), encoding="utf-8")
    assert load("config.yaml")["waves"]["1"]["sources"]["survey"]["codebook"]["columns"]["a1"]["missing"] == ["9"]
    draft_codebook("data/raw/export.csv", "2")  # the questionnaire is there now
    assert (
        "The codebook is drafted: data/codebooks/2.yaml. 1 value in it is marked" in capsys.readouterr().out
    )  # no ids
    second = yaml.safe_load(Path("data/codebooks/2.yaml").read_text(encoding="utf-8"))
    assert second["columns"]["a1"] == "A1"


def test_a_questionnaire_that_no_config_names_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv(tmp_path, {f"A{place}": some([1, 2, 3, 4, 5]) for place in range(1, 7)})
    (tmp_path / "data").mkdir()
    (tmp_path / "data/instrument.yaml").write_text("ratings: mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="there is a questionnaire already"):
        draft_codebook("export.csv", "1")
    assert not (tmp_path / "data/codebooks").exists()


@pytest.mark.parametrize("entry", [None, 1, "Checked"])
def test_boxes_under_one_heading_are_one_question(tmp_path: Path, entry: Any) -> None:
    tools = ["Spade", "Rake", "Hoe"]
    table = {f"Which do you use? [{tool}]": some([entry or tool, "" if entry != 1 else 0]) for tool in tools}
    path = csv(tmp_path, table | {f"Rate us [{item}]": some(AGREEMENT) for item in GRID})
    instrument, codebook = parts(path)
    assert instrument["questions"]["choice_1"] == {
        "label": "Which do you use?", "several": True, "categories": {tool.lower(): tool for tool in tools}
    }  # fmt: skip
    expected = {"column": "Which do you use? [Spade]", "values": {entry or "Spade": "selected"}}
    assert codebook["columns"]["choice_1_spade"] == (expected if entry != 1 else "Which do you use? [Spade]")
    assert drafted(path).marks == 0


def test_yes_and_no_in_a_grid_stay_questions(tmp_path: Path) -> None:
    path = csv(tmp_path, {f"Do you have [{tool}]": some(["Yes", "No", ""]) for tool in ("a spade", "a rake")})
    assert {one.get("several") for one in parts(path)[0]["questions"].values()} == {None}  # a blank is no answer here


def test_noughts_and_ones_of_an_array_without_a_heading_are_marked(tmp_path: Path) -> None:
    path = csv(tmp_path, {f"Q5_{place}": some([0, 1]) for place in range(1, 4)})
    assert parts(path)[0]["questions"]["choice_1"]["label"].startswith(MARK)


def test_would_you_recommend_us(tmp_path: Path) -> None:
    path = csv(
        tmp_path, {"id": [*range(ROWS)], "How likely are you to recommend us as a place to work?": some([*range(11)])}
    )
    (one,) = parts(path)[0]["questions"].values()
    assert one["recommends"] is True


def test_ages_beyond_the_usual_bands_get_others(tmp_path: Path) -> None:
    table = {f"Rate us [{item}]": some(AGREEMENT) for item in GRID} | {"Age": some([*range(65, 104)])}
    assert [*parts(csv(tmp_path, table))[1]["columns"]["age"]["bins"].values()] == [0, 70, 80, 90, 100]
