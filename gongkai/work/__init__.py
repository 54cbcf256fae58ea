"""后台任务: what is done later or every day, with bounded retries, and nothing stuck over its limit."""
