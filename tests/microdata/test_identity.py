"""Names of groups that tell who somebody is are found by their shape; names of places, bodies and codes are not."""

from pathlib import Path
from typing import Any

import pytest
from examples import asking

from competing_values.errors import UserError
from competing_values.microdata.identity import masked, revealing
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading.reader import read_text
from competing_values.study.codebook import Codebook

REVEALING = {
    "an e-mail address": ["asan.k@mail.kz", "Asan <asan@gov.kz>", "я@почта.рф", "asan (at) mail.kz", "asan.k[at]gov.kz"],
    "a phone number": ["+7 701 123 45 67", "8 (701) 123-45-67", "87011234567", "7771234567", "+44 20 7946 0958",
                       "тел. 8 701 123 45 67", "tel: 77011234567", "8 701 123 45 67 (моб.)"],
    "an IP address": ["192.168.1.10", "2001:db8::1"],
    "an identity number": ["850115300123", "040229650017", "ИИН 850115300123"],
    "an address on the web": ["https://t.me/asan", "www.asan.kz", "@asan_k", "tg: @asan_k"],
    "the name of a person": [
        "Иванов Иван Иванович", "Иванова Анна Сергеевна", "Ахметов А.Б.", "А. Б. Ахметов", "Нұрлан Ахметов", "Ахметова Айгүл",
        "Асан Серікұлы", "Айгүл Асанқызы", "Nurlan Akhmetov", "John Smith", "Akhmetov Nurlan", "Иван Иванович",
        "Dr. John A. Smith", "Ахметов А. Б., начальник отдела", "Нұрлан Ахметов (Алматы)",
    ],
    "free text": [
        "Мне не нравится, как здесь говорят с людьми. Начальник кричит, и никто ничего не делает",
        "word " * 40,
    ],
}  # fmt: skip
#: Regions and districts, some with the names of poets; ministries; teams; years, codes and spans.
NO_PERSONS = """
Абай облысы|Абайская область|Алматы қаласы|г. Астана|Шығыс Қазақстан облысы|Северо-Казахстанская область|Ұлытау облысы
Қызылорда|Жамбыл облысы|Жетісу|Магжан Жумабаев ауданы|Мағжан Жұмабаев|район Магжана Жумабаева|Габит Мусрепов|Шал ақын ауданы
Сырым Датов|Ростов|Нижний Новгород|Великий Новгород|Saint Paul|West Kazakhstan|Human Resources|New York|St. John's|San Jose
Министерство цифрового развития, инноваций и аэрокосмической промышленности Республики Казахстан
Департамент Агентства Республики Казахстан по делам государственной службы по Северо-Казахстанской области
Қазақстан Республикасының Мемлекеттік қызмет істері агенттігі|Университет им. С. Сейфуллина|КГУ им. А. Байтурсынова
team.Alpha|Alpha Team|Team A.|R&D|Отдел кадров|Q1. Region|Dept. B.|1.2.3|12:30|2019|2019-2020|2010–2015|01.01.2020 - 31.12.2020
18-24|25–34|65+|10 000 - 20 000|710000000|KZ-75|060340001234|100140001234|010000|Cohort July|Ұлы Дала|+5 years|Пушкин
"""


@pytest.mark.parametrize(("shape", "text"), [(shape, text) for shape, texts in REVEALING.items() for text in texts])
def test_what_tells_who_somebody_is_is_found(shape: str, text: str) -> None:
    assert revealing([text]) == {shape: [text]}


@pytest.mark.parametrize("text", NO_PERSONS.strip().replace("\n", "|").split("|"))
def test_names_of_places_bodies_and_codes_are_not(text: str) -> None:
    assert revealing([text]) == {}


def test_an_example_is_masked() -> None:
    assert masked("asan.k@mail.kz") == "a…@…"
    assert masked("Иванов Иван Иванович") == "И… И… И…"
    assert masked("one two three four") == "o… t… t… …"


INSTRUMENT = asking({"work": ["s01"]}, {"region": ["abai", "almaty"], "team": None})
ROWS = [
    "id;phone;comment;team;s01",
    "a@b.kz;+77011234567;Private words;Alpha;5",
    "c@d.kz;+77017654321;Private too;{};6",
]


def ingestion(folder: Path, team: str, **team_column: Any) -> Ingestion:
    path = folder / "export.csv"
    path.write_text("\n".join([*ROWS, ""]).format(team), encoding="utf-8")
    columns = {"respondent_id": "id", "team": {"column": "team", **team_column}}
    model = Codebook.model_validate({"file": str(path), "csv": {"delimiter": ";"}, "columns": columns})
    loaded = model.completed(["region", "s01", "team"], str(path))
    return Ingestion(read_text(loaded, folder / "scratch", raw_columns(loaded)), INSTRUMENT, loaded)


def test_a_run_stops_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        ingestion(tmp_path, "dana@mail.kz")
    message = str(error.value)
    assert "column `team` (team): of the names of groups, 1 looks like an e-mail address (`d…@…`)" in message
    assert "dana" not in message
    assert "`categories` of `team`" in message
    assert "`columns.team.values` or `missing`" in message
    assert message.count("\n") == 0


def test_a_name_that_values_give_is_looked_at_too(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"the name of a person \(`И… И… И…`\)"):
        ingestion(tmp_path, "7", values={"7": "Иванов Иван Иванович"})


@pytest.mark.parametrize("mended", [{"values": {"dana@mail.kz": "Beta"}}, {"missing": ["dana@mail.kz"]}])
def test_other_names_and_missing_codes_mend_it(tmp_path: Path, mended: dict[str, Any]) -> None:
    found = ingestion(tmp_path, "dana@mail.kz", **mended).answers(b"key").collect()
    assert found["team"][0] == "Alpha"
    assert found["team"][1] in {"Beta", None}


def test_nothing_but_answers_leaves(tmp_path: Path) -> None:
    answers = ingestion(tmp_path, "Beta").answers(b"key").collect()
    assert answers.columns == ["row", "respondent_id", "test_entry", "totals_row", "left_out", "unfinished", "out_of_range", "duration", "region", "team", "s01"]  # fmt: skip
    assert answers["respondent_id"].str.contains("^[0-9a-f]{32}$").all()
    written = answers.write_csv()
    assert not [word for word in ("@", "+77", "Private") if word in written]
