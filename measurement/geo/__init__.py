"""What a promotion in some cities brought, against what the other cities say it would have been."""

from measurement.geo.lift import lift, measured
from measurement.geo.panel import arranged
from measurement.geo.planning import choose, power

__all__ = ["arranged", "choose", "lift", "measured", "power"]
