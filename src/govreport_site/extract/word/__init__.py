"""Word files (.docx): paragraphs with their automatic numbers, tables with their merged cells."""
