"""The only door to python-docx: a paper's HTML becomes the Word file that officials go on working with.

files        HTML -> .docx: sections, headers, properties, the package
flow         the elements of a paper one after the other, and what stands between them
tables       head, addressees, lists, signatures    paragraphs   everything that is a line or some lines of text
styles       the paragraph styles of NĐ 30/2020     nodes        WordprocessingML, one element after the other

The Word file is made from the very HTML that the PDF is made from, so the two never say different things and a new
paper has its Word file at once. The vocabulary of our templates is closed: an element or a class that is not known
here raises `UnknownMarkup` and is never left out. The sealed PDF stays the record; codes and seals are not in Word.
"""

from app.word.files import DOCX, docx
from app.word.paragraphs import UnknownMarkup

__all__ = ["DOCX", "UnknownMarkup", "docx"]
