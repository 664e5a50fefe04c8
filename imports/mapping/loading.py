"""Read a mapping file: the same YAML, and the same kind of faults, as a policy file."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from imports.mapping.judging import judge
from imports.mapping.schema import Mapping
from register.policyfile.faults import Fault, Mark, PolicyFileError
from register.policyfile.messages import faults_of
from register.policyfile.reading import read


def load(path: str | Path) -> Mapping:
    """Read a mapping file. Raises PolicyFileError with every fault: file, line, column and reason."""
    try:
        content = Path(path).read_bytes()
    except OSError as fault:
        raise PolicyFileError(str(path), [Fault(Mark(), "", f"cannot be read: {fault.strerror}")]) from None
    return parse(content, file=str(path))


def parse(content: bytes, *, file: str = "mapping") -> Mapping:
    """Read the content of a mapping file; `file` is the name that the faults carry."""
    tree = read(content)
    faults = list(tree.faults)
    mapping = None
    if isinstance(tree.value, dict):
        try:
            mapping = Mapping.model_validate(tree.value)
            faults += judge(mapping, tree)
        except ValidationError as error:
            faults += faults_of(error, tree, Mapping)
    elif not faults:
        faults.append(Fault(Mark(), "", "a mapping file is keys with values"))
    if faults or mapping is None:
        raise PolicyFileError(file, faults)
    return mapping
