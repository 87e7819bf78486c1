"""The command that serves a project folder."""

# ruff: noqa: PLR0913, PLR0917 -- a command has a parameter for each option

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import FolderOption, find_folder
from kg.cli.output import note
from kg.errors import UsageError


def serve(
    given: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="The project folder; else as with --in.", show_default=False),
    ] = None,
    folder: FolderOption = None,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free.")] = 8585,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="What a query may take.")] = 30,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Queries at once.")] = 4,
    cors: Annotated[bool, typer.Option(help="Let pages of other sites ask.")] = True,
) -> None:
    """Serve a folder: a SPARQL endpoint, and a page to explore it."""
    from kg.server import Limits, serve
    from kg.server.serving import is_loopback

    if given is not None and folder is not None:
        raise UsageError("the folder is given twice; leave --in out")
    place = find_folder(given or folder)
    if not is_loopback(host):
        note(
            f"{host} can be reached from other machines: whoever reaches it can read the folder, with the "
            "sentences of its articles, without a password"
        )
    serve(
        place,
        host=host,
        port=port,
        limits=Limits(seconds=timeout, workers=workers),
        cors=cors,
        on_ready=lambda url: note(f"{place} at {url} (SPARQL at {url}sparql); Ctrl-C ends it"),
    )
