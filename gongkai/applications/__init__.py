"""Applications for information (依申请公开): what happened to each, replayed by the law into where it stands."""
