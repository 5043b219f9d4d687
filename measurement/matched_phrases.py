"""What a comparison of matched people says."""

from measurement.words import Phrases

PHRASES: Phrases = {
    "few_before": (
        "Only {days} days lie before the start; at least {least} are needed to match people and to "
        "see whether they moved alike.",
        "开始前只有 {days} 天，至少需要 {least} 天才能匹配并检验走势是否相同。",
    ),
    "one_day": ("The promotion has a single day.", "活动只有一天。"),
    "few_people": (
        "{treated} people with and {controls} without the promotion could be matched; at least "
        "{least} of each are needed.",
        "可匹配的参加者 {treated} 人、未参加者 {controls} 人，各至少需要 {least} 人。",
    ),
    "unmatched_blocks": (
        "{share:.0%} of the people with the promotion have nobody like them without it.",
        "{share:.0%} 的参加者找不到相似的未参加者。",
    ),
    "unmatched": (
        "{share:.0%} of the people with the promotion have nobody like them and are left out.",
        "{share:.0%} 的参加者找不到相似的人，已排除。",
    ),
    "not_parallel": (
        "The two groups moved apart before the start already (by {effect:.3g} a day, p = {p:.2g}), "
        "so their difference is no effect of the promotion.",
        "两组在开始前就已分化（每天 {effect:.3g}，p = {p:.2g}），差异不是活动的效果。",
    ),
    "hardly_parallel": (
        "The two groups moved apart a little before the start (by {effect:.3g} a day, "
        "p = {p:.2g}).",
        "两组在开始前略有分化（每天 {effect:.3g}，p = {p:.2g}）。",
    ),
}
