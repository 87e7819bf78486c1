"""Views as a terminal shows them."""

import io

from rich.console import Console, RenderableType


def printed(view: RenderableType, *, width: int = 100, colour: bool = False) -> str:
    """What is printed at a width; without colour all is plain text."""
    stream = io.StringIO()
    system = "256" if colour else None
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system=system,  # type: ignore[arg-type]  # rich wants a Literal
        no_color=not colour,
        highlight=False,
        markup=False,
    )
    console.print(view)
    return stream.getvalue()
