"""Commands that are not part of a run: `python -m competing_values schemas`, or `questionnaire`."""

import argparse
import json
import sys
from pathlib import Path

from competing_values.errors import UserError
from competing_values.questionnaire import form, names, read_wording, unworded, worded, write
from competing_values.strict import read
from competing_values.study import FILES, INSTRUMENT, REPOSITORY, Config, Instrument

SCHEMAS = REPOSITORY / "workflow" / "schemas"
QUESTIONNAIRE = Path("results/questionnaire.xlsx")
WORDING = Path("data/wording.csv")


def schemas() -> dict[str, str]:
    """JSON Schema of each file that a user writes, as text: editors complete and check by it."""
    return {
        name: json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in FILES.items()
    }


def write_schemas() -> None:
    """Write the JSON Schemas into the repository."""
    SCHEMAS.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (SCHEMAS / f"{name}.json").write_text(text, encoding="utf-8")


def write_questionnaire() -> None:
    """Write the form of the study in the working directory, which needs no codebook and no data yet."""
    config = read("config.yaml", Config)
    instrument = read(config.instrument or INSTRUMENT, Instrument)
    wording = read_wording(WORDING, names(instrument))
    sheets = form(instrument, worded(config, instrument, wording), config.languages[0])
    QUESTIONNAIRE.parent.mkdir(exist_ok=True)
    write(sheets, QUESTIONNAIRE)
    if unworded(instrument, wording):
        step = f"word the OCAI's descriptions in {WORDING} (docs/questionnaire.md), and make it again"
    else:
        step = "upload it to KoboToolbox or ODK as an XLSForm"
    print(f"The questionnaire is there: {QUESTIONNAIRE.resolve()}. Next, {step}.")


COMMANDS = {"schemas": write_schemas, "questionnaire": write_questionnaire}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="competing_values", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    try:
        COMMANDS[parser.parse_args().command]()
    except UserError as error:
        sys.exit(f"\n{error}\n")
