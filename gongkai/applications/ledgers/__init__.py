"""台账: applications that were kept in Excel, taken over row by row, every one accounted for."""
