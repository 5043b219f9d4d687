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
    "plan": Text("Plan and actual of the month", "当月计划与实际"),
    "plan_help": Text(
        "The bar is the share of the month's target reached; the tick is the share of the month "
        "gone by.",
        "柱形为当月目标完成率；竖线为当月已过去的时间比例。",
    ),
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
