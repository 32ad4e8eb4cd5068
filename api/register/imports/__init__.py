"""Lists from elsewhere into the register: agencies, vendors, names of positions, procurement packages.

A file is read and compared with the register, shown to the person, and only then brought in, as a whole or not at all.

``reading``        a CSV or XLSX file -> lines of cells, within limits
``cells``          what a cell says: text, tax number, amount, day
``columns``        which headings are accepted for which field, and where the heading stands
``rows``           a line -> fields, or what is wrong with it and in which column
``known``          the organisations of the office in memory, to recognise many names with two queries
``organisations``  ``positions``  ``procurement``   what a list would change, changing it, and taking it back
``service``        upload, preview, confirm, cancel, undo
"""
