"""The data health page: restated days and the tracking audit."""

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
    "moved_share": Text("Spend that still moves", "仍会变动的花费"),
    "age_days": Text("Days after the day", "距数据日天数"),
    "misfits": Text("Spend and traffic that do not fit", "花费与流量不符"),
    "misfits_help": Text(
        "Spend without traffic: a paid channel or campaign cost money in the window and nobody "
        "came through it; look for a missing or misspelt link. Campaigns are looked at where the "
        "links of their channel name campaigns. Traffic without spend: people came through a "
        "channel paid by click, view or time on days for which it reports no spend.",
        "有花费无流量：付费渠道或计划在窗口内有花费却无人到访，请检查链接是否缺失或写错；仅当该渠道"
        "的链接带有计划名时才检查计划。有流量无花费：按点击、展示或时段付费的渠道，在没有花费的日期"
        "仍有到访。",
    ),
    "misfits_none": Text(
        "Every paid channel with spend has traffic, and the reverse.", "付费渠道的花费与流量一致。"
    ),
    "misfit": Text("Finding", "问题"),
    "spend_without_traffic": Text("spend without traffic", "有花费无流量"),
    "traffic_without_spend": Text("traffic without spend", "有流量无花费"),
    "campaign": Text("Campaign", "计划"),
    "touchpoints": Text("Visits, scans and codes", "到访、扫码与填码"),
    "misfit_days": Text("Days", "天数"),
    "unmatched_values": Text("Tracking values that no rule knows", "无规则匹配的跟踪参数"),
    "unmatched_values_help": Text(
        "Sessions by the utm values and codes of links that no channel rule knows, most frequent "
        "first, with the known name they most likely meant. When two names are equally near there "
        "is no suggestion. Correct the link, or add the value to the rules of a channel.",
        "按无规则匹配的 utm 参数与渠道码统计会话，并给出最接近的已知名称；若两个名称同样接近则不作"
        "建议。请更正链接，或将该值加入渠道规则。",
    ),
    "unmatched_values_none": Text(
        "Every tracking value of this window is known.", "此时间范围内的跟踪参数均可识别。"
    ),
    "utm_source": Text("utm_source", "来源 utm_source"),
    "utm_medium": Text("utm_medium", "媒介 utm_medium"),
    "code": Text("Code", "渠道码"),
    "suggestion": Text("Probably meant", "可能应为"),
    "code_conflicts": Text("Codes claimed by two channels", "两个渠道共用的渠道码"),
    "code_conflicts_help": Text(
        "The same code given to activities or contracts of two channels at the same time, or to a "
        "channel other than its prefix stands for. All data to date.",
        "同一渠道码同时属于两个渠道的活动或合同，或与其前缀所代表的渠道不同。口径为全部历史。",
    ),
    "code_conflicts_none": Text("No code has two channels.", "没有共用的渠道码。"),
    "other_channel": Text("Other channel", "另一渠道"),
    "claimed_by": Text("Claimed by", "登记于"),
    "other_claimed_by": Text("Also claimed by", "另登记于"),
    "window_days": Text("Suggested re-pull window, days", "建议重拉窗口（天）"),
}
