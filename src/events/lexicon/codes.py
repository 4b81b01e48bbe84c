"""Actor codes: which are valid. The lists are sections 3.2 to 3.4 of the codebook."""

from __future__ import annotations

import re
from collections.abc import Collection

ROLES = frozenset(
    {
        *("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "REB", "UAF", "CVL"),
        *("REF", "MED", "BUS", "EDU", "HLH", "NGO", "REL", "LAB", "CRM", "ELI", "PTY"),
    }
)
ORGANISATIONS = frozenset(
    {
        *("UNO", "EUR", "NAT", "ARL", "GCC", "AFU", "OIC", "ECW", "GSS", "CEM", "AMU", "IAE", "ICC"),
        *("OPC", "WBK", "IMF", "ICR", "AMN", "HRW", "NGO", "ICO", "P51", "QUA", "CLN", "IMG"),
    }
)
GROUPS = frozenset(
    {
        *("UNOSEC", "IMGISI", "IMGAQA", "IMGNUS", "IMGBOK", "IMGSHB", "IMGTAL"),
        *("LBNHEZ", "PSEHMS", "PSEJHD", "ESHPOL", "SAUCLN", "USACLN"),
    }
)
_SHAPE = re.compile("[A-Z0-9]{3}(?:[A-Z0-9]{3})?")


def problem_of(code: str, countries: Collection[str]) -> str | None:
    """Why `code` is no actor code (`CCC` or `CCCRRR`), or None where it is one."""
    if not _SHAPE.fullmatch(code):
        return f"`{code}` is no actor code: three or six capital letters"
    head, role = code[:3], code[3:]
    if head not in countries and head not in ORGANISATIONS:
        return f"`{code}`: `{head}` is neither a country of countries.csv nor an organisation of the codebook"
    if role and role not in ROLES and code not in GROUPS:
        return f"`{code}`: `{role}` is neither a role nor a named group of the codebook"
    return None
