"""The rows that pass between tasks of a cluster, as Arrow schemas, and in Spark's words for types (DDL)."""

from typing import Any

import pyarrow as pa

from kg.graph.tables import ARTICLES, EDGES, NAMED_TELLINGS, NODES, UNREAD
from kg.records.columns import ENTITY, RECORDS
from kg.stories.kept import SIGNATURES

_TEXT, _NUMBER = pa.string(), pa.int64()

FILE = pa.schema([("path", _TEXT), ("content", pa.binary())])

# Where an item stands in the input, and why it is skipped, if it is.
_PLACE = [
    *(("file", pa.int32()), ("row", _NUMBER)),
    *(("place", _TEXT), ("reason", _TEXT), ("failed", pa.bool_())),
]

# An article before it is read, or one that is there already: then it has a digest and no text.
_ARTICLE = [kind for kind in RECORDS if kind.name in RECORDS.names[:8]]
ARTICLE = pa.schema([*_PLACE, *_ARTICLE])

_VOTES = pa.list_(pa.struct([("entity", ENTITY), ("count", _NUMBER)]))
SIGHTING = pa.struct(
    [
        *(("key", _TEXT), ("votes", _VOTES)),
        ("names", pa.list_(pa.struct([("text", _TEXT), ("count", _NUMBER)]))),
        *((name, pa.list_(_TEXT)) for name in ("acronyms", "before", "bracketed")),
        ("offices", pa.list_(pa.struct([("relation", _TEXT), ("of", _TEXT)]))),
    ]
)

# A record, with what resolution and origins need of it; or an item that was skipped, or known before.
READ = pa.schema(
    [
        *_PLACE,
        ("known", pa.bool_()),
        *RECORDS,
        ("signature", pa.struct(list(SIGNATURES))),
        ("signed", _TEXT),  # the digest of what the signature is made from
        ("sightings", pa.list_(SIGHTING)),
    ]
)

# A key of an article in a band, with what its rows are sorted by; `order` is that of publication.
BAND = pa.schema([("band", pa.int16()), ("key", _NUMBER), ("day", pa.int32()), ("order", _NUMBER)])
PAIR = pa.schema([("late", _NUMBER), ("early", _NUMBER)])

SEEN = pa.struct(
    [
        *(("key", _TEXT), ("votes", _VOTES), ("mentions", _NUMBER), ("articles", _NUMBER)),
        *(("first", pa.date32()), ("last", pa.date32()), ("names", pa.list_(_TEXT))),
    ]
)
CHANGES = pa.list_(pa.struct([("key", _TEXT), ("entity", ENTITY)]))

# What one article tells, after resolution, with its graph as N-Quads.
TOLD = pa.schema(
    [
        *list(ARTICLES)[:-1],
        ("tellings", pa.list_(pa.struct([*NAMED_TELLINGS, ("stated", pa.bool_())]))),
        ("seen", pa.list_(SEEN)),
        ("unread", pa.list_(pa.struct([("start", _NUMBER), *UNREAD]))),
        ("quads", _TEXT),
    ]
)
QUADS = pa.schema([("quads", _TEXT)])
LABELLED_EDGES = pa.schema([*list(EDGES)[:-1], ("actor_label", _TEXT), ("recipient_label", _TEXT)])
PLAIN_EDGES = pa.schema(list(EDGES)[:-1])
NODE = NODES


def to_ddl(kind: Any) -> str:
    """A schema, or the type of one column, in the words of Spark."""
    if isinstance(kind, pa.Schema):
        return ", ".join(f"`{field.name}` {to_ddl(field.type)}" for field in kind)
    if pa.types.is_list(kind):
        return f"array<{to_ddl(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {to_ddl(field.type)}' for field in kind)}>"
    return _WORDS[kind]


_WORDS = {
    pa.string(): "string",
    pa.binary(): "binary",
    pa.bool_(): "boolean",
    pa.int16(): "smallint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.date32(): "date",
}
