"""提醒: who is told what and when, from the person in charge to the stand-in to the leader."""
