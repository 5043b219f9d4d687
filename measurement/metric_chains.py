"""Each daily metric as a chain that `measurement.decomposition` can take apart."""

from __future__ import annotations

from measurement.daily_metrics import DailyMetric
from measurement.decomposition import CONVERSION, METRICS, PRICE, Chain, Quotient

_SEEN = Chain(("impressions",), ())
_CLICKED = Chain(("impressions", "clicks"), (CONVERSION,))
_CLICKS = Chain(("clicks",), ())
_SPENT = Chain(("spend_amount",), ())
_BROUGHT = Quotient(Chain(("spend_amount", "revenue_amount"), (CONVERSION,)), _SPENT)
_OWN: dict[str, Chain | Quotient] = {
    "sessions": Chain(("visitors", "sessions"), (CONVERSION,)),
    "verifications": Chain(("visitors", "verifications"), (CONVERSION,)),
    "impressions": _SEEN,
    "clicks": _CLICKED,
    "ctr": Quotient(_CLICKED, _SEEN),
    "cpc": Quotient(Chain(("clicks", "spend_amount"), (PRICE,)), _CLICKS),
    "cpm": Quotient(Chain(("impressions", "spend_amount"), (PRICE,)), _SEEN),
    "cac": METRICS["blended_cac"],
    "paid_cac": METRICS["blended_cac"],
    "roi": _BROUGHT,
    "roas": _BROUGHT,
    "annualised_ratio": Quotient(
        Chain(("visitors", "spend_amount"), (PRICE,)),
        Chain(("visitors", "annualised_amount"), (CONVERSION,)),
    ),
}


def chain_of(metric: DailyMetric, *, is_of_city: bool = False) -> Chain | Quotient:
    """How a metric comes about; of cities only the number itself is known."""
    if is_of_city or metric.form == "stock":
        return Chain((metric.noisy,), ())
    if metric.code in METRICS:
        return METRICS[metric.code]
    if metric.code in _OWN:
        return _OWN[metric.code]
    if metric.table == "funnel":
        below = Chain((metric.given,), ())
        return Quotient(Chain((metric.given, metric.noisy), (CONVERSION,)), below)
    if metric.is_count:
        return Chain(("visitors", metric.noisy), (CONVERSION,))
    return Chain(("visitors", "first_investments", metric.noisy), (CONVERSION, PRICE))


def columns_of(chain: Chain | Quotient) -> tuple[str, ...]:
    """Every column of a chain, each once."""
    if isinstance(chain, Chain):
        return chain.columns
    return tuple(dict.fromkeys((*chain.above.columns, *chain.below.columns)))
