"""Commands that are not part of a run: `python -m competing_values schemas`."""

import argparse
import json

from competing_values.study import FILES, REPOSITORY

SCHEMAS = REPOSITORY / "workflow" / "schemas"


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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="competing_values", description=__doc__)
    parser.add_argument("command", choices=["schemas"])
    parser.parse_args()
    write_schemas()
