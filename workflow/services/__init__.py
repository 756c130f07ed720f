"""One file per stage of a document's life; the only place where the rooms meet.

Every use case has four beats: load, decide, act, record.
"""
