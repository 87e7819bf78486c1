import subprocess
import sys

import pytest

from kg.readers._language import foreign_language

NAMES = "Hassan al-Tarawneh, Jarosław Wiśniewski, Nguyễn Văn Thành, Herintsoa Rakotomalala, Björn Óskarsson"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "French",
            "La Norvège accuse la Russie de brouiller les signaux, selon la ministre Oda Lind lundi à Oslo.",
        ),
        (
            "German",
            "Der Außenminister sagte am Montag, Russland störe Signale. Es war das dritte Mal im Dezember.",
        ),
        (
            "Dutch",
            "Volgens de minister was het leger in het noorden of over de grens; dat is voor Oslo de vraag.",
        ),
        (
            "Danish",
            "Udenrigsministeren mener, at det er for tidligt at tale om fred, og at landet må gribe ind.",
        ),
        (
            "Spanish",
            "El ministro de Exteriores dijo el lunes que las conversaciones con Rusia no han avanzado nada.",
        ),
        (
            "Indonesian",
            "Menteri Luar Negeri mengatakan pada hari Senin bahwa pembicaraan tidak menghasilkan kemajuan.",
        ),
        (
            "Polish",
            "Minister spraw zagranicznych powiedział w poniedziałek, że rozmowy nie posunęły się naprzód.",
        ),
        (
            "Turkish",
            "Dışişleri Bakanı pazartesi günü görüşmelerde hafta sonu ilerleme sağlanamadığını belirtti.",
        ),
        ("Russian", "Министр заявил в понедельник."),
        ("Arabic", "قال الوزير يوم الاثنين إن المحادثات لم تتقدم."),
        ("Chinese", "外交部长星期一说谈判没有进展。"),
    ],
)
def test_an_article_in_another_language_is_named(language: str, text: str) -> None:
    assert foreign_language(text) == language
    assert foreign_language("\n\n".join([text] * 30)) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,200 – 45!",
        "Mali",
        "Oslo accuses Moscow",
        "Moldovan minister Alexandru Ionescu resigns.",
        "Rakotomalala, Ravalomanana",
        "Sejm elects Włodzimierz Zieliński",
        "Nguyễn Văn Thành visits Đà Nẵng",
        "Sejm elects Włodzimierz Zieliński marshal; Wiśniewski, Dąbrowska, Kosiński vote against",
        f"Norway sanctions {NAMES}.",
        f"Norway expels five diplomats: {NAMES}. Mali, Niger, Burkina Faso condemn move.",
        "The minister wrote: “Министр заявил в понедельник, что хватит.” Norway condemned the words.",
        "Gunmen attack base, kill nine soldiers, injure four others, Borno State, police commander says",
    ],
)
def test_english_full_of_names_is_english(text: str) -> None:
    assert foreign_language(text) is None


def test_the_model_loads_only_for_doubtful_texts() -> None:
    code = (
        "import sys; from kg.readers._language import foreign_language as f;"
        "f('The front left the town of Kidal, said the minister.'); sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
