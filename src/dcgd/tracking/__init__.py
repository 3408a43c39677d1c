"""What the office knows on a date: pace, verdicts with reasons, forecasts, lights month by month, totals.

Pure functions of (item, reports, date, rules). Nothing here reads a file, a clock or a terminal.
"""
