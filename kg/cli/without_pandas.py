"""Keeps pandas from being loaded where no command needs it: pyarrow loads it wherever it is installed.

That takes longer than a view.
"""

import sys


class _WithoutPandas:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Finds nothing; raises ModuleNotFoundError for pandas, as where it is not installed."""
        if name == "pandas":
            raise ModuleNotFoundError("the kg command does without pandas", name=name)


_FINDER = _WithoutPandas()


def keep_out() -> None:
    """From now on pandas cannot be loaded."""
    sys.meta_path.insert(0, _FINDER)


def let_in() -> None:
    """It can be loaded again: Spark needs it."""
    if _FINDER in sys.meta_path:
        sys.meta_path.remove(_FINDER)
