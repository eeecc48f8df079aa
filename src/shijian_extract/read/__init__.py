"""The reading room: files and folders in, reports out.

`find_files` lists the text files that a path stands for, `read_report` decodes one, with what an `index.jsonl` beside it
says. It refuses with `ReadError` (which file, why, the way out) what is missing, empty, unreadable or no UTF-8 text.
"""

from .files import DATE_FORMS, INDEX, decoded, find_files, is_date, read_index, read_report
from .heading import read_heading
from .pages import read_page, split_page

__all__ = [
    "DATE_FORMS",
    "INDEX",
    "decoded",
    "find_files",
    "is_date",
    "read_heading",
    "read_index",
    "read_page",
    "read_report",
    "split_page",
]
