"""Verbs between known actors that no relation covers, commonest first, each with a sentence."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.graph import Graph, Unread
from kg.views import clean
from kg.views._text import QUIET, counted, heading, more_line, split_line


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that was not understood; `actor` and `recipient` are those of the example sentence."""

    lemma: str
    times: int
    articles: int
    actor: str
    recipient: str
    sentence: str
    article: str


def find_rows(graph: Graph, *, limit: int = 0) -> tuple[Verb, ...]:
    """The verbs, commonest first; the example is the first in the order of the articles."""
    found: dict[str, list[Unread]] = {}
    for verb in graph.unread:
        found.setdefault(verb.lemma, []).append(verb)
    ranked = sorted(found.values(), key=lambda verbs: (-len(verbs), verbs[0].lemma))
    return tuple(_verb(verbs) for verbs in ranked[: limit or None])


def _verb(verbs: list[Unread]) -> Verb:
    first = verbs[0]
    articles = len({verb.article for verb in verbs})
    ends = (first.actor, first.recipient)
    return Verb(first.lemma, len(verbs), articles, *ends, first.sentence, first.article)


def render(graph: Graph, *, limit: int = 20) -> RenderableType:
    """Each verb with how often it stands between two actors, and where."""
    verbs = find_rows(graph)
    if not verbs:
        return Text("Every verb between two known actors was read.")
    parts: list[RenderableType] = [heading("Verbs that no relation covers")]
    for verb in verbs[: limit or None]:
        line = Text.assemble((clean(verb.lemma), "bold"), f"  {clean(verb.actor)}, {clean(verb.recipient)}")
        counts = f"{counted(verb.times, 'time')} in {counted(verb.articles, 'article')}"
        sentence = Text(f"“{clean(verb.sentence)}”", style=QUIET)
        parts += [split_line(line, counts), Padding(sentence, (0, 0, 0, 4))]
    parts += more_line(len(verbs[: limit or None]), len(verbs))
    parts += ["", Text("A verb is taught with one word in a relations file: --relations FILE.", style=QUIET)]
    return Group(*parts)
