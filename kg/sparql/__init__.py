"""SPARQL over an Oxigraph store: asking, parameters, what a query may have meant, answers written down.

In come the text of a query and an open store, out go answers, hints and errors with their place. What the
store holds and where it lies is left to `kg.rdf`; nothing here needs more than Oxigraph, so that a process
that only answers queries stays small.
"""

from kg.sparql.asking import DAMAGED, Answer, ask, is_damage
from kg.sparql.hints import explain_empty, find_unknown
from kg.sparql.parameters import Parameter, fill, find_parameters
from kg.sparql.results import ROWS, TRIPLES, Syntax, write_answer
from kg.sparql.vocabulary import Vocabulary

__all__ = [
    "DAMAGED",
    "ROWS",
    "TRIPLES",
    "Answer",
    "Parameter",
    "Syntax",
    "Vocabulary",
    "ask",
    "explain_empty",
    "fill",
    "find_parameters",
    "find_unknown",
    "is_damage",
    "write_answer",
]
