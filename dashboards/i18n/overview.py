"""The overview page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Are we growing, and what does growth cost?", "我们在增长吗？增长的代价是多少？"
    ),
    "answer": Text(
        "**{investors}** people invested for the first time{investors_change}. Each cost "
        "**{cac}** all in{cac_change}; all investors together put in **{amount}**.",
        "**{investors}** 人完成首投{investors_change}。综合首投成本 **{cac}**{cac_change}；"
        "全部投资金额 **{amount}**。",
    ),
    "change": Text(", {change}", "（{change}）"),
    "trend": Text("Growth over time", "增长走势"),
    "trend_help": Text(
        "Bars are the chosen periods; periods that are not complete are lighter. Shaded spans are "
        "public holidays, dashed lines the company's own notes.",
        "柱形为所选周期，未完整的周期颜色较浅。阴影为法定节假日，虚线为公司标注。",
    ),
    "mix": Text("Where first investors come from", "首投人来自哪里"),
    "mix_help": Text(
        "First investors of the window by acquisition channel: the channel of a person's first "
        "touchpoint.",
        "窗口内的首投人，按获客渠道（首个触点的渠道）划分。",
    ),
    "cost": Text("Spend and blended CAC", "花费与综合首投成本"),
    "cost_help": Text(
        "Bars: spend. Line: all spend / all first investors of the same period.",
        "柱形：花费。折线：同期全部花费 / 全部首投人数。",
    ),
    "why": Text("What changed, and why", "变化及原因"),
    "why_help": Text(
        "The change against the window it is compared with, as an exact sum: more or fewer "
        "visitors (volume), other channels (mix), visitors who act more or less often "
        "(conversion), and what each of them costs or brings (price). Each effect is averaged "
        "over every order in which they could have happened.",
        "与对比窗口相比的变化，精确分解为：访客增减（规模）、渠道构成变化（结构）、访客转化变化（转化）、"
        "单价变化（价格）。各效应取所有变化顺序的平均值，总和等于变化量。",
    ),
    "why_sentence": Text(
        "{metric}: {before} → **{after}** ({change}). {effects}. Most of it: {channel} "
        "({contribution}).",
        "{metric}：{before} → **{after}**（{change}）。{effects}。其中最大的部分：{channel}"
        "（{contribution}）。",
    ),
    "why_alone": Text(
        "{metric}: {before} → **{after}** ({change}). {effects}.",
        "{metric}：{before} → **{after}**（{change}）。{effects}。",
    ),
    "why_same": Text("{metric} did not change.", "{metric}没有变化。"),
    "effect": Text("Effect", "效应"),
    "effect_before": Text("Before", "之前"),
    "effect_after": Text("Now", "现在"),
    "effect_volume": Text("Volume", "规模"),
    "effect_mix": Text("Mix of channels", "渠道结构"),
    "effect_conversion": Text("Conversion", "转化"),
    "effect_price": Text("Price", "单价"),
    "effect_unlinked": Text("Without visits", "无访问部分"),
    "contribution": Text("Part of the change", "变化中的部分"),
    "plan": Text("Plan and actual of the month", "当月计划与实际"),
    "plan_help": Text(
        "The bar is the share of the month's target reached; the tick is the share of the month "
        "gone by. The dot is what the month is expected to end with, the line its 90 % interval: "
        "what is there already, and what the days to come add by their weekdays and holidays at "
        "today's level. It needs 35 days of data.",
        "柱形为当月目标完成率；竖线为当月已过去的时间比例。圆点为月末预计完成率，横线为 90% 区间："
        "已完成部分加上剩余日期按星期、节假日与当前水平的预计值。至少需要 35 天数据。",
    ),
    "pace": Text("On pace to reach, of plan: {paces}.", "按当前节奏预计完成计划的：{paces}。"),
    "pace_of": Text(
        "{name} **{expected}** ({low}–{high})", "{name} **{expected}**（{low}–{high}）"
    ),
    "pace_none": Text(
        "The pace to the month's end needs 35 days of data.", "月末预测至少需要 35 天数据。"
    ),
    "pace_over": Text("The month is over.", "该月已结束。"),
    "expected_value": Text("Expected at month end", "月末预计"),
    "low_value": Text("Expected, from", "预计下界"),
    "high_value": Text("Expected, to", "预计上界"),
    "expected_share": Text("Expected of plan", "预计完成率"),
    "plan_ratio": Text("Actual / target", "实际 / 目标"),
    "plan_metric": Text("Metric", "指标"),
    "target_value": Text("Target", "目标"),
    "actual_value": Text("Actual", "实际"),
    "attainment": Text("Reached", "完成率"),
    "elapsed_share": Text("Month gone by", "时间进度"),
    "table": Text("Growth by period", "分期增长数据"),
    "table_help": Text(
        "Sums of each period inside the window; CAC is made from the sums.",
        "窗口内各周期合计；首投成本由合计数相除得出。",
    ),
    "investment_share": Text("Share of first investors", "首投占比"),
    "spend_share": Text("Share of spend", "花费占比"),
    "day_count": Text("Days", "天数"),
    "outstanding_note": Text(
        "Repeat investors and outstanding exist for the whole company only.",
        "复投人数与待收本金仅有全公司口径。",
    ),
}
