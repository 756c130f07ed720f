"""Whole documents of 1 to 40 pages, put together the way offices do it in Word."""
