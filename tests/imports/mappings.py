"""The mapping that most tests here use: a customer with a contact a line."""

CUSTOMERS = """
name: customers
title: Kunder
controller: winlas
source: {kind: staff, name: Kundregister}
row:
  organisation: {number: nr, name: company}
  person: {name: name, email: mail}
  contact: {title: title}
"""

INVOICES = """
name: invoices
title: Fakturor
controller: winlas
source: {kind: staff, name: Ekonomisystem}
row:
  organisation: {number: nr, name: company}
  invoice:
    number: invoice
    amount: amount
    claim_origin_on: issued
    events:
      - {when: {filled: paid}, kind: {text: payment}, happened_on: paid, amount: amount}
"""

CONTRACTS = """
name: contracts
title: Avtal
controller: winlas
source: {kind: staff, name: Avtalsregister}
row:
  organisation: {number: nr}
  contract: {number: contract, start_on: start, end_on: end}
"""

HEADER = "nr,company,name,mail,title\n"
INVOICE_HEADER = "nr,company,invoice,amount,issued,paid\n"


def customer(number: int, **said: str) -> str:
    """Give one line of customers.csv."""
    cells = {
        "nr": f"K{number}",
        "company": f"Bolag {number}",
        "name": f"Person {number}",
        "mail": f"person{number}@example.se",
        "title": "vd",
    }
    return ",".join((cells | said).values()) + "\n"


def customers(many: int) -> str:
    """Give a whole file of customers."""
    return HEADER + "".join(map(customer, range(1, many + 1)))
