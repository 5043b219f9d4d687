"""The data contract: every dataset of the lake, its columns and what each may hold.

All delivered columns are text in the lake (typed once, in dbt staging). Columns marked `pii`
never reach it: a keyed hash takes their place under `<name>_hash`.
"""

from __future__ import annotations

from ingest.contracts.activities import ACTIVITIES, ACTIVITY_CODES, ACTIVITY_COSTS, ACTIVITY_COUNTS
from ingest.contracts.columns import Dataset
from ingest.contracts.events import EVENTS, IDENTITY_LINKS
from ingest.contracts.partners import PARTNER_CONTRACTS, PARTNER_ORDERS, PARTNER_STATEMENTS
from ingest.contracts.plans import ANNOTATIONS, TARGETS
from ingest.contracts.platform import (
    CARD_BINDS,
    INVESTMENTS,
    KYC,
    PRODUCTS,
    RECHARGES,
    REPAYMENTS,
    USERS,
    WITHDRAWALS,
)
from ingest.contracts.promotions import (
    CASH_PACKETS,
    COUPON_GRANTS,
    COUPON_REDEMPTIONS,
    INVITE_REWARDS,
    PROMOTION_PLANS,
    PROMOTIONS,
)
from ingest.contracts.spend import AD_CLICKS, AD_SPEND, INVOICES, SPEND_CONTRACTS

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        AD_SPEND,
        AD_CLICKS,
        SPEND_CONTRACTS,
        PARTNER_ORDERS,
        PARTNER_CONTRACTS,
        PARTNER_STATEMENTS,
        INVOICES,
        ACTIVITIES,
        ACTIVITY_COSTS,
        ACTIVITY_COUNTS,
        ACTIVITY_CODES,
        EVENTS,
        IDENTITY_LINKS,
        USERS,
        KYC,
        CARD_BINDS,
        RECHARGES,
        PRODUCTS,
        INVESTMENTS,
        REPAYMENTS,
        WITHDRAWALS,
        PROMOTIONS,
        COUPON_GRANTS,
        COUPON_REDEMPTIONS,
        CASH_PACKETS,
        INVITE_REWARDS,
        TARGETS,
        ANNOTATIONS,
        PROMOTION_PLANS,
    )
}
