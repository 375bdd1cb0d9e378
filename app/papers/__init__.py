"""Papers: what is printed, sealed, numbered, scanned back and bound.

    facts -> draft (kept by nobody)
    facts -> seal -> Paper (bytes, SHA-256, facts, form, law date) -> Scan (what came back signed)
                       |
                     Entry (its number) in a Series (register of a symbol and a year)
    stack from the scanner -> Intake -> IntakeSheet (one page, its code read or typed) -> Scan

Words: to *seal* is to freeze the bytes; a *short code* stands with the page number on each page, so that a scan
finds its paper; a *symbol* is the ký hiệu without its number ("QĐ-UBND", "BB-HĐTĐKT").

Decisions. A sealed paper is never rendered again: bytes are the record, facts explain them. A correction is a new
paper that replaces the old one. The number lives in the register, so văn thư may also write it by hand after
signature. The short code is made from the facts, not drawn by lot: the demo then prints the same bytes each run.
Tried and left: a number as a column of the paper alone, which cannot explain a gap.
"""
