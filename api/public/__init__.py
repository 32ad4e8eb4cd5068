"""The page that everybody may see: aggregates without personal data, published by an explicit act of the office.

``words``      which names may be shown at all
``cells``      groups that are too small to say something about
``snapshot``   the figures of a publication, made from the register
``publish``    published, shown, withdrawn
``data``       the same figures as open data: CSV, JSON, and the dictionary of their fields
``settings``   what the office decided about its page
"""
