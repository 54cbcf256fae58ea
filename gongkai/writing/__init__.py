"""Report → bytes: the official document as web page, Word, PDF and workbook."""
