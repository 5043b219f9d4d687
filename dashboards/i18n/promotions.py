"""The promotions page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("Did the promotion work?", "活动有效吗？"),
    "answer": Text(
        "**{promotions}** promotions touch these days and cost **{cost}** so far. {parts}.",
        "这些日期共有 **{promotions}** 个活动，至今花费 **{cost}**。{parts}。",
    ),
    "part": Text("**{verdict}**: {names}", "**{verdict}**：{names}"),
    "join": Text("; ", "；"),
    "and_more": Text("{names} and {count} more", "{names}等另外 {count} 个"),
    "earlier": Text(
        "Show all days ({count} ended earlier: {names})",
        "查看全部日期（另有 {count} 个更早：{names}）",
    ),
    "nothing": Text("No promotion touches these days.", "这些日期没有活动。"),
    "nothing_title": Text("There is no promotion to judge", "没有可判断的活动"),
    "nothing_body": Text(
        "A promotion shows here once its plan is delivered (name, days, budget, holdout share) or "
        "coupons or red packets of it are in the platform's database. The command below writes the "
        "form for plans.",
        "提交活动计划（名称、日期、预算、留出比例），或平台库中有该活动的券或红包记录后，"
        "活动会显示在这里。下面的命令生成计划表。",
    ),
    "whole_life": Text(
        "Whole life of promotions that overlap {days} · as of {as_of}",
        "与 {days} 有重叠的活动，统计其全程 · 数据截至 {as_of}",
    ),
    "verdict": Text("Verdict", "结论"),
    "verdict_scale": Text("Scale", "扩大"),
    "verdict_fix": Text("Fix", "调整"),
    "verdict_stop": Text("Stop", "停止"),
    "verdict_cannot tell": Text("Cannot tell", "无法判断"),
    "judged": Text("Clear verdicts", "有明确结论"),
    "judged_help": Text(
        "Promotions (by arm) that are scale, fix or stop; for the others the interval holds both "
        "a profit and a loss, or no method applies.",
        "结论为扩大、调整或停止的活动（按组）。其余活动的区间同时包含盈亏，或没有适用的方法。",
    ),
    "of": Text("{part} of {whole}", "{whole} 个中 {part} 个"),
    "spent": Text("Spent", "花费"),
    "spent_help": Text(
        "Coupons at redemption, red packets when received, other costs from the plans.",
        "券按核销、红包按领取计，另加计划中的其他费用。",
    ),
    "net_profit": Text("Net profit", "净增利润"),
    "net_profit_help": Text(
        "Incremental revenue during and after, less the subsidy spent and other costs. Added up "
        "over the promotions with a clear verdict; each has its interval below.",
        "活动中及结束后的增量收入，减去实际补贴和其他费用。合计只含有明确结论的活动，区间见下。",
    ),
    "firsts": Text("First investors won", "增量首投人数"),
    "firsts_help": Text(
        "First investors who would not have come without it; of promotions with a clear verdict.",
        "没有活动就不会首投的人数，只计有明确结论的活动。",
    ),
    "borrowed": Text("Borrowed from later", "提前消费"),
    "borrowed_help": Text(
        "Promotions whose gain during was, beyond chance, missing after the end.",
        "活动中增加、结束后又显著减少的活动数。",
    ),
    "net": Text("Net profit of each promotion", "各活动的净增利润"),
    "net_help": Text(
        "Dot: estimate. Line: 95 % interval. Right of zero it earned, left of it lost; a line "
        "across zero cannot be told. Promotions without an estimate are not drawn.",
        "圆点为估计值，横线为 95 % 区间。零线右侧为盈利，左侧为亏损，跨零线则无法判断。"
        "没有估计值的活动不画出。",
    ),
    "daily": Text("Revenue won, during and after", "活动中与结束后的增量收入"),
    "daily_help": Text(
        "What the arm brought beyond the control, or the cities beyond the mix of others, with a "
        "95 % interval. Dashed: running total. A negative stretch after the end is money borrowed "
        "from later.",
        "活动组相对对照组（或活动城市相对其他城市组合）的增量及 95 % 区间；虚线为累计。"
        "结束后为负即为提前消费。",
    ),
    "effect_per_day": Text(
        "A dot per day. Intervals of places are on the card.", "每点为一天。地区区间见卡片。"
    ),
    "effect_per_week": Text("A dot per week.", "每点为一周。"),
    "during": Text("During", "活动中"),
    "after": Text("After", "结束后"),
    "phase": Text("Phase", "阶段"),
    "effect": Text("Won", "增量"),
    "cumulative": Text("Running total", "累计"),
    "low": Text("Low (95 %)", "下限（95 %）"),
    "high": Text("High (95 %)", "上限（95 %）"),
    "promotion": Text("Promotion", "活动"),
    "arm": Text("Arm", "分组"),
    "arm_treatment": Text("with it", "活动组"),
    "arm_control": Text("control", "对照组"),
    "people": Text("People", "触达人数"),
    "control_people": Text("Held out", "留出人数"),
    "cost": Text("Cost", "费用"),
    "subsidy": Text("Subsidy spent", "实际补贴"),
    "budget": Text("Budget", "预算"),
    "budget_help": Text(
        "Of the whole promotion, on each of its rows.", "整个活动的预算，各行相同。"
    ),
    "cost_per_first": Text("Cost per first investor won", "每增量首投成本"),
    "persistence": Text("Persistence", "持续率"),
    "persistence_help": Text(
        "Mean effect after / mean effect during; below 0 it borrowed from later. With arms it is "
        "told from numbers of investments.",
        "结束后平均效果 / 活动中平均效果，小于 0 为提前消费。有分组时按投资笔数计算。",
    ),
    "payback": Text("Paid back on day", "回本天数"),
    "paid_back": Text(
        "The running total paid the cost on day **{day}**", "累计增量在第 **{day}** 天抵回费用"
    ),
    "method": Text("Method", "方法"),
    "method_randomised": Text("Randomised arms", "随机分组"),
    "method_matched": Text("People alike", "匹配人群"),
    "method_geo": Text("Places alike", "相似地区"),
    "method_series": Text("Time before", "前后序列"),
    "method_": Text("None applies", "无适用方法"),
    "warnings": Text("Warnings", "提醒"),
    "registered": Text("Registered before the launch", "活动前登记"),
    "with_interval": Text(
        "{label}: **{value}** ({low} to {high})", "{label}：**{value}**（{low} 至 {high}）"
    ),
    "at_least": Text("{label}: **{value}** or more", "{label}：至少 **{value}**"),
    "with_floor": Text(
        "{label}: **{value}** (at least {low})", "{label}：**{value}**（至少 {low}）"
    ),
    "fact": Text("{label}: **{value}**", "{label}：**{value}**"),
    "reached": Text(
        "{people} people reached, {control} held out.", "触达 {people} 人，留出 {control} 人。"
    ),
    "no_dates": Text("No dates · as of {as_of}", "没有日期 · 数据截至 {as_of}"),
    "ledger": Text("Ledger", "活动台账"),
    "ledger_help": Text(
        "By arm: what was granted, used, expired and taken back, what it cost, and the investments "
        "that carried its coupons. What they carried is no effect: many would have come anyway.",
        "按分组列出发放、使用、过期、退回、费用及用券投资。用券投资不等于效果：其中许多本来就会发生。",
    ),
    "no_ledger": Text(
        "No coupon or red packet of these days is recorded.", "这些日期没有券或红包记录。"
    ),
    "granted": Text("Coupons granted", "发券"),
    "redeemed": Text("Redeemed", "核销"),
    "redeemed_amount": Text("Redeemed", "核销金额"),
    "expired": Text("Expired", "过期"),
    "reversed": Text("Given back", "退回金额"),
    "packets_sent": Text("Packets sent", "红包发出"),
    "packets_received": Text("Packets received", "红包领取"),
    "packets_amount": Text("Packets received", "红包领取金额"),
    "packets_refunded": Text("Packets refunded", "红包退回金额"),
    "investments": Text("Investments with its coupon", "用券投资笔数"),
    "invested": Text("Invested with its coupon", "用券投资金额"),
    "annualised": Text("Annualised", "年化金额"),
    "two_arms": Text("In two arms", "跨组人数"),
    "overlaps": Text("People in several promotions", "参加多个活动的人"),
    "overlaps_help": Text(
        "Pairs whose time overlaps, and how many people were given both: the effect of one is part "
        "of the other's.",
        "时间重叠的活动及同时获得两者的人数，其效果互相混杂。",
    ),
    "no_overlap": Text("Nobody was given two at once.", "没有人同时获得两个活动。"),
    "other": Text("Other", "另一个"),
    "in_common": Text("People in common", "共同人数"),
    "common_share": Text("Share of the first's", "占前者比例"),
    "design": Text("Plan the next one", "设计下一次活动"),
    "design_help": Text(
        "Two-sided test at 5 %, power 80 %. It begins with the share of registered people of these "
        "days who invested.",
        "双侧检验，显著性 5 %，功效 80 %。初始值为这些日期注册用户的首投比例。",
    ),
    "baseline": Text("Invest anyway, %", "自然转化率 %"),
    "baseline_help": Text("Share who do it without the promotion.", "没有活动时的转化比例。"),
    "wanted": Text("Hoped-for lift, %", "期望提升 %"),
    "wanted_help": Text("Relative to those who invest anyway.", "相对自然转化率的提升。"),
    "reach": Text("People at hand", "可触达人数"),
    "reach_help": Text("In all arms together.", "所有分组合计。"),
    "design_size": Text(
        "To see a rise of **{effect}**: **{people}** people in two halves, or **{tenth}** with a "
        "tenth held out.",
        "要看出 **{effect}** 的提升：对半分组需 **{people}** 人，留出一成需 **{tenth}** 人。",
    ),
    "design_smallest": Text(
        "{people} people in halves show a rise of **{points}** ({lift} of the baseline) or more.",
        "{people} 人对半分组可看出 **{points}**（相对 {lift}）及以上的提升。",
    ),
    "design_nothing": Text(
        "With so few people no rise at all would show.", "人数太少，任何提升都看不出来。"
    ),
    "design_holdout": Text(
        "The smallest holdout that shows the hoped-for lift: **{share}**.",
        "能看出期望提升的最小留出比例：**{share}**。",
    ),
    "design_too_few": Text(
        "Even half held out is too few to show the hoped-for lift: hope for more, or run longer.",
        "即使留出一半也看不出期望的提升：请提高目标或延长时间。",
    ),
    "design_impossible": Text("Nobody is left to win: lower the lift.", "没有可提升的空间。"),
    "design_command": Text(
        "`headwater explore design --cities` ranks cities to test by what past weeks would have "
        "shown; `headwater promotion register FILE` locks hypothesis, metric and stop rule.",
        "`headwater explore design --cities` 按历史数据推荐测试城市；"
        "`headwater promotion register FILE` 锁定假设、指标与停止规则。",
    ),
    "calendar": Text("Calendar", "活动日历"),
    "calendar_help": Text(
        "Every promotion that ends in these days or later, planned ones too. The line is the last "
        "day with data.",
        "在这些日期内或之后结束的活动（含计划中的）。竖线为数据截止日。",
    ),
    "conflicts": Text("What runs at the same time", "同期冲突"),
    "conflicts_help": Text(
        "Promotions at once in the same places, and holidays within those shorter than 60 days: "
        "what they bring cannot be told apart without a control.",
        "同地同期的活动，以及 60 天以内活动所含的节假日：没有对照时效果无法区分。",
    ),
    "no_conflict": Text("Nothing runs at the same time.", "没有同期冲突。"),
    "conflict": Text("Kind", "类型"),
    "conflict_promotion": Text("Promotion", "活动"),
    "conflict_holiday": Text("Holiday", "节假日"),
    "starts_on": Text("From", "开始"),
    "ends_on": Text("To", "结束"),
    "holdout": Text("Holdout", "留出比例"),
    "audience": Text("For", "目标人群"),
    "hypothesis": Text("Hypothesis", "假设"),
    "metric": Text("Metric", "指标"),
    "metric_": Text("not said", "未写明"),
    "metric_revenue": Text("Revenue", "收入"),
    "metric_first_investments": Text("First investors", "首投人数"),
    "stop_rule": Text("Stop rule", "停止规则"),
    "memory": Text("What promotions of a kind earn", "同类活动的历史收益"),
    "memory_help": Text(
        "Net profit per unit of spend of each past promotion. Noisy ones are drawn towards the "
        "mean of their kind; the range is where four of five new ones will lie.",
        "每个活动每单位花费的净增利润。噪声大的向同类均值收缩；范围为五次中有四次的新活动所在区间。",
    ),
    "memory_range": Text(
        "- The next **{kind}**: {low} to {high} of net profit per {one} spent, from {count} "
        "before it.",
        "- 下一个**{kind}**：每花 {one} 净增利润 {low} 至 {high}（据 {count} 个历史活动）。",
    ),
    "memory_short": Text(
        "Fewer than three promotions of a kind have an estimate, so nothing is said of the next.",
        "同类有估计值的活动不足三个，暂无法预估下一次。",
    ),
    "no_memory": Text("No promotion has an estimate yet.", "还没有活动有估计值。"),
    "kind": Text("Kind", "类型"),
    "kind_coupon": Text("coupon", "优惠券"),
    "kind_red_packet": Text("red packet", "红包"),
    "kind_?": Text("without a kind", "未分类"),
    "kind_None": Text("without a kind", "未分类"),
    "per_unit": Text("Found per unit spent", "每单位花费实测"),
    "shrunk": Text("Likely per unit spent", "每单位花费估计"),
    "kind_low": Text("Next one, low", "下一次下限"),
    "kind_high": Text("Next one, high", "下一次上限"),
}
