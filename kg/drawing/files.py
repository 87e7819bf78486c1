"""Pictures as files: SVG, which needs nothing else, and PNG by matplotlib."""

from pathlib import Path

from kg.drawing.shapes import Picture
from kg.errors import UsageError
from kg.files import explain_failure, whole_file


def write_picture(picture: Picture, path: Path) -> None:
    """Write a picture as its file's ending says, .svg or .png. Raises UsageError."""
    ending = path.suffix.lower()
    if ending not in {".svg", ".png"}:
        raise UsageError(f"{path}: a picture is drawn as .svg or .png")
    if ending == ".svg":
        from kg.drawing.svg import to_svg

        drawn = to_svg(picture).encode()
    else:
        from kg.drawing.png import to_png

        drawn = to_png(picture)
    try:
        with whole_file(path) as stream:
            stream.write(drawn)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {explain_failure(error)}") from error
