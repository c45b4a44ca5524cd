"""Emphasis comes from our messages; signs of Markdown, HTML and templates in the words of a study are text."""

import re

import pytest
from IPython.display import HTML
from runs import REPOSITORY

from competing_values.report import html
from competing_values.report.emphasis import as_html, emphasised, plain
from competing_values.report.language import Language

HOSTILE = [
    "*a* **b** `c`",
    "![x](http://h.test/a.png) [y](javascript:z)",
    "# heading\n\n- item",
    "{0.__class__} {value} {}",
    "<http://h.test> <b>bold</b> &amp;",
    "\\*a\\* _b_ ~~c~~ $d$",
]


def test_the_emphasis_of_a_message_is_shown() -> None:
    said = Language("en").gettext("**{a}**: the *{b}* of `table`.", a="One", b="two")
    assert as_html(said) == "<strong>One</strong>: the <em>two</em> of <code>table</code>."
    assert plain(said) == "One: the two of table."


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_is_text(text: str) -> None:
    said = Language("en").gettext("**Of {label}** the *{label}*", label=text)
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert as_html(said) == f"<strong>Of {shown}</strong> the <em>{shown}</em>"
    assert plain(said) == f"Of {text} the {text}"
    assert as_html(emphasised(text)) == f"<em>{shown}</em>"


def test_a_sentence_within_another_keeps_its_emphasis() -> None:
    language = Language("en")
    inner = language.gettext("*{answer}* ({question})", answer="a*b", question="*c*")
    assert as_html(language.gettext("Commonest: {answers}.", answers=inner)) == "Commonest: <em>a*b</em> (*c*)."


def test_translated_messages_keep_theirs() -> None:
    said = Language("kk").gettext("**Shares.** Wilson's score intervals.")
    assert as_html(said).startswith("<strong>")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [html.say, html.heading, lambda text: html.numbered([text])])
def test_what_a_chapter_shows_is_text(kind: object, text: str) -> None:
    shown = kind(text).data  # type: ignore[operator]
    inner = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert inner in shown
    assert shown.count("<") == shown.replace(inner, "").count("<")


def test_no_formula_is_typeset(monkeypatch: pytest.MonkeyPatch) -> None:
    displayed: list[HTML] = []
    monkeypatch.setattr(html, "display", displayed.append)
    html.show("a", ["b", "$c$"], HTML("<table></table>"), None, "", [])
    assert [one.data for one in displayed] == [
        f'<div class="mathjax_ignore tex2jax_ignore">{inner}</div>'
        for inner in ("<p>a</p>", "<ul><li>b</li><li>$c$</li></ul>", "<table></table>")
    ]


def test_marks_that_a_value_holds_open_nothing() -> None:
    assert as_html("a \ufdd2b and \ufdd1c") == "a b and c"


def test_emphasis_stands_in_messages_alone() -> None:
    """What is put together outside a message is shown as it is, asterisks and all."""
    words = (REPOSITORY / "workflow" / "competing_values" / "report" / "findings").glob("*.py")
    composed = re.compile(r"""\bf["'][^"']*(\*\*|\*\{)""")
    assert [path.name for path in words if composed.search(path.read_text(encoding="utf-8"))] == []
