"""Where articles come from: readers of files and feeds, and the only door to the internet.

Every reader gives `RawArticle`s and `Rejection`s (stage `read`, codes `EV-I…`) in the order of its input
and raises nothing for bad input.
"""

from events.sources.addresses import Policy, Refused
from events.sources.fetch import Fetcher, Unreachable
from events.sources.folder import FORMS, files_of, read_file
from events.sources.lines import parse_line, read_lines, read_stream
from events.sources.outlets import Outlet, hosts_of, read_outlets
from events.sources.robots import Robots
from events.sources.visits import Memory, Tools, visit
from events.sources.workshop import Workshop

__all__ = [
    "FORMS",
    "Fetcher",
    "Memory",
    "Outlet",
    "Policy",
    "Refused",
    "Robots",
    "Tools",
    "Unreachable",
    "Workshop",
    "files_of",
    "hosts_of",
    "parse_line",
    "read_file",
    "read_lines",
    "read_outlets",
    "read_stream",
    "visit",
]
