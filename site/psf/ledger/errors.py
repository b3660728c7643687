class LedgerError(Exception):
    """The ledger is not what was written: the message, in French, says where and what to do."""
