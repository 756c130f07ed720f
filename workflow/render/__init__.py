"""From a draft to pages: Word template → DOCX → HTML → PDF/A, with declared fields.

fill (docxtpl) → read_docx (tree) → write_html → write_pdf (WeasyPrint) → declare_fields
"""
