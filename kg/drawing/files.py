"""Pictures as files: SVG, which needs nothing else, and PNG by matplotlib."""

from pathlib import Path

from kg.drawing.shapes import Picture
from kg.errors import UsageError


def write_picture(picture: Picture, path: Path) -> None:
    """Write a picture as its file's ending says, .svg or .png. Raises UsageError."""
    ending = path.suffix.lower()
    if ending not in {".svg", ".png"}:
        raise UsageError(f"{path}: a picture is drawn as .svg or .png")
    try:
        if ending == ".svg":
            from kg.drawing.svg import to_svg

            path.write_text(to_svg(picture), "utf-8")
        else:
            from kg.drawing.png import to_png

            path.write_bytes(to_png(picture))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or error})") from error
