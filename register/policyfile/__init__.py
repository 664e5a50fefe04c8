"""The policy file: a company's published policy as code (design.md 4, docs/policy-file.md).

    load(path) -> PolicyFile        # raises PolicyFileError with every fault and its place

Nothing here knows Django or a database, so that `explain_retention --policy` reads the same file.
"""

from register.policyfile.faults import Fault, PolicyFileError
from register.policyfile.loading import load, parse
from register.policyfile.schema import PolicyFile

__all__ = ["Fault", "PolicyFile", "PolicyFileError", "load", "parse"]
