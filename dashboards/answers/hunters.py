"""Who came for the subsidy only, and whom do members bring?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.queries.hunters import Question
from dashboards.scope import Scope


def answer(scope: Scope, asked: Question, totals: pd.Series, referral: pd.Series) -> str:
    """Bonus hunters at the cut-off, their subsidy, CAC with and without them; who was invited."""
    words, show = scope.words, scope.formats.show
    if not totals["investors"]:
        return words("hunters.nothing")
    told = words(
        "hunters.answer",
        cut_off=asked.cut_off,
        hunters=show(totals["hunters"], "count"),
        investors=show(totals["investors"], "count"),
        share=show(totals["hunters"] / totals["investors"], "ratio"),
        subsidy=show(totals["hunter_subsidy_amount"], "money"),
        subsidy_share=show(_share(totals, "hunter_subsidy_amount", "subsidy_amount"), "ratio"),
        cac=show(_cac(totals, totals["investors"]), "unit_money"),
        real_cac=show(_cac(totals, totals["investors"] - totals["hunters"]), "unit_money"),
    )
    if not referral["inviters"]:
        return told + words("hunters.no_invites")
    return told + words(
        "hunters.invites",
        inviters=show(referral["inviters"], "count"),
        accounts=show(referral["accounts"], "count"),
        invited=show(referral["investors"], "count"),
    )


def cards(
    scope: Scope, totals: pd.Series, rewards: pd.Series, cohorts: pd.DataFrame
) -> list[PlainCard]:
    """Hunters, subsidy to them, CAC without them, k-factor, rewards to hunters."""
    words, show = scope.words, scope.formats.show
    with_all = show(_cac(totals, totals["investors"]), "unit_money")
    return [
        PlainCard(
            "hunters.hunters",
            show(totals["hunters"], "count"),
            words("hunters.young_note", young=show(totals["young"], "count")),
        ),
        PlainCard("hunters.hunter_subsidy_amount", show(totals["hunter_subsidy_amount"], "money")),
        PlainCard(
            "hunters.real_cac",
            show(_cac(totals, totals["investors"] - totals["hunters"]), "unit_money"),
            words("hunters.cac_note", cac=with_all),
        ),
        PlainCard("hunters.k", *_k(scope, cohorts)),
        PlainCard(
            "hunters.hunter_reward_share",
            show(_share(rewards, "hunter_reward_amount", "reward_amount"), "ratio"),
            words("hunters.reward_note", paid=show(rewards["reward_amount"], "money")),
        ),
    ]


def _k(scope: Scope, cohorts: pd.DataFrame) -> tuple[str, str]:
    """Accounts brought within 30 days per account, over all months old enough, and how many."""
    mature = cohorts[cohorts["is_mature_30"].astype(bool)]
    accounts = mature["accounts"].sum()
    if not accounts:
        return scope.formats.show(None, "count"), ""
    brought = (mature["k_30"] * mature["accounts"]).sum()
    return f"{brought / accounts:.3f}", scope.words("hunters.k_note", months=len(mature))


def _share(row: pd.Series, part: str, whole: str) -> float | None:
    return float(row[part] / row[whole]) if row[whole] else None


def _cac(totals: pd.Series, investors: float) -> float | None:
    spend = totals["spend_amount"]
    return float(spend / investors) if investors and pd.notna(spend) else None
