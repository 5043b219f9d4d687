"""What a promotion in some cities brought, against what the other cities say it would have been."""

from measurement.geo.lift import lift
from measurement.geo.planning import choose, power

__all__ = ["choose", "lift", "power"]
