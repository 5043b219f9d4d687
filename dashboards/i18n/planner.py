"""The planner."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "What would another split of next month's budget bring?",
        "下个月的预算换一种分法，会带来什么？",
    ),
    "answer": Text(
        "With the same **{budget}** for 30 days, moving **{moved}**, most of all from {less} to "
        "{more}, would bring **{gained}** first investors ({low} to {high}), if a channel's "
        "elasticity is {assumed}.",
        "同样 30 天 **{budget}** 的预算，调动 **{moved}**（主要从{less}转向{more}），"
        "首投 **{gained}** 人（{low} 至 {high}），前提是渠道弹性为 {assumed}。",
    ),
    "answer_same": Text(
        "Split as today, **{budget}** for 30 days would bring some **{investors}** first "
        "investors, if a channel's elasticity is {assumed}.",
        "按目前的分法，30 天 **{budget}** 预计带来约 **{investors}** 位首投，"
        "前提是渠道弹性为 {assumed}。",
    ),
    "nothing": Text(
        "Nothing can be planned yet: no paid channel has 8 weeks of entries that are {days} days "
        "old, with 30 first investors.",
        "暂时无法规划：没有付费渠道具备 8 周、满 {days} 天且首投达 30 人的群组。",
    ),
    "nothing_title": Text("No channel is old enough", "没有足够成熟的渠道"),
    "nothing_body": Text(
        "A plan rests on what earlier weeks of entry brought by an age at which it can be judged. "
        "Come back when more weeks are old enough.",
        "规划依据早先各周进入者到可判断天数时的产出。请待更多周成熟后再来。",
    ),
    "spending": Text("Paid channels that spend now", "目前有花费的付费渠道"),
    "spending_help": Text(
        "Paid channels with spend in the last 30 days.", "最近 30 天有花费的付费渠道。"
    ),
    "ready": Text("Old enough to plan with", "足够成熟、可规划"),
    "ready_help": Text(
        "Those with 8 weeks of entries that are old enough, and 30 first investors.",
        "具备 8 个成熟进入周且首投达 30 人的渠道。",
    ),
    "budget": Text("Budget for 30 days", "30 天预算"),
    "budget_help": Text(
        "Of the paid channels below; what they cost in the last 30 days unless you change it. "
        "Every split sums to it, to the fen.",
        "以下付费渠道的合计，默认为最近 30 天花费；任何分法都与之相等，精确到分。",
    ),
    "start": Text("Split", "分法"),
    "today": Text("As today", "维持现状"),
    "best": Text("Most investors", "首投最多"),
    "own": Text("My own", "自定"),
    "elasticity_all": Text("Elasticity (assumed)", "弹性（假设）"),
    **{f"e_{value}": Text(value, value) for value in ("0.5", "0.6", "0.7", "0.8", "0.9")},
    "room": Text("No channel moves by more than", "单个渠道变动上限"),
    "room_25": Text("25%", "25%"),
    "room_50": Text("50%", "50%"),
    "room_100": Text("100%", "100%"),
    "investors": Text("Expected first investors", "预计首投人数"),
    "investors_help": Text(
        "n0 × (spend / s0)^elasticity: s0 and n0 are spend and first investors of 30 days of the "
        "last 26 weeks of entry that are old enough to judge.",
        "n0 ×（花费 / s0）^弹性：s0、n0 为最近 26 个已成熟进入周折合 30 天的花费与首投。",
    ),
    "average": Text("Average CAC of the plan", "规划的平均首投成本"),
    "average_help": Text("Budget / expected first investors.", "预算 / 预计首投人数。"),
    "gained": Text("More than split as today", "比现有分法多"),
    "gained_help": Text(
        "Expected first investors of the plan less those of today's split of the same budget, "
        "with a 95% interval from how much weeks of entry varied. The elasticity is assumed and "
        "not part of the interval.",
        "规划与现有分法（同一预算）的预计首投之差；95% 区间来自各进入周的波动。"
        "弹性为假设，不含在区间内。",
    ),
    "spends": Text("Where the budget goes", "预算投向"),
    "spends_help": Text(
        "Spend of 30 days by channel: split as today, and as planned.",
        "各渠道 30 天花费：现有分法与规划。",
    ),
    "costs": Text("What an investor costs, and one more", "平均成本与再多一位的成本"),
    "costs_help": Text(
        "Average CAC is planned spend / expected first investors. Marginal CAC is what the next "
        "one costs: average / elasticity. Money is best placed where marginal CAC is the same "
        "everywhere.",
        "平均首投成本 = 规划花费 / 预计首投；边际成本 = 平均 / 弹性，即再多一位的成本。"
        "各处边际成本相等时预算分配最优。",
    ),
    "table": Text("The plan by channel", "分渠道规划"),
    "table_help": Text(
        "Expected figures of 30 days from cohorts that are {days} days old; revenue is that of "
        "the first {days} days after entry.",
        "30 天的预计数，依据已满 {days} 天的群组；收入为进入后 {days} 天内的收入。",
    ),
    "assumed": Text("What the plan assumes", "规划的假设"),
    "assumed_help": Text(
        "Elasticity: by what per cent first investors grow when spend grows by one per cent. "
        "Below 1 further spend brings less. Type a channel's own where you know better; with "
        "a split of your own also by how many per cent it changes before all are brought to the "
        "budget.",
        "弹性：花费增加 1% 时首投增加的百分比；小于 1 表示多花的部分带来的更少。"
        "可为单个渠道填写；选择“自定”时还可填写变动百分比，之后统一缩放到总预算。",
    ),
    "assumed_note": Text(
        "Only tests with changed budgets can tell a channel's elasticity; 0.5 to 0.8 is usual for "
        "advertising.",
        "只有变动预算的实验才能测出弹性；广告通常在 0.5 至 0.8。",
    ),
    "left_out": Text(
        "Not planned with, as too few of their weeks or investors are old enough: {names}.",
        "以下渠道成熟周数或首投不足，未纳入规划：{names}。",
    ),
    "now": Text("Split as today", "现有分法"),
    "planned": Text("Planned", "规划"),
    "change": Text("Change", "变动"),
    "change_percent": Text("Change before scaling (%)", "缩放前变动（%）"),
    "elasticity": Text("Elasticity", "弹性"),
    "investors_now": Text("First investors, split as today", "首投（现有分法）"),
    "investors_low": Text("Low (95%)", "下限（95%）"),
    "investors_high": Text("High (95%)", "上限（95%）"),
    "average_cac": Text("Average CAC", "平均首投成本"),
    "marginal_cac": Text("Marginal CAC", "边际首投成本"),
    "revenue": Text("Revenue of 90 days", "90 天收入"),
    "roi": Text("ROI by day 90", "90 天投资回报率"),
}
