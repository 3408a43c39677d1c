"""Judging an item on a day: goals, pace, forecast, the verdict with its reasons, lights by month, totals. Pure."""
