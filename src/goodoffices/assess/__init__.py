"""What such offers came to, what may come next, and how far to trust that: pure functions over dated deeds.

`deeds` makes deeds of records, `indices` the daily curves of a dyad, `questions` asks and resolves by rule, `forecasts` gives base rate, recurrence and
model side by side, `partners` ranks whom somebody deals with next, `venues` who may host, `calibration` scores what has come due.
"""
