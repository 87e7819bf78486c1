"""Words from articles made fit for a terminal, and the few styles that all views share."""

import re
from collections.abc import Iterator, Mapping

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.graph import Telling
from kg.model import Claim, Modality, Polarity
from kg.relations import RelationFacts
from kg.views._clean import clean

Facts = Mapping[str, RelationFacts]  # those of the graph, or of whatever else is shown

_WEB_ADDRESS = re.compile(r"https?://[!-~]+")

HEADING = "bold underline"
NAME = "bold"
QUIET = "dim"
_APART = 2  # columns between the two parts of a line
QUAD_STYLES = {
    "verbal-cooperation": "dodger_blue1",
    "material-cooperation": "green",
    "verbal-conflict": "dark_orange",
    "material-conflict": "red",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `1,200 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def relation_label(name: str, relations: Facts, *, inverse: bool = False) -> str:
    """The relation in words: `accuses`, or `is accused by`."""
    relation = relations.get(name)
    if relation is None:
        return name
    return relation.inverse_label if inverse else relation.label


def relation_text(name: str, relations: Facts, *, inverse: bool = False) -> Text:
    """The relation in words, in the colour of its quad class."""
    relation = relations.get(name)
    style = QUAD_STYLES.get(relation.quad or "", "") if relation else ""
    return Text(clean(relation_label(name, relations, inverse=inverse)), style=style)


def triple_text(actor: str, relation: str, recipient: str, relations: Facts) -> Text:
    """`Norway accuses Russia`, with names and relation told apart."""
    words = relation_text(relation, relations)
    return Text.assemble((clean(actor), NAME), " ", words, " ", (clean(recipient), NAME))


def evidence_text(claim: Claim) -> Text:
    """The sentence in quotation marks, with the words for actor and recipient set off."""
    start, sentence = claim.evidence.start, claim.evidence.text
    marks = sorted((end.start - start, end.end - start) for end in (claim.actor, claim.recipient))
    text = Text("“")
    at = 0
    for first, last in marks:
        if at <= first < last <= len(sentence):
            text.append(clean(sentence[at:first]))
            text.append(clean(sentence[first:last]), style="bold underline")
            at = last
    text.append(clean(sentence[at:]))
    text.append("”")
    return text


def source_text(telling: Telling) -> Text:
    """Publisher, title and date of the article, as far as they are known; a link where it has one."""
    article = telling.article
    known = [part for part in (article.publisher, article.title, article.published) if part]
    text = Text(" · ".join(clean(part) for part in known) or f"article {article.id[:12]}", style=QUIET)
    if article.url and _WEB_ADDRESS.fullmatch(article.url):
        text.stylize(f"link {article.url}")
    return text


def status(telling: Telling) -> str:
    """What keeps a claim from making an edge: `denied`, `denied, hedged`; empty where nothing does."""
    return ", ".join([*(["rejected"] if telling.rejected else []), *unreal(telling.claim)])


def unreal(claim: Claim) -> list[str]:
    """What the sentence says that keeps the claim from being so: denied, planned, hypothetical, hedged."""
    denied = ["denied"] if claim.polarity is Polarity.NEGATED else []
    return denied + ([claim.modality.value] if claim.modality is not Modality.ACTUAL else [])


def quoted(telling: Telling, *, indent: int) -> RenderableType:
    """The evidence sentence of a telling and, under it, where it was published."""
    return Padding(Group(evidence_text(telling.claim), source_text(telling)), (0, 0, 0, indent))


def telling_lines(telling: Telling, relations: Facts) -> list[RenderableType]:
    """One claim: what it says, the sentence it was read in, who says so, and where that was published."""
    claim = telling.claim
    line = triple_text(claim.actor.label, claim.relation, claim.recipient.label, relations)
    if status(telling):
        line = Text.assemble((f"[{status(telling)}]", "bold reverse"), " ", line)
    note = f"confidence {claim.confidence:.2f}, {claim.date or 'no date'}"
    return [split_line(line, note), Padding(Group(evidence_text(claim), _origin(telling)), (0, 0, 0, 4))]


def _origin(telling: Telling) -> Text:
    claim = telling.claim
    topic = [Text(f"about {clean(claim.topic)}", style=QUIET)] if claim.topic else []
    said = [Text(f"according to {clean(claim.speaker.label)}", style=QUIET)] if claim.speaker else []
    return Text(" · ", style=QUIET).join([*topic, *said, source_text(telling)])


def split_line(left: Text, right: str, *, indent: int = 2) -> RenderableType:
    """One line with a quiet note at its right end; where both do not fit, the note is the next line."""
    return _Split(left, right, indent)


class _Split:
    def __init__(self, left: Text, right: str, indent: int) -> None:
        self._left, self._right, self._indent = left, Text(right, style=QUIET), indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        room = options.max_width - self._indent - self._left.cell_len - self._right.cell_len
        if room < _APART:
            yield Padding(self._left, (0, 0, 0, self._indent))
            yield Padding(self._right, (0, 0, 0, self._indent + 2))
        else:
            yield Padding(Text.assemble(self._left, " " * room, self._right), (0, 0, 0, self._indent))


def heading(text: str) -> Text:
    """A line that names what follows."""
    return Text(clean(text), style=HEADING)


def more_line(shown: int, total: int, *, remedy: str = "--limit 0 shows all") -> list[RenderableType]:
    """A note on what a limit has left out, or nothing."""
    if shown >= total:
        return []
    return [Text(f"  ... and {total - shown:,} more; {remedy}", style=QUIET)]


def is_event(name: str, relations: Facts) -> bool:
    """Whether the relation is something that happened, not a state such as holding an office."""
    relation = relations.get(name)
    return relation is None or relation.kind == "event"
