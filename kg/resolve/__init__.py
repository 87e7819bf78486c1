"""One entity under several names: found by rules across articles, or decided by the user.

`resolve` reads all records once and gives a `Resolution`; `resolve_records` puts it to use. The folder's
records stay as they were read, so that every decision can be undone.
"""

from kg.resolve.links import Rule
from kg.resolve.merging import Identity
from kg.resolve.resolution import Resolution, resolve_record, resolve_records
from kg.resolve.resolving import keep_resolution, load_resolution, resolve
from kg.resolve.suggesting import Suggestion, suggest

__all__ = [
    "Identity",
    "Resolution",
    "Rule",
    "Suggestion",
    "keep_resolution",
    "load_resolution",
    "resolve",
    "resolve_record",
    "resolve_records",
    "suggest",
]
