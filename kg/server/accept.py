"""Content negotiation (RFC 9110, 12.5.1): which of our syntaxes a client likes best."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.sparql import Syntax


@dataclass(frozen=True, slots=True)
class Choice:
    """A syntax and the media type by which the client asked for it."""

    syntax: Syntax
    media_type: str


def choose(accept: str, offered: Sequence[Syntax]) -> Choice | None:
    """The best syntax for an Accept header, or None where it rules all of them out.

    Of equals, the first that is offered. A header that is empty takes anything.
    """
    ranges = _read(accept) or [("*/*", 1.0)]
    best: tuple[float, Choice] | None = None
    for syntax in offered:
        for media_type in syntax.media_types:
            quality = _quality(media_type, ranges)
            if quality > 0 and (best is None or quality > best[0]):
                best = quality, Choice(syntax, media_type)
    return best[1] if best else None


def prefers_html(accept: str, offered: Sequence[Syntax]) -> bool:
    """Whether a page for people is wanted more than any of the syntaxes, as browsers do."""
    ranges = _read(accept)
    html = max((quality for name, quality in ranges if name == "text/html"), default=0.0)
    return html > max(_quality(one, ranges) for syntax in offered for one in syntax.media_types)


def _read(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their weights; what cannot be read is passed over."""
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((one[2:] for one in parameters if one.lower().startswith("q=")), "1")
        try:
            quality = min(max(float(weight), 0.0), 1.0)
        except ValueError:
            continue
        if "/" in name:
            found.append((name.lower(), quality))
    return found


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the narrowest range that a media type is in."""
    main = media_type.partition("/")[0]
    for wanted in (media_type, f"{main}/*", "*/*"):
        weights = [quality for name, quality in ranges if name == wanted]
        if weights:
            return max(weights)
    return 0.0
