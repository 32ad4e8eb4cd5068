"""A made-up regency to try Lindung with: every agency, firm, person and number in it is invented.

``world``     who there is, and which contracts they made, from a seed
``wording``   a contract as printed lines, and where each fact stands
``paper``     those lines as PDF, words with places, and pictures of the pages
``facts``     the report of a contract: its facts, judged by the real checks
``build``     all of it through the services that people use, into an empty data folder
``affairs``   what an office does with contracts: reports received, plans, letters, recapitulation, the public page
"""
