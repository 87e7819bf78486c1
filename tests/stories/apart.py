"""Pairs of articles that look alike and are two tellings, by what they tell."""

from tests.stories.texts import FERRY, MINE, REOPENED, REWRITTEN, STRIKE, Pair, Told, edited

_TOLL = "{} people were killed in an attack on a {} in {} on {}, police said."

APART: dict[str, Pair] = {
    # A template
    "another place": (
        Told(_TOLL.format("Four", "market", "Zaria", "Monday")),
        Told(_TOLL.format("Four", "market", "Jos", "Monday")),
    ),
    "another number": (
        Told(_TOLL.format("Four", "market", "Jos", "Monday")),
        Told(_TOLL.format("Six", "market", "Jos", "Monday")),
    ),
    "another number in a longer report": (Told(MINE), Told(edited(MINE, ("nine miners", "seven miners")))),
    "another day": (
        Told(_TOLL.format("Four", "market", "Jos", "Monday"), "2024-05-13"),
        Told(_TOLL.format("Four", "market", "Jos", "Tuesday")),
    ),
    "another target": (
        Told(_TOLL.format("Four", "market", "Jos", "Monday")),
        Told(_TOLL.format("Four", "church", "Jos", "Monday")),
    ),
    "another month": (
        Told("Four people were killed in an attack on a market in Jos, the police said.", "2024-05-13"),
        Told("Four people were killed in an attack on a market in Jos, police said.", "2024-06-11"),
    ),
    "daily tolls": (
        Told(
            "At least 41 people are killed in air strikes across the Gaza Strip and in Gaza City.",
            "2024-05-13",
        ),
        Told(
            "At least 39 people are killed in air strikes across the Gaza Strip and in Gaza City.",
            "2024-05-14",
        ),
    ),
    "votes in two states": (
        Told(
            "Voters in Panama go to the polls to elect a president and the 71 members of the National"
            " Assembly."
        ),
        Told(
            "Voters in Togo go to the polls to elect a president and the 113 members of the National"
            " Assembly."
        ),
    ),
    "two court cases": (
        Told(
            "A court in Riga sentenced Janis Kalns to nine years in prison for spying for Russia, the"
            " prosecutor's office said."
        ),
        Told(
            "A court in Riga sentenced Ilze Berzina to six years in prison for spying for Russia, the"
            " prosecutor's office said."
        ),
    ),
    "the same form of statement": (
        Told(
            "The central bank of Norway left its main rate at 4.5 per cent on Thursday. The decision was"
            " unanimous. The bank said that prices rose more slowly than it had expected, and that the rate"
            " would probably stay where it is for some time. The krone gained 0.3 per cent against the euro."
            " The governor will explain the decision at a press conference in Oslo."
        ),
        Told(
            "The central bank of Sweden left its main rate at 3.75 per cent on Thursday. The decision was"
            " unanimous. The bank said that prices rose more slowly than it had expected, and that the rate"
            " would probably stay where it is for some time. The krona gained 0.2 per cent against the euro."
            " The governor will explain the decision at a press conference in Stockholm."
        ),
    ),
    "boilerplate of a company": (
        Told(
            "Baltic Lines has opened a new route from Klaipeda to Karlshamn. The first ship sails on 3 June."
            " Baltic Lines is a leading operator of ferries in northern Europe, with 38 ships and 4,100"
            " people in nine countries. It is listed on the stock exchange in Copenhagen. This statement"
            " contains forecasts, which may turn out to be wrong; the company takes no duty to correct them."
            " Questions may be put to the press office in Aarhus at any time of the day."
        ),
        Told(
            "Baltic Lines has appointed Henrik Storm as head of finance. He comes from Nordea Bank. Baltic"
            " Lines is a leading operator of ferries in northern Europe, with 38 ships and 4,100 people in"
            " nine countries. It is listed on the stock exchange in Copenhagen. This statement contains"
            " forecasts, which may turn out to be wrong; the company takes no duty to correct them. Questions"
            " may be put to the press office in Aarhus at any time of the day."
        ),
    ),
    "bulletins of an army": (
        Told(
            "The Jordanian army shot down two drones that came from Syria and seized 300,000 pills in the"
            " north, near Irbid, on Monday."
        ),
        Told(
            "The Jordanian army shot down three drones that came from Syria and seized 120,000 pills in the"
            " east, near Ruwaished, on Monday."
        ),
    ),
    "a month later, with another number": (
        Told(FERRY),
        Told(edited(FERRY, ("212 passengers", "190 passengers")), "2024-06-18"),
    ),
    "a month later, told anew": (
        Told(FERRY),
        Told(
            edited(
                FERRY,
                ("rescuers brought all of them to safety", "boats took all on board to land"),
                ("Its captain told the harbour office", "The captain had said to the port authority"),
                ("would have to answer for the accident", "will be held responsible for what happened"),
                ("denied that it had known of a fault", "says that nothing was known to be wrong"),
                ("publish its first findings", "present what it has found out"),
            ),
            "2024-06-18",
        ),
    ),
    # Two events of one day
    "two attacks": (
        Told(
            "Two people were killed when a drone hit a school in Kharkiv, Ukraine, on Monday morning, the"
            " mayor said."
        ),
        Told(
            "Two people were killed when a drone hit a hospital in Kharkiv, Ukraine, on Monday night, the"
            " governor said."
        ),
    ),
    "two strikes by one army": (
        Told("Two people are killed in a Russian air strike on Sloviansk, in the Donetsk region of Ukraine."),
        Told(
            "Four people are killed and two are injured in a Russian air strike on Bohodukhiv, in the Kharkiv"
            " region of Ukraine."
        ),
    ),
    "two orders of a president": (
        Told(
            "The president of Peru signs a decree ordering the country to withdraw from the regional court of"
            " human rights."
        ),
        Told(
            "The president of Peru signs a decree ordering the country to withdraw from the treaty on the"
            " protection of whales."
        ),
    ),
    "two visits": (
        Told(
            "The Japanese foreign minister met her Indian colleague in Delhi on Tuesday and praised the"
            " friendship of the two countries."
        ),
        Told(
            "The Japanese foreign minister met her Thai colleague in Bangkok on Tuesday and praised the"
            " friendship of the two countries."
        ),
    ),
    "both sides of a dispute": (
        Told(
            "Kenya accused Uganda of letting smugglers cross Lake Victoria and summoned the Ugandan"
            " ambassador in Nairobi."
        ),
        Told(
            "Uganda accused Kenya of letting police officers cross Lake Victoria and summoned the Kenyan"
            " ambassador in Kampala."
        ),
    ),
    "denied": (
        Told(
            "The government of Chad says that Sudan has bombed the town of Tine, killing 16 people, and"
            " closes the border."
        ),
        Told(
            "The army of Sudan denies that it has bombed Tine, where 16 people were killed, and calls on Chad"
            " to open the border again."
        ),
    ),
    "too little to tell": (
        Told("Four people are killed in Jos."),
        Told("Four people are killed as a bus falls off a bridge in Jos."),
    ),
    "figures without names": (
        Told("Shares closed at 1,204 points, 16 points up, as the price of oil fell and the banks gained."),
        Told("The banks gained while oil fell: shares opened 16 points lower and turned at 1,204 points."),
    ),
    # What came after
    "the next day": (
        Told(
            "The defence minister of Nigeria, Musa Bello, resigns amid the state of emergency that President"
            " Adamu declared."
        ),
        Told(
            "President Adamu of Nigeria appoints the retired general Chris Okoro as defence minister,"
            " following the resignation of Musa Bello amid the state of emergency.",
            "2024-05-15",
        ),
    ),
    "the next day, with every word of the first": (
        Told(
            "On Monday Musa Bello resigned as defence minister of Nigeria amid an emergency that "
            "Adamu declared."
        ),
        Told(
            "Adamu, who declared an emergency, named Chris Okoro as defence minister of Nigeria on "
            "Monday, an hour after Musa Bello had resigned.",
        ),
    ),
    "what people say of it": (
        Told(FERRY),
        Told(
            "Passengers of the ferry that ran aground off the island of Samso in heavy fog on Tuesday, "
            "all brought to safety within four hours by Danish rescuers, demand money from the coast guard "
            "for lost luggage.",
            "2024-05-15",
        ),
    ),
    "what people do about it": (
        Told(
            "Police in Ankara arrest Can Demir, who meant to run for president, and 106 others whom "
            "prosecutors accuse of taking bribes, forging contracts and hiding 48 million lira abroad "
            "for years."
        ),
        Told(
            "Thousands march through Ankara and throw stones at banks, lawyers walk out of courts and "
            "shops stay shut after police arrest Can Demir and 106 others over 48 million lira in bribes."
        ),
    ),
    "the same report, three days later": (
        Told(
            "Twenty-six people are killed when a boat carrying migrants capsizes on Lake Kivu, in the "
            "Democratic Republic of Congo."
        ),
        Told(
            "A boat carrying migrants capsizes on Lake Kivu, killing 26 people, says the army of the "
            "Democratic Republic of Congo, which has sent divers.",
            "2024-05-17",
        ),
    ),
    "the repair of a fault": (
        Told(
            "Fjordnet says that a fault shows the private messages of users in Norway to strangers, although"
            " they had hidden them."
        ),
        Told(
            "Fjordnet says that it has mended an error that showed the private messages of users in Norway to"
            " strangers, although they had hidden them.",
            "2024-05-15",
        ),
    ),
    "the next week, with the old paragraphs": (
        Told(FERRY),
        Told(
            "The captain of the ferry Havfruen was drunk when it ran aground off Samso last week, Danish"
            " investigators said on Wednesday. He was arrested in Aarhus.\n\n"
            + "\n\n".join(FERRY.split("\n\n")[1:]),
            "2024-05-22",
        ),
    ),
    "the next day, with old paragraphs": (
        Told(FERRY),
        Told(
            "Divers found a crack in the hull of the Havfruen, and the harbour of Samso was closed to all "
            "ships.\n\n"
            "Oil has not been seen so far. The navy will try to seal the crack before the next storm.\n\n"
            + "\n\n".join(FERRY.split("\n\n")[3:]),
            "2024-05-15",
        ),
    ),
    "votes, then results": (
        Told(
            "Citizens of Malta vote for a parliament. The candidates for prime minister are Ray Borg of"
            " Labour and Anna Vella."
        ),
        Told(
            "Anna Vella becomes prime minister of Malta after Ray Borg of Labour concedes the vote for a"
            " parliament.",
            "2024-05-15",
        ),
    ),
    # Others
    "half rewritten, and nobody credited": (Told(STRIKE), Told(REWRITTEN, "2024-05-16")),
    "copied in part, without dates": (
        Told(STRIKE, None),
        Told(REOPENED, None),
    ),
    "one statement in two agencies": (
        Told("LISBON (AFP) - " + STRIKE),
        Told("LISBON (AP) - " + REOPENED),
    ),
    "two agencies on one event": (
        Told("KOLWEZI (Reuters) - " + MINE),
        Told(
            "KOLWEZI (AFP) - A gallery collapsed in a copper mine near Kolwezi on Sunday. At least nine"
            " miners were killed and 14 were trapped, the governor of Lualaba province in the Democratic"
            " Republic of Congo said.\n\nHis deputy told AFP that the men had been promised a new ladder."
            " Widows gathered at the gate, and the police kept them from entering."
        ),
    ),
    "a quotation in another story": (
        Told(STRIKE),
        Told(
            "Hotels in the Algarve fear for the start of the season. Bookings for June are a tenth lower than"
            " a year ago, the federation of hotels in Faro said, and guests from Britain stay away since the"
            " pound fell.\n\nThe airports of Lisbon, Porto and Faro expect to cancel 640 flights when air"
            " traffic controllers stop work on Friday.",
        ),
    ),
    "no text": (Told(""), Told("")),
}
