"""The channels page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Which channels bring investors, and at what price?", "哪些渠道带来投资人？代价如何？"
    ),
    "answer": Text(
        "**{spend}** went with **{investors}** first investors: blended CAC **{blended}**, paid "
        "CAC **{paid}**. {extremes}",
        "花费 **{spend}**，首投 **{investors}** 人：综合首投成本 **{blended}**，付费首投成本 "
        "**{paid}**。{extremes}",
    ),
    "extremes": Text(
        "Of paid channels with at least {floor} first investors, {best} was cheapest "
        "({best_cac}) and {worst} dearest ({worst_cac}).",
        "首投不少于 {floor} 人的付费渠道中，{best}成本最低（{best_cac}），"
        "{worst}最高（{worst_cac}）。",
    ),
    "too_few": Text(
        "No two paid channels have {floor} first investors, too few to rank them.",
        "首投达到 {floor} 人的付费渠道不足两个，无法排名。",
    ),
    "clearly_dearest": Text(
        " Clearly the dearest, even allowing for chance: **{channel}**, {spend} spent and "
        "{investors} invested (at least {least} each).",
        "考虑偶然因素后仍最贵的是 **{channel}**：花费 {spend}，首投 {investors} 人"
        "（每位至少 {least}）。",
    ),
    "none_clearly_dear": Text(
        " None is dearer than all paid ones together by more than chance.",
        "没有渠道显著贵于付费渠道平均水平。",
    ),
    "price": Text("CAC of channels that spent", "有花费渠道的首投成本"),
    "price_help": Text(
        "Spend / first investors of each channel that spent, cheapest on top. The dashed line is "
        "the blended CAC of all chosen channels. A channel without first investors has no CAC. "
        "The {most} channels with the largest spend; the table below holds all.",
        "各有花费渠道的花费 / 首投人数，最便宜的在上。虚线为所选渠道的综合首投成本。"
        "没有首投的渠道无法计算。只列花费最高的 {most} 个渠道，下表含全部渠道。",
    ),
    "price_label": Text("{cac}  ·  {investors} invested", "{cac}  ·  {investors} 人"),
    "price_nobody": Text("{spend}, nobody invested", "花费 {spend}，无首投"),
    "spend": Text("Spend over time", "花费走势"),
    "spend_help": Text(
        "The nine channels with the largest spend, the rest together.",
        "花费最高的九个渠道，其余合并。",
    ),
    "types": Text("What spend was for", "花费构成"),
    "types_help": Text("Spend by how it came about.", "按产生方式划分的花费。"),
    "classes": Text("Share of spend and of investors", "花费占比与首投占比"),
    "classes_help": Text(
        "Bar: a class's share of spend. Orange mark: its share of first investors. A mark beyond "
        "the bar brings more than it costs, relative to the others.",
        "柱形：该类别的花费占比；橙色标记：首投占比。标记超出柱形，说明相对而言带来的多于花费的。",
    ),
    "spend_type": Text("Kind of spend", "花费类型"),
    "spend_share": Text("Share of spend", "花费占比"),
    "media": Text("Media", "媒体消费"),
    "contract": Text("Contracts", "合同摊销"),
    "partner": Text("Partners", "合作方佣金"),
    "activity": Text("Activities", "活动费用"),
    "coupon": Text("Coupons", "优惠券"),
    "red_packet": Text("Red packets", "红包"),
    "invite_reward": Text("Invite rewards", "邀请奖励"),
    "performance": Text("Channel performance", "渠道表现"),
    "performance_help": Text(
        "Event-dated figures of the window, by the person's acquisition channel. A channel with "
        "spend and no conversions stays in the table.",
        "按事件日期计，归入该人的获客渠道。有花费而无转化的渠道保留在表中。",
    ),
    "investors_per_visitor": Text("First investors / visitors", "首投 / 访客"),
    "cohort": Text("By acquisition cohort: channels", "按获客群组：渠道"),
    "cohort_help": Text(
        "People by the day they came, and what they brought by 7, 30, 90 and 180 days after, "
        "against the spend of those days. Only entry days that are old enough count; where none "
        "is, the cell is grey and shows the figure so far. The {most} channels with the largest "
        "spend; the file holds all.",
        "按进入日分组，到第 7、30、90、180 天为止的产出，对应当日花费。只计已满天数的进入日；"
        "若均未满，则该格为灰色并显示目前数值。只列花费最高的 {most} 个渠道，下载文件含全部渠道。",
    ),
    "cohort_month": Text("By acquisition cohort: months of entry", "按获客群组：进入月份"),
    "cohort_month_help": Text(
        "The same figures by month of entry, chosen channels together. A month is judged only on "
        "its days that are old enough.",
        "同一指标按进入月份划分，所选渠道合计。只计该月已满天数的进入日。",
    ),
    "cohort_note": Text(
        "Grey: too young to judge on any entry day; the figure is what there is so far.",
        "灰色：所有进入日均未满天数，数值为目前累计。",
    ),
    "age_days": Text("Age", "天数"),
    "age": Text("Day {days}", "第 {days} 天"),
    "entry_days": Text("Entry days", "进入日数"),
    "mature_days": Text("Old enough", "已成熟日数"),
    "judged_on": Text("{mature} of {all} entry days", "{all} 个进入日中的 {mature} 个"),
    "entry_month": Text("Month of entry", "进入月份"),
    "spend_so_far": Text("Spend, all days", "花费（全部进入日）"),
    "first_investments_so_far": Text("First investors so far", "目前首投人数"),
    "revenue_so_far": Text("Revenue so far", "目前收入"),
    "roi_so_far": Text("ROI so far", "目前投资回报率"),
}
