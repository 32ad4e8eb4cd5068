"""What the office should notice in time, in the application and once a day by mail.

``notices``   what is true today: contracts that end, reports overdue, critical findings, new minimum wages, answers due
``sweep``     from that to alerts, each subject and stage once, and away again when its cause is gone
``desk``      the alerts of a person: which there are, which were seen, which are wanted by mail
``digest``    one letter a day for everyone who wants it, without personal data
``outbox``    hands the letters to the mail server, and tries again
``loop``      all of it beside the worker
"""
