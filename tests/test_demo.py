"""The articles of `kg demo` are read whole: a title, a day, a publisher and enough to read each."""

from importlib import resources
from pathlib import Path

import pytest

from kg.model import Article
from kg.readers import read_articles

FOLDER = Path(str(resources.files("kg"))) / "data" / "demo"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    read = list(read_articles([str(FOLDER)]))
    assert [item for item in read if not isinstance(item, Article)] == []
    return [item for item in read if isinstance(item, Article)]


def test_every_file_is_an_article_of_the_day_in_its_name(articles: list[Article]) -> None:
    names = [path.stem[:10] for path in sorted(FOLDER.glob("*.md"))]
    assert len(names) == 10
    assert [str(article.published) for article in articles] == names


def test_every_article_has_a_title_a_publisher_and_a_readable_length(articles: list[Article]) -> None:
    for article in articles:
        assert article.title, article.place
        assert article.publisher, article.place
        assert article.text.startswith(f"{article.title}\n\n")
        assert 120 <= len(article.text.split()) <= 220, article.place
