"""Which nodes belong together, and where they stand in a picture: the same on every machine.

In goes a graph; out come numbers by the row of a node. Memory grows with the nodes, and by 24 bytes a pair.
"""

from kg.layout.communities import find_communities
from kg.layout.places import find_places, lay_out
from kg.layout.ties import Ties, find_ties, make_ties

__all__ = ["Ties", "find_communities", "find_places", "find_ties", "lay_out", "make_ties"]
