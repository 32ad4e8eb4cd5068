"""What can be done, apart from how it was asked for (form, API, folder, command line).

Rules of every service: it takes the caller's ``Session`` and never commits (the request or the job commits once); it
raises ``LindungError`` subclasses; it returns mapped rows or frozen values, never dictionaries; every change of it
writes an ``Event`` in the same transaction. ``org`` is the caller's office: nothing of another office is ever found.

==========  ==========================================================================================
module      functions
==========  ==========================================================================================
intake      ``submit(context, session, *, stream, filename, door, org, user)`` -> ``Submission``
documents   ``get``, ``listing``, ``counts``, ``progress``, ``pages``, ``image_path``, ``reread``, ``erase``
reports     ``current(session, document)`` -> ``StoredReport`` (the report and its findings with their decisions)
reviews     ``decide(session, *, org, finding_id, action, reason, user, seen)``, ``history``
rejudging   ``judge_again``, ``compared``: the stored facts by the law of now, and what that changed
lineage     ``parents``, ``addenda``, ``remember``: which contract an addendum belongs to, suggested
law         ``in_force``, ``usable``, ``add_wage``, ``history``, ``decree_path``: the law data and its changes
auth        ``sign_in``, ``sign_out``, ``session_of``, ``change_password``, ``first_admin``, ``create_user``, ``invite``
tokens      ``create``, ``listing``, ``revoke``, ``bearer_of``: keys of programs, and whom any bearer token acts for
clients     ``create``, ``grant``, ``renew_secret``, ``revoke``: other systems with a name of their own (OAuth2)
handovers   ``hand_in``, ``repeated``, ``progress``, ``items``: the files of one API request as a job
exports     ``stored``, ``words``, ``workbook``, ``archive_package``: what leaves the house, numbers covered
retention   ``keep``, ``lock``: until when a document is not erased
webhooks    ``create``, ``rotate``, ``deliveries``, ``redeliver``: who is told when a document is done
==========  ==========================================================================================
"""
