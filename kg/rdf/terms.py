"""Values as terms of N-Triples: the text of an IRI or a literal."""

from decimal import Decimal
from functools import cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.rdf.names import expand


@cache
def to_iri(term: str) -> str:
    """The IRI of a term with a prefix: `kg:Edge`."""
    return str(expand(term))


def to_text(words: str, language: str) -> str:
    """Words in a language; without it where it is no language tag."""
    try:
        return str(Literal(words, language=language))
    except ValueError:  # not a language tag (BCP 47): the words are still worth keeping
        return to_plain(words)


def to_plain(value: str | bool) -> str:
    """A string or truth value."""
    return str(Literal(value))


def to_number(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^{to_iri("xsd:integer")}'


def to_typed(value: str, kind: str) -> str:
    """A value of a datatype: `xsd:date`."""
    return f"{to_plain(value)}^^{to_iri(kind)}"


def to_decimal(value: float) -> str:
    """As xsd:decimal, which has no exponents."""
    return to_typed(to_digits(value), "xsd:decimal")


def to_digits(value: float) -> str:
    """Without exponent; the digits are those of the shortest form of the float."""
    return f"{Decimal(repr(value)):f}"


def to_url(url: str) -> str:
    """As IRI where it is a web address, else as it was given: a string."""
    if url.startswith(("http://", "https://")):
        try:
            return str(NamedNode(quote(url, safe="%/:=&?~#+!$,;'@()*[]")))
        except ValueError:
            pass
    return to_plain(url)
