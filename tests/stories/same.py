"""Pairs of articles that are one telling, by what sets them apart."""

from tests.stories.texts import (
    FERRY,
    MINE,
    RAILWAY,
    REOPENED,
    REWRITTEN,
    STRIKE,
    Pair,
    Told,
    edited,
    first_paragraphs,
)

SAME: dict[str, Pair] = {
    # Copies
    "spaces and case": (Told(MINE), Told(MINE.upper().replace(" ", "  "))),
    "another headline": (
        Told(MINE, title="Miners die in Congo"),
        Told(MINE, title="Gallery collapses near Kolwezi; owner blamed"),
    ),
    "no headline": (Told(STRIKE, title="Controllers to strike"), Told(STRIKE)),
    "words changed": (
        Told(FERRY),
        Told(
            edited(
                FERRY,
                (
                    "rescuers brought all of them to safety within four hours",
                    "all were brought to safety in 4 hours",
                ),
                ("shortly after dawn", "at daybreak"),
                ("Two passengers were treated", "Two travellers are being treated"),
                ("promised to help", "pledged to assist"),
            )
        ),
    ),
    "numbers in words": (
        Told(MINE),
        Told(edited(MINE, ("14 were", "fourteen were"), ("three survivors", "3 survivors"))),
    ),
    "a paragraph less": (Told(RAILWAY), Told(edited(RAILWAY, (RAILWAY.split("\n\n")[2] + "\n\n", "")))),
    "a paragraph more": (
        Told(STRIKE),
        Told(
            STRIKE
            + "\nIn March the baggage handlers of Porto had stopped work for a day. The government gave way"
            " then.\n"
        ),
    ),
    "a number put right": (
        Told(FERRY),
        Told(edited(FERRY, ("212 passengers", "231 passengers")), day="2024-05-15"),
    ),
    "another dateline and byline": (
        Told("By Ann Roe\n\nKOLWEZI, Congo - " + MINE),
        Told("LUBUMBASHI - " + MINE + "\nRead more: Congo's mines"),
    ),
    "copied two days later": (
        Told(RAILWAY, "2024-05-16"),
        Told(edited(RAILWAY, ("on Thursday ", "")), "2024-05-18"),
    ),
    "the same words a month later": (
        Told(FERRY),
        Told(edited(FERRY, ("promised", "has promised")), "2024-06-14"),
    ),
    "without dates": (
        Told(FERRY, None),
        Told(edited(FERRY, ("Lise Holm said", "Lise Holm insisted")), None),
    ),
    # Cut
    "the first three paragraphs": (Told(FERRY), Told(first_paragraphs(FERRY, 3))),
    "the first paragraph of seven": (Told(FERRY), Told(first_paragraphs(FERRY, 1))),
    "a sentence of a long article, edited, without dates": (
        Told(FERRY + "\n" + RAILWAY, None),
        Told(
            edited(
                first_paragraphs(FERRY, 1),
                ("all of them", "everybody"),
                ("coast guard said", "coast guard says"),
            ),
            None,
        ),
    ),
    "the first paragraph of three": (Told(MINE), Told(first_paragraphs(MINE, 1))),
    "cut and edited": (
        Told(RAILWAY, "2024-05-16"),
        Told(
            edited(
                first_paragraphs(RAILWAY, 2),
                ("after two days of talks", "following talks"),
                ("said that", "said"),
            ),
            "2024-05-17",
        ),
    ),
    "the last paragraphs without the lead": (Told(FERRY), Told("\n\n".join(FERRY.split("\n\n")[2:]))),
    # Agency copy
    "Reuters, under two mastheads": (
        Told("KOLWEZI (Reuters) - " + MINE, title="Nine die in Congo mine", publisher="Harbour Gazette"),
        Told(
            first_paragraphs(MINE, 2) + "\n\n(Reporting by Ann Roe; Editing by John Doe)",
            title="Mine collapse",
            publisher="Fjord Post",
        ),
    ),
    "AFP, half rewritten": (
        Told("LISBON (AFP) - " + STRIKE, publisher="Harbour Gazette"),
        Told(REWRITTEN + "\n- AFP", "2024-05-16", publisher="Fjord Post"),
    ),
    "copied in part": (Told(STRIKE), Told(REOPENED, "2024-05-16")),
    "the agency's own text": (
        Told(RAILWAY, "2024-05-16", publisher="Associated Press"),
        Told(
            "By Ann Roe, Associated Press\n\n" + first_paragraphs(RAILWAY, 3),
            "2024-05-17",
            publisher="Harbour Gazette",
        ),
    ),
    "one text with two credits": (Told("PARIS (AFP) - " + MINE), Told("PARIS (AP) - " + MINE)),
    # The same report in other words
    "turned round": (
        Told(
            "Twenty-six people are killed when a boat carrying migrants capsizes on Lake Kivu, in the"
            " Democratic Republic of Congo."
        ),
        Told(
            "A boat carrying migrants capsizes on Lake Kivu, killing 26 people, says the army of the"
            " Democratic Republic of Congo, which has sent divers.",
            "2024-05-15",
        ),
    ),
    "told at more length": (
        Told("Eleven people died after a lorry loaded with cement hit a school bus near Nashik, in India."),
        Told(
            "Eleven people have died and 30 more were hurt when a lorry loaded with cement hit a school bus"
            " on the road to Mumbai near Nashik, India, police say. The driver fled."
        ),
    ),
    "who does what to whom, and in what numbers": (
        Told(
            "Russia fired 47 missiles and 120 drones at Ukraine overnight, and 16 people were killed in"
            " Kharkiv."
        ),
        Told(
            "Ukraine says Russia attacked it with 120 drones and 47 missiles in the night; in Kharkiv 16"
            " people died."
        ),
    ),
}
