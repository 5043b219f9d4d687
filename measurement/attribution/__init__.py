"""Who earned a conversion: rule and data-driven models over touches or counted paths."""

from measurement.attribution.credits import Credits
from measurement.attribution.learning import Learned, learn
from measurement.attribution.models import MODELS, AttributionError
from measurement.attribution.paths import from_paths
from measurement.attribution.touches import from_touches
from measurement.attribution.uncertainty import decisions

__all__ = [
    "MODELS",
    "AttributionError",
    "Credits",
    "Learned",
    "decisions",
    "from_paths",
    "from_touches",
    "learn",
]
