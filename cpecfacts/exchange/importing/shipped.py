"""The mappings that come with the program, for the public datasets of this field."""

from __future__ import annotations

from pathlib import Path

from cpecfacts.errors import MappingError, UnknownNameError
from cpecfacts.exchange.importing.mapping import Mapping, read_mapping
from cpecfacts.query.names import near_names

_FOLDER = Path(__file__).parent / "mappings"


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with the program."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def load_mapping(name: str) -> Mapping:
    """Return a mapping by the name of one that comes with the program, else by the path of a file.

    Raises:
        UnknownNameError: There is neither; with the names of those that come with the program.
        MappingError: The file cannot be read, or is no mapping.
    """
    if name in shipped_mappings():
        return read_mapping((_FOLDER / f"{name}.toml").read_bytes(), name)
    path = Path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        known = shipped_mappings()
        near = near_names(name, {known_name.replace("-", ""): [known_name] for known_name in known})
        listed = f"a TOML file, or one of {', '.join(known)}"
        raise UnknownNameError("mapping", name, near, listed) from None
    except (OSError, ValueError) as error:
        raise MappingError(name, "", (getattr(error, "strerror", None) or str(error)).lower()) from None
    return read_mapping(data, name)
