"""Find a module by its file name in one of kg's packages: readers, exporters, views.

The file name is the plug-in's name and the first line of its docstring is its help text. Modules
whose name starts with an underscore belong to the package and are no plug-ins.
"""

import ast
import difflib
import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from kg.errors import UsageError


@cache
def list_plugins(package: str) -> dict[str, str]:
    """Name and first docstring line of every plug-in of a package such as "kg.exporters", by name.

    The modules are not imported, only their source is read, so that `--help` stays instant.
    """
    return {name: _first_line(f"{package}.{name}") for name in sorted(_names(package))}


def load_plugin(package: str, name: str) -> ModuleType:
    """The module with this file name; `gexf` in `kg.exporters` is `kg.exporters.gexf`.

    Raises:
        UsageError: there is none; the message lists what there is and the nearest name.
    """
    known = list_plugins(package)
    if name not in known:
        nearest = difflib.get_close_matches(name.lower(), known, n=1)
        hint = f"; did you mean {nearest[0]!r}?" if nearest else "."
        kind = package.rpartition(".")[2]
        raise UsageError(f"no {name!r} among the {kind}{hint} There are: {', '.join(known) or 'none'}")
    return importlib.import_module(f"{package}.{name}")


def _names(package: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if not module.name.startswith("_"):
            yield module.name


def _first_line(module: str) -> str:
    spec = importlib.util.find_spec(module)
    source = getattr(spec and spec.loader, "get_source", lambda _: None)(module)
    docstring = ast.get_docstring(ast.parse(source)) if source else None
    return (docstring or "").partition("\n")[0]
