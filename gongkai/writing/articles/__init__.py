"""Published texts set in type: the sheet for a notice board, and an issue of a gazette as PDF and Word."""
