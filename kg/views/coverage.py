"""Verbs between known actors that no relation covers, commonest first, each with a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.model import Record
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


def find_rows(records: Iterable[Record], *, limit: int = 0) -> tuple[Verb, ...]:
    """The verbs, commonest first; the example is the first in the order of the records."""
    found: dict[str, Verb] = {}
    for record in records:
        labels = {entity.id: entity.label for entity in record.entities}
        seen: set[str] = set()
        for verb in record.unread:
            known = found.get(verb.lemma) or Verb(
                verb.lemma,
                0,
                0,
                labels.get(verb.actor, verb.actor),
                labels.get(verb.recipient, verb.recipient),
                record.article.text[verb.start : verb.end],
                record.article.id,
            )
            new = verb.lemma not in seen
            seen.add(verb.lemma)
            found[verb.lemma] = Verb(
                known.lemma,
                known.times + 1,
                known.articles + new,
                known.actor,
                known.recipient,
                known.sentence,
                known.article,
            )
    ranked = sorted(found.values(), key=lambda verb: (-verb.times, verb.lemma))
    return tuple(ranked[: limit or None])


def render(records: Iterable[Record], *, limit: int = 20) -> RenderableType:
    """Each verb with how often it stands between two actors, and where."""
    verbs = find_rows(records)
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
