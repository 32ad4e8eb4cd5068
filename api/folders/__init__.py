"""The folder door: whole folders and a watched inbox, through the same way in as an upload.

``walk``      what lies in a folder, without following anything out of it
``metadata``  what a sidecar file or the folder names say of a file
``feeder``    hands the files of a batch in, a few at a time, and says what keeps it from going on
``watch``     looks into an inbox again and again
``results``   the list of what became of each file (CSV, XLSX)
"""
