"""How results reach the user: drawn on a terminal, TSV in a pipe, JSON when asked for."""

import codecs
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from kg.conformance import Checked
    from kg.tally import Progress

T = TypeVar("T")


def make_console() -> "Console":
    """Standard output as rich draws on it. NO_COLOR, FORCE_COLOR and COLUMNS are obeyed."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def show(
    rows: Sequence[Any],
    row_type: type,
    draw: "Callable[[], RenderableType]",
    *,
    as_json: bool,
    empty: str | Callable[[], str],
) -> None:
    """Print rows (frozen values of `row_type`) as JSON, as TSV in a pipe, or drawn on a terminal.

    `empty` is a note for standard error where there are no rows: what was looked at, what to try; or what
    finds that out.
    """
    if not rows:
        note(empty if isinstance(empty, str) else empty())
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    console = make_console()
    if not console.is_terminal:
        names = [field.name for field in fields(row_type)]
        print_tsv(names, ([getattr(row, name) for name in names] for row in rows))
    elif rows:
        console.print(draw())


def print_json(value: object) -> None:
    """Print a value as JSON, in lines; what a terminal would obey is escaped."""
    from kg.views import escape_json

    print(escape_json(json.dumps(value, ensure_ascii=False, indent=2)))


def output_bytes() -> BinaryIO:
    """Standard output as bytes; where it is a terminal, what that would obey is taken out on the way."""
    sys.stdout.flush()
    return cast(BinaryIO, _TerminalBytes()) if sys.stdout.isatty() else sys.stdout.buffer


class _TerminalBytes(io.RawIOBase):
    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        from kg.views import clean_lines

        sys.stdout.write(clean_lines(self._decoder.decode(bytes(data))))
        return len(data)

    def flush(self) -> None:
        sys.stdout.flush()


def row_limit(asked: int | None, drawn: int, *, as_json: bool) -> int:
    """How many rows to find: those asked for, else `drawn` on a terminal and all (0) in a pipe or as JSON."""
    if asked is not None:
        return asked
    return drawn if make_console().is_terminal and not as_json else 0


def print_tsv(head: Sequence[str], rows: Iterable[Sequence[object]], *, file: TextIO | None = None) -> None:
    """A header line and one line a row. Tabs, line ends and control characters in cells become spaces.

    A text that a spreadsheet would run is defused (`kg.cells`).
    """
    from kg.cells import harmless
    from kg.views import clean

    def cell(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return harmless(clean(value)) if isinstance(value, str) else str(value)

    print("\t".join(head), file=file)
    for row in rows:
        print("\t".join(map(cell, row)), file=file)


def write_rows(rows: Sequence[Any], row_type: type, path: Path) -> None:
    """Write rows (frozen values of `row_type`) to a file: JSON Lines where it ends so, else TSV."""
    from kg.files import whole_file

    text = io.StringIO()
    if path.suffix == ".jsonl":
        text.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    else:
        names = [field.name for field in fields(row_type)]
        print_tsv(names, ([getattr(row, name) for name in names] for row in rows), file=text)
    with whole_file(path) as stream:
        stream.write(text.getvalue().encode())


def note(text: str) -> None:
    """A line for the user on standard error, apart from results."""
    from kg.views import clean

    print(f"kg: {clean(text)}", file=sys.stderr)


def counted(number: int, one: str) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{number:,} {one if number == 1 else one + 's'}"


@contextmanager
def build_progress() -> "Iterator[Callable[[Progress], None] | None]":
    """What `kg.build` may tell how far it is; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status("starting") as line:

        def show_progress(now: "Progress") -> None:
            counts = f"{now.read:,} inputs, {now.added:,} added, {now.known:,} known, {now.skipped:,} skipped"
            line.update(f"{now.stage}: {counts}")

        yield show_progress


@contextmanager
def check_progress() -> "Iterator[Callable[[Iterator[Checked]], Iterator[Checked]]]":
    """Hand on what is checked, and show on standard error how far it is; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda parts: parts
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False).status("starting") as line:

        def watch(parts: "Iterator[Checked]") -> "Iterator[Checked]":
            seen: Counter[str] = Counter()
            for part in parts:
                seen[part.what] += part.number
                line.update(f"checking: {seen[part.what]:,} {part.what}")
                yield part

        yield watch


def progress(items: Iterable[T], what: str, *, total: int | None = None) -> Iterator[T]:
    """The items, counted on standard error while they come; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=30), MofNCompleteColumn(), TextColumn(what), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            bar.advance(task)
            yield item
