"""The clock a second time: written from the text of the law, day by day, without having seen gongkai.law.deadlines."""
