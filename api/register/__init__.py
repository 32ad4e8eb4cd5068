"""The register on top of the contracts: agency x vendor x position, and what was never reported.

``names``          the same body under several spellings: recognised, suggested, merged, and unmerged
``entries``        from an approved contract to its rows, and away again when the approval falls
``overview``       rows and totals of the register on a day
``gaps``           which contract was reported, late, differently, or never
``tables``         the same lists as CSV and XLSX
"""
