"""操作记录: who did what to what, when and why; append-only, one chain a body, tamper-evident up to the last anchor."""
