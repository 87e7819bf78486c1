"""The words of a query by kind, so that hints can name its terms; answers never depend on them.

A text that never ends takes the rest, and a word goes as far as it can, so that nothing is read twice.
`<` may open an IRI or compare, which only a parser can tell, so a strange query may be read amiss here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
             | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z][A-Za-z0-9-]*)
  | (?P<blank>_:\w(?:[\w.-]*\w)?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:%-]|\\.)(?:(?:[\w:%.-]|\\.)*(?:[\w:%-]|\\.))?)?)
  | (?P<word>[^\W\d_](?:[\w.-]*[\w-])?)
  | (?P<open>["'].*)
  | (?P<mark>\^\^|\S)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query as it is written, with where it starts."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI that a query asks about, as it is written there and in full."""

    written: str
    iri: str


def find_tokens(sparql: str) -> Iterator[Token]:
    """The words of a query, without comments."""
    for found in _TOKEN.finditer(sparql):
        if found.lastgroup is not None and found.lastgroup != "comment":
            yield Token(found.lastgroup, found[0], found.start())


def find_declared(sparql: str) -> dict[str, str]:
    """The prefixes that a query declares itself."""
    tokens = list(find_tokens(sparql))
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text.lower() == "prefix" and name.kind == "name" and iri.kind == "iri"
    }


def find_terms(sparql: str, prefixes: Mapping[str, str]) -> tuple[Term, ...]:
    """The IRIs in a query that stand for things in the graph: no functions, datatypes or names of graphs.

    Those that CONSTRUCT makes triples of are left out too.
    """
    known = {**prefixes, **find_declared(sparql)}
    tokens = _without_template(list(find_tokens(sparql)))
    found: dict[str, Term] = {}
    for number, token in enumerate(tokens):
        before = tokens[number - 1].text.lower() if number else ""
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if before in ("prefix", "base", "from", "named", "graph", "^^") or after == "(":
            continue
        if number > 1 and tokens[number - 2].text.lower() == "prefix":
            continue  # the namespace that a prefix is declared for
        iri = token.text[1:-1] if token.kind == "iri" else _in_full(token, known)
        if iri:
            found.setdefault(iri, Term(token.text, iri))
    return tuple(found.values())


def find_unbound(sparql: str, prefixes: Mapping[str, str]) -> Token | None:
    """The first word of a query with a prefix that nothing declares."""
    known = {**prefixes, **find_declared(sparql)}
    tokens = list(find_tokens(sparql))
    for number, token in enumerate(tokens):
        declares = number and tokens[number - 1].text.lower() == "prefix"
        if token.kind == "name" and not declares and token.text.partition(":")[0] not in known:
            return token
    return None


def _without_template(tokens: list[Token]) -> list[Token]:
    for number, (word, brace) in enumerate(pairwise(tokens)):
        if word.text.lower() == "construct" and brace.text == "{":
            ends = (at for at, token in enumerate(tokens[number:], number) if token.text == "}")
            return tokens[:number] + tokens[next(ends, number) + 1 :]
    return tokens


def _in_full(token: Token, prefixes: Mapping[str, str]) -> str | None:
    prefix, colon, local = token.text.partition(":")
    if token.kind != "name" or not colon or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
