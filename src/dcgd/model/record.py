"""An entity as it is written in YAML."""

from collections.abc import Collection
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from dcgd.model.stamps import written_evidence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def record(entity: "DataclassInstance", always: Collection[str] = ()) -> dict[str, Any]:
    """The keys and values of an entity, in the order of the model; what has its default is left out.

    `always`: keys that are written although they have a default. Values stay as they are, entities among them too,
    but evidence is as YAML has it.
    """
    return {
        key.name.rstrip("_"): written_evidence(value) if key.name == "evidence" and isinstance(value, tuple) else value
        for key in fields(entity)
        for value in [getattr(entity, key.name)]
        if key.name in always or key.default is MISSING or value != key.default
    }
