"""Reports written for these tests, and short ways to tell them again."""

from dataclasses import dataclass
from datetime import date

from kg.model import Article

FERRY = """\
A ferry with 212 passengers ran aground off the island of Samso in heavy fog on Tuesday, the Danish \
coast guard said, and rescuers brought all of them to safety within four hours.

The vessel, the Havfruen, had left Kalundborg shortly after dawn. Its captain told the harbour \
office in Aarhus that the radar had failed minutes before the ship struck a sandbank.

Two passengers were treated for broken bones in a hospital in Odense, and a member of the crew was \
flown to Copenhagen with head injuries.

Danish Transport Minister Lise Holm said that the operator, Baltic Lines, would have to answer for \
the accident. "A ship with a broken radar does not belong at sea," she told reporters in Copenhagen.

Baltic Lines denied that it had known of a fault and promised to help the investigators.

Sweden and Germany, which run ferries of the same type, ordered checks of their vessels. The \
accident board said that it would publish its first findings in three weeks.

It was the third grounding in Danish waters this year. In January a freighter loaded with timber \
broke in two off Bornholm, and an oil slick reached the coast of Poland.
"""

RAILWAY = """\
Armenia and Azerbaijan agreed on Thursday to exchange 33 prisoners and to reopen the railway through \
the valley of the Araz, after two days of talks in Tbilisi that Georgia had arranged.

The Armenian deputy foreign minister, Aram Petrosyan, said that the first train would run before the \
end of the summer. His Azerbaijani colleague, Leyla Mammadova, called the agreement a small step on \
a long road.

The two countries have fought two wars over Nagorno-Karabakh. Neither side said whether the talks \
had touched on the border, where 11 soldiers have been killed since the winter.

Russia, which keeps a base in Gyumri, welcomed the agreement. Iran said that it would accept no \
change of borders.

The European Union offered 40 million euros for the tracks and for two stations. Georgia is ready to \
host the next round of talks in October.
"""

MINE = """\
At least nine miners were killed and 14 were trapped when a gallery collapsed in a copper mine near \
Kolwezi on Sunday, the governor of Lualaba province in the Democratic Republic of Congo said.

Rescuers reached three survivors before dark. The governor, Patrice Mwamba, accused the owner, \
Kasulo Metals, of having ignored two warnings from the mining inspectors.

Kasulo Metals said that the men had dug without leave in a part of the mine that was closed last \
year.
"""

STRIKE = """\
Air traffic controllers in Portugal will stop work for 48 hours from Friday, their union said on \
Wednesday, after talks with the government on pay collapsed.

The airports of Lisbon, Porto and Faro expect to cancel 640 flights. Portuguese Infrastructure \
Minister Rui Antunes accused the union of taking travellers hostage; its leader, Marta Lopes, said \
that no controller had had a rise in six years.

The airlines called on both to return to the table.
"""


@dataclass(frozen=True)
class Told:
    """One article of a pair."""

    text: str
    day: str | None = "2024-05-14"
    title: str | None = None
    publisher: str | None = None

    def article(self, name: str) -> Article:
        text = f"{self.title}\n\n{self.text}" if self.title else self.text
        when = date.fromisoformat(self.day) if self.day else None
        return Article(name, text, self.title, None, when, self.publisher)


Pair = tuple[Told, Told]


def edited(text: str, *changes: tuple[str, str]) -> str:
    """The text with some words changed, each of which must stand in it."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def first_paragraphs(text: str, paragraphs: int) -> str:
    return "\n\n".join(text.split("\n\n")[:paragraphs])


# Half of it is in the words of STRIKE.
REWRITTEN = """\
Air traffic controllers in Portugal will stop work for 48 hours from Friday, their union said on \
Wednesday.

Pilots and stewards back them, and the beaches may be emptier than hoped for at the start of the summer. \
Portuguese Infrastructure Minister Rui Antunes accused the union of taking travellers hostage. The \
airlines called on both to return to the table.
"""

# Two thirds of it are.
REOPENED = edited(
    STRIKE,
    ("after talks with the government on pay collapsed", "and pilots and stewards back them"),
    ("no controller had had a rise in six years", "a third of the posts in the towers stood empty"),
    ("called on both to return to the table", "look for buses"),
)
