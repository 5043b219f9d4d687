"""Who earned a conversion: rule and data-driven models over touches or counted paths."""

from measurement.attribution.credits import Credits, Sorts
from measurement.attribution.dated import DatedTimeline
from measurement.attribution.learning import Learned, learn
from measurement.attribution.models import MODELS, AttributionError
from measurement.attribution.paths import from_paths
from measurement.attribution.timeline import Moments, Timeline
from measurement.attribution.touches import DAY, from_timeline, from_touches
from measurement.attribution.uncertainty import decisions

__all__ = [
    "DAY",
    "MODELS",
    "AttributionError",
    "Credits",
    "DatedTimeline",
    "Learned",
    "Moments",
    "Sorts",
    "Timeline",
    "decisions",
    "from_paths",
    "from_timeline",
    "from_touches",
    "learn",
]
