"""A project folder served: a SPARQL 1.1 Protocol endpoint at /sparql, and at / a page to explore it.

Queries run in processes of their own, which open the store read-only and are ended when a query takes too
long or needs too much memory. Nothing is written to the folder but its store, where that is missing.
"""

from kg.server.limits import Limits
from kg.server.serving import serve

__all__ = ["Limits", "serve"]
