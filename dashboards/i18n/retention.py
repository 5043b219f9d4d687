"""The retention page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("Do investors come back, and with how much?", "投资人会回来吗？带回多少钱？"),
    "answer_week": Text(
        "In the week after their first, **{heads}** of investors invest again; in the fourth week "
        "after, {later}. Their money in the week after is **{money}** of the first.",
        "首投后下一周有 **{heads}** 的投资人再次投资，第四周为 {later}；下一周的金额为首周的 "
        "**{money}**。",
    ),
    "answer_month": Text(
        "In the month after their first, **{heads}** of investors invest again; in the third "
        "month after, {later}. Their money in the month after is **{money}** of the first.",
        "首投后下一月有 **{heads}** 的投资人再次投资，第三个月为 {later}；下一月的金额为首月的 "
        "**{money}**。",
    ),
    "answer_none": Text(
        "Too early to say: no cohort of this window has a complete period after its first.",
        "尚早：此窗口内没有群组走完首期之后的完整周期。",
    ),
    "grain": Text("Cohorts by", "群组粒度"),
    "measure": Text("Retention of", "留存口径"),
    "heads": Text("Investors", "人数"),
    "money": Text("Money", "金额"),
    "heat_heads": Text("Investor retention by cohort", "群组留存：人数"),
    "heat_money": Text("Money retention by cohort", "群组留存：金额"),
    "heat_heads_help": Text(
        "Rows: investors by the period of their first investment. Columns: share with any "
        "confirmed investment N periods later. Grey: the period is not over for the whole "
        "cohort, so it enters no average. The last row is the average weighted by cohort size.",
        "行：按首投周期分组的投资人。列：N 期后有确认投资的比例。灰色：该周期尚未结束，不计入平均。"
        "最后一行为按群组人数加权的平均。",
    ),
    "heat_money_help": Text(
        "Rows: investors by the period of their first investment. Columns: money invested N "
        "periods later / money of the first period; it can exceed 100 %. Grey: the period is not "
        "over, so it enters no average. The last row is the average weighted by money.",
        "行：按首投周期分组。列：N 期后的投资额 / 首期投资额，可超过 100%。灰色：该周期尚未结束，"
        "不计入平均。最后一行为按金额加权的平均。",
    ),
    "curve": Text("Average curve", "平均留存曲线"),
    "curve_help": Text(
        "Weighted averages over complete cells. The number of cohorts behind each point is in "
        "the tooltip; few cohorts, little certainty.",
        "完整格的加权平均。提示中有每个点的群组数；群组越少越不确定。",
    ),
    "average": Text("Average", "加权平均"),
    "size_heads": Text("Investors", "人数"),
    "size_money": Text("First amount", "首期金额"),
    "heads_tip": Text("Investor retention", "人数留存"),
    "money_tip": Text("Money retention", "金额留存"),
    "detail": Text("From", "数据"),
    "note": Text(
        "Grey: the period is not over, so the cell enters no average.",
        "灰色：该周期尚未结束，不计入平均。",
    ),
    "of_cohorts": Text("average of {count} cohorts", "{count} 个群组的平均"),
    "cohort_start": Text("Cohort", "群组"),
    "cohort_size": Text("Investors", "人数"),
    "cohorts": Text("Cohorts", "群组数"),
    "investors": Text("Investors", "人数"),
    "period_index": Text("Periods later", "之后第几期"),
    "week_axis": Text("Weeks after first investment", "首投后第几周"),
    "month_axis": Text("Months after first investment", "首投后第几月"),
    "active_investors": Text("Active", "活跃人数"),
    "invested_amount": Text("Invested", "投资金额"),
    "first_period_amount": Text("First-period amount", "首期金额"),
    "is_complete": Text("Complete", "已完整"),
    "heads_rate": Text("Investor retention", "人数留存"),
    "money_rate": Text("Money retention", "金额留存"),
    "first_investors": Text("Investors in cohorts", "群组人数"),
    "first_investors_help": Text(
        "People whose first investment falls in the cohorts shown: whole weeks or months, from "
        "the one that holds the window's first day.",
        "所示群组中首投的人数：从窗口首日所在的周或月起，按整周或整月计。",
    ),
    "next_period": Text("Back in period 1", "下一期回访"),
    "next_period_help": Text(
        "Share with any confirmed investment in the period after their first; weighted, complete "
        "cells only.",
        "首投下一期内有确认投资的比例；加权平均，仅计完整格。",
    ),
    "next_money": Text("Money in period 1", "下一期金额"),
    "next_money_help": Text(
        "Money of the period after / money of the first period; weighted, complete cells only.",
        "下一期金额 / 首期金额；加权平均，仅计完整格。",
    ),
}
