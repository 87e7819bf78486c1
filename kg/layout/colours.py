"""The colours of entities by type and of edges by quad class: the palette of Okabe and Ito.

Colour-blind readers can tell them apart.
"""

from kg.model import PLACE_TYPES, EntityType

Colour = tuple[int, int, int]  # red, green, blue; 0 to 255

BLUE, SKY, GREEN = (0, 114, 178), (86, 180, 233), (0, 158, 115)
ORANGE, RED, PURPLE, GREY = (230, 159, 0), (213, 94, 0), (204, 121, 167), (153, 153, 153)

_NODE_COLOURS = {
    EntityType.COUNTRY: BLUE,
    EntityType.GOVERNMENT: BLUE,
    EntityType.PERSON: ORANGE,
    EntityType.MILITARY: RED,
    EntityType.ARMED_GROUP: RED,
    EntityType.IGO: SKY,
    EntityType.GROUP: PURPLE,
    **dict.fromkeys(PLACE_TYPES - {EntityType.COUNTRY}, GREEN),
}
EDGE_COLOURS = {
    "verbal-cooperation": SKY,
    "material-cooperation": GREEN,
    "verbal-conflict": ORANGE,
    "material-conflict": RED,
}

# What the colours are called in a key, by the order in which they are named there.
NODE_GROUPS = {
    BLUE: "Country, government",
    SKY: "Intergovernmental organisation",
    PURPLE: "Group of people",
    ORANGE: "Person",
    RED: "Armed forces, armed group",
    GREEN: "City, region, place",
    GREY: "Party, company, media, other organisation",
}
QUAD_NAMES = {
    "verbal-cooperation": "Verbal cooperation",
    "material-cooperation": "Material cooperation",
    "verbal-conflict": "Verbal conflict",
    "material-conflict": "Material conflict",
    None: "Office, membership, place, other",
}


def node_colour(kind: EntityType) -> Colour:
    """The colour of an entity of this type; grey for those that have none of their own."""
    return _NODE_COLOURS.get(kind, GREY)


def edge_colour(quad: str | None) -> Colour:
    """The colour of a quad class; grey for relations outside them, such as membership."""
    return EDGE_COLOURS.get(quad or "", GREY)


def darker(colour: Colour) -> Colour:
    """A darker shade, for letters."""
    red, green, blue = (part * 3 // 5 for part in colour)
    return red, green, blue


def to_hex(colour: Colour) -> str:
    """As `#rrggbb`."""
    return "#" + "".join(f"{part:02x}" for part in colour)
