"""The tracking audit page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Which money buys traffic that we cannot count?", "哪些花费买来了无法统计的流量？"
    ),
    "answer": Text(
        "**{stake}** is at stake in **{count}** findings. {largest}",
        "共 **{count}** 个问题，涉及 **{stake}**。{largest}",
    ),
    "answer_none": Text(
        "Every paid channel with spend has traffic, every tracking value is known and no code has "
        "two channels.",
        "付费渠道的花费与流量一致，跟踪参数均可识别，且没有共用的渠道码。",
    ),
    "largest": Text(
        "The largest: {kind}, {subject}, {stake}.", "最大的一项：{kind}，{subject}，{stake}。"
    ),
    "findings": Text("Findings, dearest first", "问题清单（按金额排序）"),
    "findings_help": Text(
        "Money at stake: of spend without traffic the spend itself; of visits that nobody reports "
        "a cost for, or that no rule knows, what so many visits of the channel (of all paid "
        "channels where it is unknown) cost in this window; of a code with two channels the cost "
        "of the activities that claim it. Empty where none of this is known.",
        "涉及金额：有花费无流量为花费本身；无花费的到访与无法识别的到访，按该渠道（未知时为全部付费"
        "渠道）本窗口的单次到访成本估算；共用渠道码为相关活动的费用。无法得知时为空。",
    ),
    "by_kind": Text("Money at stake by finding", "各类问题涉及金额"),
    "by_kind_help": Text("The findings above, added up by what is wrong.", "上述问题按类型合计。"),
    "unmatched": Text("Sessions that no channel rule knows", "无规则匹配的会话"),
    "unmatched_help": Text(
        "Share of all sessions per week whose link carries a value that no rule knows.",
        "每周会话中，链接参数无法被任何规则识别的比例。",
    ),
    "kind": Text("Finding", "问题"),
    "count": Text("Findings", "问题数"),
    "kind_spend_without_traffic": Text("spend without traffic", "有花费无流量"),
    "kind_broken_link": Text("campaign without a working link", "计划链接失效"),
    "kind_traffic_without_spend": Text("traffic without spend", "有流量无花费"),
    "kind_unmatched_value": Text("unknown tracking value", "无法识别的参数"),
    "kind_code_conflict": Text("code of two channels", "渠道码共用"),
    "subject": Text("About", "对象"),
    "stake": Text("At stake", "涉及金额"),
    "visits": Text("Visits", "到访"),
    "to_do": Text("What to do", "处理建议"),
    "do_spend_without_traffic": Text(
        "Its links carry no value that a rule knows: issue them with headwater links.",
        "该渠道的链接没有可识别的参数：请用 headwater links 生成。",
    ),
    "do_broken_link": Text(
        "Other campaigns of the channel arrive: compare the links.",
        "同渠道其他计划有到访，请对照检查该计划的链接。",
    ),
    "do_traffic_without_spend": Text(
        "Ask for the missing report, or deliver the contract.",
        "请补交缺失的报表或合同：这些日期没有花费。",
    ),
    "do_unmatched_value": Text(
        "Correct the link, or add the value to the rules of a [[channel]].",
        "请更正链接，或将该值加入 [[channel]] 的规则。",
    ),
    "do_unmatched_value_meant": Text(
        "Probably meant {name}: correct the link, or add the value to its rules.",
        "可能应为 {name}：请更正链接，或将该值加入其规则。",
    ),
    "do_code_conflict": Text(
        "Give one of them a code of its own: {names}.", "请为其中一个更换渠道码：{names}。"
    ),
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
}
