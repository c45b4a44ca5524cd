"""Emphasis within sentences: of our own messages, never of the words of a study that stand in them.

A message has its emphasis in the manner of Markdown: ``*so*``, ``**so**``, and names of tables between backticks. Before
values come into it, these signs become marks that no text has (noncharacters of Unicode, of which ingestion and
`study.strict` let none through). So a label with an asterisk, a link or a heading is shown as it was written.
"""

import re
from html import escape

#: Signs of messages, the marks that stand for them, and what these are on a page.
KINDS = (
    ("**", ("\ufdd0", "\ufdd1"), "strong"),
    ("*", ("\ufdd2", "\ufdd3"), "em"),
    ("`", ("\ufdd4", "\ufdd5"), "code"),
)
MARKS = re.compile("[\ufdd0-\ufdd5]")


def marked(message: str) -> str:
    """A message of ours with marks for its signs of emphasis."""
    for sign, (opening, closing), _ in KINDS:
        quoted = re.escape(sign)
        message = re.sub(f"{quoted}(.+?){quoted}", rf"{opening}\1{closing}", message, flags=re.DOTALL)
    return message


def emphasised(text: str) -> str:
    """A text, such as a label, with emphasis that we put on it."""
    return marked("*{text}*").format(text=text)


def plain(sentence: str) -> str:
    """A sentence without its emphasis."""
    return MARKS.sub("", sentence)


def as_html(sentence: str) -> str:
    """A sentence as HTML: its emphasis as elements, and all else as text."""
    html = escape(sentence, quote=False)
    for _, (opening, closing), element in KINDS:
        html = re.sub(f"{opening}([^{opening}{closing}]*){closing}", rf"<{element}>\1</{element}>", html)
    return plain(html)
