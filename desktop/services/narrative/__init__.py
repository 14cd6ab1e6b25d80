"""The report in words: sentences filled from the figures of a form, and what the officer writes by hand."""

from desktop.services.narrative.hand import Hand, before, keep, kept, problems
from desktop.services.narrative.outlines import of_program as described
from desktop.services.narrative.paper import BODY, FORM, content, document, pages, part, part_content, pdf
from desktop.services.narrative.report import Part, Report, build, told

__all__ = [
    "BODY",
    "FORM",
    "Hand",
    "Part",
    "Report",
    "before",
    "build",
    "content",
    "described",
    "document",
    "keep",
    "kept",
    "pages",
    "part",
    "part_content",
    "pdf",
    "problems",
    "told",
]
