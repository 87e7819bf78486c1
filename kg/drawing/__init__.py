"""A picture of the strongest part of a graph, for a report: SVG by ourselves, PNG with matplotlib.

In goes a graph, out goes a `Picture` of plain shapes with places on a page, and from that a file: the same
bytes for the same graph, whatever the machine.
"""

from kg.drawing.composing import LIMIT, compose
from kg.drawing.files import write_picture
from kg.drawing.shapes import Picture

__all__ = ["LIMIT", "Picture", "compose", "write_picture"]
