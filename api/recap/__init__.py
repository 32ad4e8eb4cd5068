"""The official recapitulation: who worked where in a period, on what terms, insured or not, reported or not.

``period``    a month, a quarter, a year or two days, and the day whose state is counted
``sums``      what a recapitulation consists of
``counts``    the same while it is being counted
``figures``   the figures: sums, by agency, position and status, and line by line
``rules``     what is counted how, in sentences that stand under every recapitulation
``tables``    the same figures as rows for CSV and XLSX
``paper``     and as PDF
``frozen``    a recapitulation that was fixed: kept with its figures, and what has changed since
"""
