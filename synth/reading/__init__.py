"""Full texts of works: PDF, HTML and plain text, read into pages, sections and tables."""
