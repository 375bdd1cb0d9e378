"""Lists in, as officials make them: files and pastes read into clean cells, whatever wrote them.

`files` looks at the bytes and refuses what is no list; `encodings` and `legacy` turn bytes and old fonts into
Vietnamese text; `messages` cuts lines of Zalo and Word into cells; `shape` finds the headings, the rows in between and
the totals. What the cells mean is for the slice that asked: `kinds` says what it has to tell of a list, `lines` what
becomes of each line. Nothing here knows a table of the database.
"""

from app.reading.files import read_file, read_text
from app.reading.grid import Row, Sheet, SheetFault
from app.reading.shape import Columns, Layout, lay_out

__all__ = ["Columns", "Layout", "Row", "Sheet", "SheetFault", "lay_out", "read_file", "read_text"]
