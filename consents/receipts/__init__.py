"""A consent as a record others can read: ISO/IEC TS 27560 in its structure, W3C DPV in its terms (4.8).

receipt_of(record, at) -> Receipt
receipts_of(subject, at) -> list[Receipt]
"""

from consents.receipts.form import Receipt
from consents.receipts.writing import as_json, receipt_of, receipts_of, schema_text

__all__ = ["Receipt", "as_json", "receipt_of", "receipts_of", "schema_text"]
