"""Notebooks executed, and rendered to pages that need no network."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from competing_values.report.emphasis import as_html
from competing_values.report.language import Language
from competing_values.study.chapters import ALL_CHAPTERS, BEFORE_EXPLORER

TIMEOUT = 300
#: Starts a kernel that runs no code of the study's folder or of the user's settings.
KERNEL = (sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False")
DIED = (
    "A notebook's process was ended from outside (code {code}): by a person, or by the system where memory was short. "
    "Close other programs, or run fewer jobs at once (`snakemake --cores 1`), and run again: what is finished stays."
)
#: Cells and headings are named alike in every notebook; a page has each name once.
NAMES_OF_CELLS = re.compile(r'(<(?:div|h[1-6])\b[^>]*?) id="[^"]*"')
#: A link to a figure of a chapter, and what it says.
LINK_TO_FIGURE = re.compile(r'<a class="shown" href="([a-z]+\.html)?(#(figure-[^"]*))">(.*?)</a>')
#: The figure of the first screen.
FIRST_PICTURE = re.compile(r'<div class="first-screen"><figure [^>]*>(<img [^>]*>)')

TITLES = {name: chapter.title for name, chapter in ALL_CHAPTERS.items()}

_templates = Environment(
    loader=PackageLoader("competing_values.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def _css_text(text: str) -> str:
    """Text as a string of a style sheet: every letter but the plainest by its number, so that none can end it."""
    return '"' + "".join(c if c.isalnum() or c in " .," else f"\\{ord(c):06x}" for c in text) + '"'


_templates.filters["css_text"] = lambda text: Markup(_css_text(text))


@contextmanager
def kernel(died: Callable[[str], object]) -> Iterator[Any]:
    """A kernel for several notebooks, one after the other: they share its imports, which take most of the time.

    It is spoken to by sockets of a folder that is closed to others: a port may be taken by another kernel meanwhile.
    Where it is ended from outside, `died` is called with a message: whoever waits for its answer waits for good.
    """
    from jupyter_client.kernelspec import KernelSpec  # noqa: PLC0415
    from jupyter_client.manager import KernelManager  # noqa: PLC0415

    clients = []

    class Manager(KernelManager):
        def client(self, **options: Any) -> Any:
            """Connect to the kernel, for as long as it lives: papermill closes only what it has opened itself."""
            clients.append(super().client(**options))
            return clients[-1]

    with TemporaryDirectory(prefix="kernel-") as folder:
        Path(folder, "ipython").mkdir()
        manager = Manager(
            kernel_name="python3", transport="ipc", ip=f"{folder}/socket", connection_file=f"{folder}/kernel.json"
        )
        manager._kernel_spec = KernelSpec(argv=[*KERNEL, f"--ipython-dir={folder}/ipython"], language="python")
        done = Event()
        Thread(target=_watch, args=(manager, done, died), daemon=True).start()
        try:
            yield manager
        finally:
            done.set()
            for client in clients:
                client.stop_channels()
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)


def _watch(manager: Any, done: Event, died: Callable[[str], object]) -> None:
    """Look after the process of a kernel until it is done with."""
    while not done.wait(0.5):
        process = getattr(manager.provisioner, "process", None)
        if process is not None and process.poll() is not None and not done.is_set():
            died(DIED.format(code=process.returncode))
            return


def execute(notebook: str, parameters: dict[str, Any], output: Path, manager: Any) -> None:
    """Execute a notebook in percent format with parameters, and write it with its outputs.

    Parameters
    ----------
    notebook
        The ``.py`` file.
    parameters
        Values for its cell tagged ``parameters``.
    output
        The ``.ipynb`` to write; what depends on time or machine is left out, so that equal inputs give equal bytes.
    manager
        The `kernel` that executes it.

    Raises
    ------
    papermill.PapermillExecutionError
        When a cell fails.
    """
    import jupytext  # noqa: PLC0415 (rendering alone needs neither)
    from papermill.execute import execute_notebook  # noqa: PLC0415

    source = output.with_name(f"{output.name}.source.ipynb")
    try:
        nbformat.write(jupytext.read(notebook), source)
        executed = execute_notebook(
            str(source),
            None,
            parameters=parameters,
            kernel_name="python3",
            progress_bar=False,
            execution_timeout=TIMEOUT,
            log_output=False,
            km=manager,
        )
    finally:
        source.unlink(missing_ok=True)
    nbformat.write(_reproducible(executed), output)


def execute_all(
    notebooks: Sequence[str],
    parameters: dict[str, Any],
    outputs: Path,
    figures: Path,
    kernels: int,
    died: Callable[[str], object],
) -> None:
    """Execute notebooks in so many kernels, each with a folder for its figures: ``<outputs>/<chapter>.ipynb``.

    All kernels take from one queue, and the longest notebooks come first: so none waits for a slow one. `died` is as in `kernel`.
    """
    queue = iter(sorted(map(Path, notebooks), key=lambda notebook: notebook.stat().st_size, reverse=True))

    def work(_: int) -> None:
        with kernel(died) as manager:
            for notebook in queue:
                folder = figures / notebook.stem
                folder.mkdir(parents=True)
                given = parameters | {"figures": str(folder)}
                execute(str(notebook), given, outputs / f"{notebook.stem}.ipynb", manager)

    with ThreadPoolExecutor(kernels) as threads:
        list(threads.map(work, range(kernels)))


def _reproducible(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    language = {"kernelspec": notebook.metadata.get("kernelspec", {}), "language_info": {"name": "python"}}
    notebook.metadata = nbformat.from_dict(language)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for counted in [cell, *cell.get("outputs", [])] if cell.cell_type == "code" else []:
            if "execution_count" in counted:
                counted["execution_count"] = number
        cell.metadata = nbformat.from_dict({"tags": cell.metadata.get("tags", [])})
    return notebook


def body(executed: str | Path) -> str:
    """What the cells of an executed notebook show, as a part of an HTML page.

    Code is left out, and so are warnings and what is written between cells: that is for whoever goes on from the notebook.
    """
    notebook = nbformat.read(executed, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    html, _ = _exporter().from_notebook_node(notebook)
    return NAMES_OF_CELLS.sub(r"\1", str(html))


@cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter  # noqa: PLC0415 (the index needs it not)

    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_markdown=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
    )


def page(
    publication: dict[str, Any],
    languages: list[str],
    code: str,
    chapters: list[str],
    bodies: dict[str, str],
    here: str,
    explorer: dict[str, Any] | None = None,
    pdf: bool = False,
) -> str:
    """A page of one chapter, or of all of them in their order with the explorer after what to do.

    Parameters
    ----------
    publication
        What `study.load` says of the wave.
    languages
        Of the reports.
    code
        Language of the page.
    chapters
        All chapters of the wave.
    bodies
        chapter: its part of the page, in the order in which they are shown.
    here
        The chapter, or ``all`` for the report.
    explorer
        What `explorer.explorer` makes for the report; none: it has no explorer.
    pdf
        Whether the report is made as a PDF too.
    """
    language = Language(code)
    return _templates.get_template("page.html.j2").render(
        **_head(publication, language),
        languages={code: Language(code).name for code in languages},
        chapters=chapters,
        bodies={chapter: _within(body, bodies, here) for chapter, body in bodies.items()},
        titles=TITLES,
        here=here,
        explorer=explorer,
        pdf=pdf,
        before_explorer=[chapter for chapter in bodies if chapter in BEFORE_EXPLORER][-1:],
    )


def sheet(publication: dict[str, Any], code: str, summary: str, steps: Sequence[str], origin: str) -> str:
    """The first screen as a page of its own, which on paper is one sheet.

    Parameters
    ----------
    publication
        What `study.load` says of the wave.
    code
        Language of the page.
    summary
        The part of the page that the chapter `summary` shows.
    steps
        What to do, in sentences; with emphasis.
    origin
        Where the figures come from; with emphasis.
    """
    language = Language(code)
    return _templates.get_template("sheet.html.j2").render(
        **_head(publication, language),
        summary=summary,
        steps=[Markup(as_html(step)) for step in steps if step],
        origin=Markup(as_html(origin)),
    )


def _head(publication: dict[str, Any], language: Language) -> dict[str, Any]:
    """What the head of a page of a wave is made of: its words, title, looks, and simulated sources."""
    labels = publication["labels"][language.code]
    return {
        "_": language.gettext,
        "study": publication,
        "appearance": publication["appearance"],
        "title": publication["title"][language.code],
        "language": language.code,
        "simulated": language.listed([labels[f"source.{name}"] for name in publication["simulated"]]),
    }


def first_picture(report: str) -> str:
    """The figure of the first screen of a report, as it stands there; empty where it has none."""
    found = FIRST_PICTURE.search(report)
    return found[1] if found else ""


def _within(body: str, bodies: dict[str, str], here: str) -> str:
    """A part of a page whose links lead to figures, or what stands in their place, here or in other chapters; none nowhere."""

    def led(link: re.Match[str]) -> str:
        _page, place, figure, said = link.groups()
        if any(f' id="{figure}"' in other for other in bodies.values()):
            return f'<a class="shown" href="{place}">{said}</a>'
        return said if here == "all" else link[0]

    return LINK_TO_FIGURE.sub(led, body)


def index(
    publications: dict[str, dict[str, Any]],
    languages: list[str],
    tables: dict[str, str],
    picture: str = "",
    pdf: bool = False,
) -> str:
    """The page that leads to every wave, language, chapter and table.

    Parameters
    ----------
    publications
        wave: what `study.load` says of it.
    languages
        Of the reports; the first is the page's.
    tables
        table: its title.
    picture
        The `first_picture` of the latest wave.
    pdf
        Whether reports are made as PDFs too.
    """
    language, latest = Language(languages[0]), list(publications.values())[-1]
    return _templates.get_template("index.html.j2").render(
        _=language.gettext,
        publications=publications,
        title=latest["title"][language.code],
        appearance=latest["appearance"],
        language=language.code,
        languages={code: Language(code).name for code in languages},
        tables=tables,
        picture=Markup(picture),
        pdf=pdf,
        titles=TITLES,
        words={code: Language(code).gettext for code in languages},
        simulated=", ".join(wave for wave, publication in publications.items() if publication["simulated"]),
        confidential=any(publication["min_cell"] == 1 for publication in publications.values()),
    )
