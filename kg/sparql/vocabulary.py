"""What queries may write without declaring it, and how an IRI is written with a prefix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What a local name may hold without escapes (SPARQL 1.1, PN_LOCAL), and a little less.
_PLAIN = re.compile(r"[\w%-](?:[\w%.-]*[\w%-])?|")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The prefixes bound in queries, the IRIs of the terms in use, and the namespace of the entities."""

    prefixes: Mapping[str, str]
    terms: tuple[str, ...]
    entities: str

    def shorten(self, iri: str) -> str:
        """The IRI with a prefix where one fits, else in angle brackets."""
        fitting = [
            (len(name), prefix, name) for prefix, name in self.prefixes.items() if iri.startswith(name)
        ]
        if fitting:
            length, prefix, _ = max(fitting)
            if _PLAIN.fullmatch(iri[length:]):
                return f"{prefix}:{iri[length:]}"
        return f"<{iri}>"
