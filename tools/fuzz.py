"""Look for bytes that break a reader: any input must give articles, or an error of kg's own.

    python -m tools.fuzz TARGET [--seconds 60] [--seed 1]
    python -m tools.fuzz TARGET --atheris [options of libFuzzer]

Without atheris (`pip install '.[fuzz]'`, Apache-2.0), sound inputs are damaged at random. What breaks it is
left in a file crash-TARGET. `tests/test_hostile_input.py` runs the same targets on a few fixed inputs.
"""

import argparse
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Store

from kg.decisions import FILE, read_decisions
from kg.errors import KgError
from kg.gazetteers.table import load_table
from kg.readers import read_articles
from kg.records import open_folder
from kg.relations import load_relations
from kg.sparql import ask

_TOKENS = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", "\u202e".encode(), b"\xed\xa0\x80", b"\xe2\x80\xa8"),
    *(
        b"<",
        b">",
        b"&",
        b'"',
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"\n",
        b"\r",
        b"|",
        b"`",
        b"\\",
        b"#",
        b"=",
    ),
    *(b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xFFFE;", b"&#55296;", b"\\ud800", b"<svg>", b"<table>"),
    *(b"1e999", b"NaN", b"9" * 400, b"-1", b"null", b"true", b"0001-01-01", b"2016-12-12", b"[" * 3000),
    *(
        b"http://[::1",
        b"<base href='http://['>",
        b"<?xml version='1.0' encoding='utf-7'?>",
        b"SERVICE <x:y> {",
    ),
]
_CHANGED = b'"changed": {"mentions": 1, "claims": 1, "edges_gone": 0, "edges_new": 0}'

# A sound input of each target.
SEEDS = {
    "text": b"Norway accused Russia.\n\nOslo, Dec 12, 2016 (AFP) - He said no.",
    "markdown": b"---\ntitle: A\ndate: 2016-12-12\n---\n# A\n\nNorway [met](b) **Russia** `d` &amp; <b>x</b>",
    "html": b"<html><head><title>T</title><meta property='og:site_name' content='S'></head><body><article>"
    b"<p>Norway accused Russia of jamming satellite signals over Finnmark, it said.</p></article></html>",
    "jsonl": b'{"id": "a", "text": "Norway accused Russia.", "date": 1481500800, "source": {"name": "S"}}\n',
    "json": b'{"articles": [{"text": "abc", "date": 1481500800, "url": "http://x"}]}',
    "csv": b'id,text,date\n1,"Norway, x",2016-12-12\n2,"a\nb",2\n',
    "feed": b'<?xml version="1.0"?><rss><channel><title>P</title><item><title>T</title><link>http://x</link>'
    b"<description>&lt;p&gt;Norway&lt;/p&gt; &amp;amp; Mali</description></item></channel></rss>",
    "parquet": b"PAR1\x15\x04\x15\x10\x15\x14L\x15\x02\x15\x00\x12PAR1",
    "relations": b'[borders]\nmeans = "x"\nverbs = ["border", "A share border with R"]\nnouns = ["R deal"]\n'
    b'symmetric = true\n[[borders.examples]]\ntext = "x"\nclaims = ["A -> B"]\n',
    "gazetteer": b"# c\nid,type,label,aliases,lat,lon,since\norg-x,Organization,Aby,A|B,1.0,2.0,2001-03\n",
    "decisions": b'{"number": 1, "kind": "rename", "entity": "a", "label": "A", "to": "B", '
    + _CHANGED
    + b"}\n"
    b'{"number": 2, "kind": "undo", "decision": 1, ' + _CHANGED + b"}\n",
    "sparql": b"PREFIX a: <x:y> SELECT ?s FROM <x:g> { ?s a:b 'c'@en ; a:d 1.5 } LIMIT 2",
}
_ENDINGS = {"text": "txt", "markdown": "md", "feed": "rss"}


def _reader(name: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, folder: Path) -> None:
        path = folder / f"input.{_ENDINGS.get(name, name)}"
        path.write_bytes(data)
        for item in read_articles([str(path)]):
            str(item).encode()  # no halves of characters

    return read


def _relations(data: bytes, folder: Path) -> None:
    (folder / "own.toml").write_bytes(data)
    load_relations(folder / "own.toml")


def _gazetteer(data: bytes, folder: Path) -> None:
    (folder / "own.csv").write_bytes(data)
    list(load_table(folder / "own.csv"))


def _decisions(data: bytes, folder: Path) -> None:
    kept = open_folder(folder / "fuzz.kg", create=True)
    (kept.path / FILE).write_bytes(data)
    read_decisions(kept)


def _sparql(data: bytes, _: Path) -> None:
    ask(Store(), data.decode("utf-8", "replace"), prefixes={"kg": "urn:kg:ontology#"})


def _refused(target: Callable[[bytes, Path], None]) -> Callable[[bytes, Path], None]:
    def run(data: bytes, folder: Path) -> None:
        try:
            target(data, folder)
        except KgError as error:
            str(error).encode("utf-8", "replace")

    return run


_READERS = "text markdown html jsonl json csv feed parquet".split()
TARGETS = {
    **{name: _refused(_reader(name)) for name in _READERS},
    "relations": _refused(_relations),
    "gazetteer": _refused(_gazetteer),
    "decisions": _refused(_decisions),
    "sparql": _refused(_sparql),
}


def mutate(source: random.Random, seed: bytes) -> bytes:
    """The input with a few things put in, taken out, changed or repeated."""
    data = bytearray(seed)
    for _ in range(source.randint(1, 6)):
        at = source.randint(0, len(data))
        end = source.randint(at, min(len(data), at + 40))
        match source.randint(0, 3):
            case 0:
                data[at:at] = source.choice(_TOKENS) * source.choice((1, 1, 1, 40))
            case 1:
                del data[at:end]
            case 2:
                data[at : at + 1] = bytes([source.randint(0, 255)])
            case _:
                data[at:at] = data[at:end]
    return bytes(data)


def main() -> None:
    """Run one target until the time is up or it breaks."""
    parser = argparse.ArgumentParser(description="Look for bytes that break a reader.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    options, others = parser.parse_known_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as scratch:
        target = TARGETS[options.target]
        if options.atheris:
            import atheris

            atheris.instrument_all()
            atheris.Setup([sys.argv[0], *others], lambda data: target(data, Path(scratch)))
            atheris.Fuzz()
        source, until, runs = random.Random(options.seed), time.process_time() + options.seconds, 0
        while time.process_time() < until:
            data = mutate(source, SEEDS[options.target])
            runs += 1
            try:
                target(data, Path(scratch))
            except Exception:
                Path(f"crash-{options.target}").write_bytes(data)
                raise
        print(f"{options.target}: {runs:,} inputs, none broke it")


if __name__ == "__main__":
    main()
