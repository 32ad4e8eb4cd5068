"""The one door: a need for outsourced workers is planned, discussed and approved before there is a contract for it.

The one door is what the office asks for (kebijakan kantor). No statute demands it, and nothing here is called a breach.

``desks``       where a case may lie, and which step leads where
``form``        what a person types about a need, and what it means
``cases``       filing, changing and moving a case; lists and counts
``attachments`` documents beside a step: recognised, kept by content, handed out as downloads only
``links``       the contract that a plan led to: suggested, confirmed by a person, compared
``lists``       plans without a contract, contracts without a plan, tables to take away
"""
