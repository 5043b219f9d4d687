"""Every promotion of a company judged from the sums that the warehouse has made."""

from measurement.promotions.effects import daily_effects
from measurement.promotions.evidence import Evidence
from measurement.promotions.judgement import judge_promotion
from measurement.promotions.parts import Places, Promotion

__all__ = ["Evidence", "Places", "Promotion", "daily_effects", "judge_promotion"]
