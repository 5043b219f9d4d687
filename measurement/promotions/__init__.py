"""Every promotion of a company judged from the sums that the warehouse has made."""

from measurement.promotions.effects import at_standard_values, between, daily_effects
from measurement.promotions.evidence import Evidence
from measurement.promotions.judgement import judge_promotion
from measurement.promotions.parts import Places, Promotion
from measurement.promotions.standard import values

__all__ = [
    "Evidence",
    "Places",
    "Promotion",
    "at_standard_values",
    "between",
    "daily_effects",
    "judge_promotion",
    "values",
]
