"""The data health page: restated days, and the way to the tracking audit."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "restatements": Text("How much days still move, by source", "各来源的数据还会变动多少"),
    "restatements_help": Text(
        "Share of a day's spend that still changed after 1, 3, 7 and 30 days, over days of the "
        "window that are at least 30 days old. The suggested re-pull window is the smallest age "
        "after which 99 % of spend no longer moves. Days first delivered later than an age do not "
        "count for it.",
        "窗口内已满 30 天的日期，其花费在 1、3、7、30 天之后仍有变动的比例。建议重拉窗口为 99% "
        "花费不再变动的最小天数。首次交付晚于该天数的日期不计入。",
    ),
    "restatements_none": Text(
        "No day of this window is 30 days old and was reported in time, so nothing can be said.",
        "此时间范围内没有满 30 天且及时交付的日期，暂无法判断。",
    ),
    "restated_days": Text("Days", "天数"),
    "moved_1": Text("Moved after 1 day", "1 天后变动"),
    "moved_3": Text("Moved after 3 days", "3 天后变动"),
    "moved_7": Text("Moved after 7 days", "7 天后变动"),
    "moved_30": Text("Moved after 30 days", "30 天后变动"),
    "to_tracking": Text(
        "Tracking audit: {count} findings, {stake} at stake",
        "追踪审计：{count} 个问题，涉及 {stake}",
    ),
    "window_days": Text("Suggested re-pull window, days", "建议重拉窗口（天）"),
}
