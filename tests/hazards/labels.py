"""A study with hostile words in every place where a text may stand: what they command must not be done."""

import csv
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from competing_values.study.names import TYPES, parts

#: So many, each in every place: HTML, Markdown, links, templates, formulas, formulas of another kind, and odd letters.
#: Each has a number of its own, and none has the shape of an address of a person, which ingestion refuses.
HOSTILE = (
    "<script>window.hacked=1</script> h01",
    "</script><script>window.hacked=2</script> h02",
    "<img src=x onerror='window.hacked=3'> h03",
    '"><svg onload=window.hacked=4> h04',
    "' onmouseover='window.hacked=5' h05",
    "<iframe src='//h06.test/'></iframe> h06",
    "<a href='javascript:window.hacked=7'>h07</a>",
    "<style>*{display:none}</style> h08",
    "</style><link rel=stylesheet href=//h09.test/a.css> h09",
    "<!-- h10 -->",
    "]]> --> h11 <![CDATA[",
    "&lt;b&gt; &amp; &#106; h12",
    "<meta http-equiv=refresh content='0;url=//h13.test/'> h13",
    "</table></div></main> h14",
    "![h15](//h15.test/a.png)",
    "![h16](see http://h16.test/a.png 'x')",
    "[h17](javascript:window.hacked=17)",
    "see <http://h18.test/> and http://h18.test",
    "[h19]: //h19.test/",
    "text[^1] h20 [^1]: note",
    "# h21",
    "- [ ] *h22* **h22** ***h22*** _h22_ __h22__ ~~h22~~",
    "1. h23 `code` ```h23```",
    "> h24 | a | b | ---",
    "\\*h25\\* \\<b> \\",
    "$h26^2$ and \\(h26\\) and $$\\href{javascript:alert(26)}{x}$$",
    "{{ 7 * 7 }} {% raw %} {# h27 #}",
    "{0.__class__} {h28} {} {{ }} {wave}",
    "%s %(h29)s %n ${HOME} `id` $(id) h29",
    "${s01} h30 ${ s01 }",
    "=HYPERLINK('//h31.test/','x')",
    "+1+cmd|' /C calc'!A1 h32",
    "-2+3+DDE('h33')",
    "@SUM(1+1) h34",
    'h35;=1+1;"=2+2";\'@x',
    "'=h36",
    "＝h37＋1",
    "_h38_ \N{PILE OF POO} *",
    'h39\\"}];alert(39)//<\\/script>\u2028x',
    "__proto__",
)
WAVE = "2024.-_"
PER_GROUP, SECTORS = 12, 10


def spread(places: int) -> list[str]:
    """The hostile texts over so many places, several in one of them each on a line of its own."""
    return ["\n".join(HOSTILE[place::places]) for place in range(places)]


def write(folder: Path) -> None:
    """Write the study."""
    for name, content in (("config.yaml", _config()), ("instrument.yaml", _instrument()), ("codebook.yaml", _codebook()), ("claims.yaml", _claims())):  # fmt: skip
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _write_rows(folder / "export.csv", list(_respondents()))
    _write_rows(folder / "benchmarks.csv", list(_benchmarks()))


def _config() -> dict[str, Any]:
    whole = "\n".join(HOSTILE)
    source = {"codebook": "codebook.yaml", "label": whole, "purposive": True, "simulated": True}
    return {
        "title": whole,
        "instrument": "instrument.yaml",
        "benchmarks": "benchmarks.csv",
        "waves": {WAVE: {"sources": {"survey": source}, "claims": "claims.yaml"}},
        "breakdowns": ["team", "body"],
    }


def _instrument() -> dict[str, Any]:
    statements, competencies = iter(HOSTILE), spread(4)
    names = [f"s{number:02d}" for number in range(1, 41)]
    per_sector = len(names) // SECTORS
    return {
        "ocai": {
            "perspectives": ["now", "preferred"],
            "dimensions": {f"d{place}": {"label": text} for place, text in enumerate(spread(2))},
            "types": {
                name: {"label": text, "competencies": {f"c_{name}": {"label": text}}}
                for name, text in zip(TYPES, competencies, strict=True)
            },
        },
        "ratings": {
            "scale": {"min": 1, "max": 10},
            "bands": [{"name": f"b{4 - place}", "from": [8.5, 5.5, 3.5][place], "label": text} if place < 3 else {"name": "b1", "label": text}
                      for place, text in enumerate(spread(4))],
            "unfavourable_below": 4,
            "sectors": {
                f"sector{place}": {
                    "label": text,
                    "statements": {
                        name: {"label": next(statements), "wording": text, "place": text}
                        for name in names[place * per_sector : (place + 1) * per_sector]
                    },
                }
                for place, text in enumerate(spread(SECTORS))
            },
        },
        "questions": {
            "satisfaction": {
                "label": "\n".join(HOSTILE),
                "categories": {f"a{place}": text for place, text in enumerate(HOSTILE)},
            }
        },
        "self_ratings": {
            f"skill{place}": {"label": text, "scale": {"min": 1, "max": 10}, "high": 8}
            for place, text in enumerate(spread(4))
        },
        "breakdowns": {
            "team": {"label": "\n".join(HOSTILE)},
            "body": {"label": "\n".join(HOSTILE), "categories": {f"g{place}": text for place, text in enumerate(spread(20))}},
        },
    }  # fmt: skip


def _codebook() -> dict[str, Any]:
    headers = {f"s{number:02d}": text for number, text in enumerate(HOSTILE, 1)}
    return {"file": "export.csv", "columns": {"respondent_id": "E-mail", **headers}}


def _claims() -> dict[str, Any]:
    statistic = {"table": "reliability", "column": "items", "where": {"sector": "sector0"}}
    checked = {"kind": "value", "published": "4", "tolerance": 0, "source": "survey", "statistic": statistic}
    named = {
        "kind": "name",
        "source": "survey",
        "statistic": {"table": "sector_scores", "column": "sector", "where": {"rank": "1"}},
    }
    claims = {}
    for number, text in enumerate(HOSTILE):
        kind = checked if number % 2 else named | {"published": text}
        claims[f"claim{number}"] = {"place": text, "says": {"en": text}, "criterion": text, **kind}
    return {"article": "\n".join(HOSTILE), "claims": claims}


#: What respondents wrote beside their answers, of which nothing may leave ingestion.
PRIVATE = ("E-mail", "Comment", "IP")


def _respondents() -> Iterator[list[str]]:
    drawn = random.Random(11)
    points = [name for perspective, number in product(("now", "preferred"), range(2)) for name in parts(perspective, f"d{number}")]  # fmt: skip
    skills = [f"skill{place}" for place in range(4)]
    yield [*PRIVATE, "team", "body", "satisfaction", *HOSTILE, *points, *skills]
    for group, person in product(range(len(HOSTILE)), range(PER_GROUP)):
        outlook = drawn.gauss(5.5 + group / 20, 1.5)
        ratings = [str(min(10, max(1, round(drawn.gauss(outlook, 1.5))))) for _ in range(len(HOSTILE) + len(skills))]
        shared = [point for _ in range(4) for point in drawn.sample(["10", "20", "30", "40"], 4)]
        told = [f"private{group}.{person}@secret.test", f"private comment {group} {person}", f"10.9.{group}.{person}"]
        categories = f"g{(group + person) % 20}", f"a{drawn.randrange(len(HOSTILE))}"
        yield [*told, HOSTILE[group], *categories, *ratings[: len(HOSTILE)], *shared, *ratings[len(HOSTILE) :]]


def _benchmarks() -> Iterator[list[str]]:
    yield ["name", "label", "source", "n", "perspective", *TYPES, "note"]
    for place, text in enumerate(spread(5)):
        yield [f"other{place}", text, text, "100", "now", "25", "25", "30", "20", text]


def _write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
