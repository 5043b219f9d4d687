"""What a comparison of matched people says."""

from measurement.words import Phrases

PHRASES: Phrases = {
    "few_before": (
        "Only {days} days lie before the start; at least {least} are needed to match people and to "
        "see whether they moved alike.",
        "开始前只有 {days} 天，至少需要 {least} 天才能匹配并检验走势是否相同。",
    ),
    "not_reached": (
        "The data end on {last}, before the promotion starts on {start}: deliver its days.",
        "数据止于 {last}，早于活动开始日 {start}：请补齐活动期的数据。",
    ),
    "one_day": (
        "The promotion has a single day and no control: one day is as likely chance as effect. Run "
        "it for a week, or hold a random tenth of the people out next time.",
        "活动只有一天且没有对照：单独一天无法区分偶然与效果。下次请持续一周，或随机留出一成的人。",
    ),
    "few_people": (
        "No lots were drawn, and too few people were alike before: {treated} with and {controls} "
        "without the promotion could be matched; at least {least} of each are needed. Hold a "
        "random "
        "tenth of the people out next time.",
        "没有随机分组，此前行为相似的人也太少：可匹配的参加者 {treated} 人、未参加者 {controls} "
        "人，"
        "各至少需要 {least} 人。下次请随机留出一成的人。",
    ),
    "unmatched_blocks": (
        "No lots were drawn, and {share:.0%} of the people with the promotion have nobody like "
        "them "
        "without it. Hold a random tenth of the people out next time.",
        "没有随机分组，{share:.0%} 的参加者找不到相似的未参加者。下次请随机留出一成的人。",
    ),
    "unmatched": (
        "{share:.0%} of the people with the promotion have nobody like them and are left out.",
        "{share:.0%} 的参加者找不到相似的人，已排除。",
    ),
    "not_parallel": (
        "The two groups moved apart before the start already (by {effect:.3g} a day, p = {p:.2g}), "
        "so their difference is no effect of the promotion. Hold a random tenth of the people out "
        "next time.",
        "两组在开始前就已分化（每天 {effect:.3g}，p = {p:.2g}），差异不是活动的效果。"
        "下次请随机留出一成的人。",
    ),
    "hardly_parallel": (
        "The two groups moved apart a little before the start (by {effect:.3g} a day, "
        "p = {p:.2g}).",
        "两组在开始前略有分化（每天 {effect:.3g}，p = {p:.2g}）。",
    ),
}
