"""Reading as background jobs that survive a crash: DBOS behind a thin port.

``queue``   the port: put a document in the queue (in the caller's transaction), cancel, ask, count
``worker``  the process that does the work: DBOS, the reading pool, start and stop
``slots``   who works under which name, and whether a holder is still there
``supervisor`` takes over the work of machines that never came back
``housekeeping`` what is cleared away once a day
``steps``   what one job does, as plain functions over the database; every write can be repeated
``rows``    the rows those steps work on
``reader``  what the steps need from the extractor
"""
