"""The `kg` command: parse options, call the library, print, set the exit code.

Results go to standard output, progress and notes to standard error. Each command loads what it
needs when it runs, so that `kg --help` is instant.
"""

import functools
import logging
import os
import signal
import sys
from collections.abc import Callable

import typer

from kg.cli import (
    asking,
    building,
    checking,
    curating,
    exploring,
    holding,
    judging,
    reading,
    serving,
    without_pandas,
    writing,
)
from kg.errors import FolderError, KgError
from kg.views import clean

app = typer.Typer(
    help="Turn news articles into a knowledge graph of political actors and places.",
    epilog="Start with: kg demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version and exit."),
) -> None:
    if version:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


class _OneLine(logging.Formatter):
    """Log messages as notes: they may name files, and anybody names a file."""

    def format(self, record: logging.LogRecord) -> str:
        """The message on one line, fit for a terminal."""
        return f"kg: {clean(record.getMessage())}"


def main() -> None:
    """Run the command line and leave with the exit code that the outcome calls for."""
    notes = logging.StreamHandler(sys.stderr)
    notes.setFormatter(_OneLine())
    logging.basicConfig(handlers=[notes], level=logging.ERROR)
    logging.getLogger("kg").setLevel(logging.WARNING)
    without_pandas.keep_out()
    app(prog_name="kg")


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with errors as one line and an exit code instead of a traceback."""

    @functools.wraps(command)
    def run(*args: object, **kwargs: object) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except KgError as error:
            if os.environ.get("KG_DEBUG"):
                raise
            print(f"kg: {clean(str(error))}", file=sys.stderr)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            # The reader (`| head`) has gone; Python would complain of it when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(128 + signal.SIGPIPE) from error
        except OSError as error:  # the disk is full, standard output cannot be written ...
            if os.environ.get("KG_DEBUG"):
                raise
            print(f"kg: {clean(str(error))}", file=sys.stderr)
            raise typer.Exit(KgError.exit_code) from error
        except RuntimeError as error:  # what Oxigraph raises while an answer is read from its files
            from kg.sparql import DAMAGED, is_damage

            if os.environ.get("KG_DEBUG") or not is_damage(error):
                raise
            print(f"kg: {DAMAGED}", file=sys.stderr)
            raise typer.Exit(FolderError.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(128 + signal.SIGINT) from error

    return run


for _command in (
    building.demo,
    reading.extract,
    building.build,
    asking.summary,
    asking.who,
    asking.between,
    asking.top,
    exploring.timeline,
    exploring.matrix,
    exploring.path,
    exploring.evidence,
    exploring.stats,
    holding.control,
    holding.offices,
    asking.query,
    serving.serve,
    writing.export,
    writing.draw,
    reading.explain,
    asking.coverage,
    writing.remove,
    judging.audit,
    checking.check,
    checking.repair,
    reading.evaluate,
    writing.doctor,
    writing.ontology,
):
    app.command()(_guarded(_command))

_curate = typer.Typer(
    help="Say who is who and what is wrong; every decision can be undone.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for _decision in curating.COMMANDS:
    _curate.command()(_guarded(_decision))
app.add_typer(_curate, name="curate")
