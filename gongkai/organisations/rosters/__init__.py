"""名册: bodies, people and posts out of an Excel workbook, every row accounted for, all or nothing."""
