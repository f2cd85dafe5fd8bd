"""Finding the Python object that a specification names, and saying in one line why it cannot be found.

Loading runs the module's code, whatever it does: every way in which that can go wrong ends in an
``AgentLoadError`` with the original exception as its cause. A file's own folder (for a dotted module the
current one) is appended to ``sys.path``, so that an agent can import its neighbours but shadows nothing.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from tacit.errors import AgentLoadError

_FORMS = "write path/to/file.py:NAME, package.module:NAME or openai/MODEL"
_SHAPE = "an agent is a function (messages, tools) or a class with act(self, messages, tools)"


@dataclass(frozen=True, slots=True)
class Source:
    """A Python agent that was found and looks right.

    Args:
        digest: hash of the module's file and the name.
        target: the function or the class.
        is_async: whether it is to be awaited.
    """

    digest: str
    target: Any
    is_async: bool

    def fresh(self) -> Callable[..., Any]:
        """What to call with (messages, tools) during one episode; a class is instantiated."""
        target = self.target
        return target().act if isinstance(target, type) else target


def load_source(spec: str) -> Source:
    """Import the module a specification names and take the agent out of it.

    Raises:
        AgentLoadError: see above.
    """
    place, name = split_spec(spec)
    module = _import(place)
    if not name:
        raise AgentLoadError(f"{spec!r} does not say which agent; {_choice(place, module)}")
    try:
        target = getattr(module, name)
    except AttributeError:
        raise AgentLoadError(f"{place!r} has no {name!r}; {_choice(place, module)}") from None
    is_async = _check(spec, target)
    if not getattr(module, "__file__", None):
        raise AgentLoadError(f"{place!r} has no source file to take a digest of; put the agent in a file")
    content = Path(str(module.__file__)).read_bytes()
    return Source(hashlib.sha256(content + b"\0" + name.encode()).hexdigest()[:16], target, is_async)


def full_spec(spec: str) -> str:
    """The specification as it reads from any folder: a file's path made absolute.

    Raises:
        AgentLoadError: it has no form that could name a Python agent.
    """
    place, name = split_spec(spec)
    return f"{_path(place)}:{name}" if _is_path(place) else spec


def split_spec(spec: str) -> tuple[str, str]:
    """A file or module and a name in it, empty if it was left out.

    Raises:
        AgentLoadError: it has no form that could name a Python agent.
    """
    place, _, name = spec.rpartition(":") if ":" in spec and not spec.endswith(".py") else (spec, "", "")
    dotted = all(part.isidentifier() for part in place.split("."))
    if not place or not (_is_path(place) or (dotted and ":" in spec)):
        raise AgentLoadError(f"{spec!r} names no agent; {_FORMS}")
    return place, name


def _is_path(place: str) -> bool:
    return place.endswith(".py") or "/" in place or "\\" in place


def _path(place: str) -> Path:
    return Path(place).expanduser().resolve()


def _import(place: str) -> ModuleType:
    try:
        return _import_file(_path(place)) if _is_path(place) else _import_module(place)
    except AgentLoadError:
        raise
    except SystemExit as error:
        raise AgentLoadError(
            f"{place!r} exits when imported; put what runs it under `if __name__ == '__main__':`"
        ) from error
    except SyntaxError as error:
        where = f"{error.filename or place}, line {error.lineno}"
        raise AgentLoadError(f"{place!r} has a syntax error ({where}: {error.msg}); correct it") from error
    except ModuleNotFoundError as error:
        raise AgentLoadError(
            f"{place!r} imports {error.name!r}, which is not installed; install it beside tacit"
        ) from error
    except Exception as error:
        text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise AgentLoadError(f"{place!r} cannot be imported ({text}); make `import` work first") from error


def _import_file(path: Path) -> ModuleType:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise AgentLoadError(f"the agent's file {str(path)!r} {what}; {_FORMS}")
    _allow_imports_from(path.parent)
    name = f"tacit_agent_{hashlib.sha256(str(path).encode()).hexdigest()[:8]}_{path.stem}"
    loader = SourceFileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:  # not loader.exec_module: a stale .pyc must not run under the digest of the new source
        exec(loader.source_to_code(path.read_bytes(), str(path)), module.__dict__)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def _import_module(name: str) -> ModuleType:
    _allow_imports_from(Path.cwd())
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise AgentLoadError(f"there is no module {error.name!r}; {_FORMS}") from error
        raise


def _allow_imports_from(folder: Path) -> None:
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def _check(spec: str, target: Any) -> bool:
    """Whether the agent is async.

    Raises:
        AgentLoadError: it is no agent.
    """
    if inspect.isclass(target):
        act = getattr(target, "act", None)
        if not callable(act):
            raise AgentLoadError(f"the class {spec!r} has no method act(self, messages, tools); give it one")
        if not _takes(target):
            raise AgentLoadError(f"the class {spec!r} cannot be constructed without arguments; give them defaults")
        if not _takes(act, None, None, None):
            raise AgentLoadError(f"the method act of {spec!r} takes {_signature(act)}; make it (self, messages, tools)")
        return inspect.iscoroutinefunction(act)
    if not callable(target):
        instance = callable(getattr(target, "act", None))
        hint = "name its class, so that each episode gets its own" if instance else _SHAPE
        raise AgentLoadError(f"{spec!r} is of type {type(target).__name__}, which cannot be called; {hint}")
    if not _takes(target, None, None):
        raise AgentLoadError(f"{spec!r} takes {_signature(target)}; make it (messages, tools)")
    return inspect.iscoroutinefunction(target) or inspect.iscoroutinefunction(type(target).__call__)


def _takes(function: Callable[..., Any], *arguments: Any) -> bool:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return True
    try:
        signature.bind(*arguments)
    except TypeError:
        return False
    return True


def _signature(function: Callable[..., Any]) -> str:
    return f"({', '.join(inspect.signature(function).parameters)})"


def _choice(place: str, module: ModuleType) -> str:
    found = [name for name, thing in vars(module).items() if _is_candidate(module, name, thing)]
    if not found:
        return f"nothing in it looks like an agent: {_SHAPE}"
    return f"write {place}:NAME with NAME one of {', '.join(sorted(found)[:10])}"


def _is_candidate(module: ModuleType, name: str, thing: Any) -> bool:
    if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
        return False
    if inspect.isclass(thing):
        return callable(getattr(thing, "act", None))
    return inspect.isfunction(thing) and _takes(thing, None, None)
