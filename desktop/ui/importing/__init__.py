"""The assistant that brings a workbook into a register: file, columns, preview, done, on one page."""
