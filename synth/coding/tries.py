"""Sets of words kept ready on disk as tries (MARISA, Yata 2011), of which only what is asked for is read.

They are in the user's cache folder, made when first needed. Where nothing can be kept, every process makes
its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import SynthError
from synth.formats.files import write_atomic

if TYPE_CHECKING:
    from marisa_trie import BytesTrie, Trie

FOLDER = "SYNTH_CACHE"
"""The environment variable that names another folder to keep things in."""


def cache_folder() -> Path:
    """Where things are kept that can be made again: the user's cache, or what `SYNTH_CACHE` names."""
    from platformdirs import user_cache_path

    named = os.environ.get(FOLDER, "")
    return Path(named) if named else user_cache_path("synth", appauthor=False)


def kept_trie(path: Path, kind: type[BytesTrie | Trie], read: Callable[[], Iterable[Any]]) -> Any:
    """The trie that is kept in a file; when that has none, it is made of what is read, and kept."""
    try:
        return kind().mmap(str(path))
    except (OSError, RuntimeError):  # no file, or something else than a trie
        made = kind(read())
    try:
        write_atomic(path, made.tobytes())
    except SynthError:
        return made  # a full disk, or a folder that nobody may write: it costs time, nothing else
    return made
