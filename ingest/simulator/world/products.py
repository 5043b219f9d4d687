"""What can be bought: terms, interest and fee of each product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Product:
    """One product; the fee rate is the company's yearly revenue on the invested amount.

    `term_months` is its term where the product speaks of months, 0 where it speaks of days.
    """

    product_id: str
    name: str
    term_days: int
    annual_rate: float
    fee_rate: float
    share: float
    term_months: int = 0

    @property
    def term(self) -> tuple[int, int]:
        """The term and the length of a year in the product's own unit, months or days."""
        return (self.term_months, 12) if self.term_months else (self.term_days, 365)


PRODUCTS = (
    Product("P007", "清水周周盈", 7, 0.042, 0.005, 0.12),
    Product("P030", "清水月月盈", 30, 0.055, 0.012, 0.25),
    Product("P060", "清水双月盈", 60, 0.062, 0.016, 0.13),
    Product("P090", "清水季季盈", 90, 0.07, 0.02, 0.25),
    Product("P180", "清水半年盈", 180, 0.082, 0.026, 0.16, 6),
    Product("P360", "清水年年盈", 360, 0.095, 0.03, 0.09, 12),
)
MINIMUM_YUAN = 100
TERM_DAYS = np.array([product.term_days for product in PRODUCTS])
SHARES = np.array([product.share for product in PRODUCTS])
RATES_BP = np.array([round(product.annual_rate * 10_000) for product in PRODUCTS])


def interest_fen(amount_yuan: np.ndarray, product: np.ndarray) -> np.ndarray:
    """Interest in fen over the whole term, rounded down."""
    days = TERM_DAYS[product]
    return amount_yuan * 100 * RATES_BP[product] * days // (10_000 * 365)
