"""From channel to keyword on the channels page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "drill": Text("From channel to keyword", "从渠道到关键词"),
    "drill_help": Text(
        "Spend and funnel of the window by the person's first touch; people are dated by their "
        "step. Cohort ROI is what those who came on a day brought within 30 or 90 days, against "
        "the spend of these days; only days old enough count, and with none it is empty. Payback "
        "is the first of 7, 30, 90 and 180 days by which revenue covers spend, among those that "
        "half of the entry days have reached. Spend of people's "
        "first touches only: a click later on the way counts on the attribution page. At most "
        "{listed} rows.",
        "窗口内的花费与漏斗，按该人的首次触点归入，人数按步骤发生日计。"
        "群组投资回报率：某日进入的人在 30 天或 90 天内带来的收入，对应这些天的花费；"
        "只计已满天数的日期，没有则为空。"
        "回本：7、30、90、180 天中收入首次不低于花费的天数（至少半数进入日已满）。"
        "之后路径上的点击见归因页。"
        "最多 {listed} 行。",
    ),
    "drill_note": Text(
        "Tick a row to open it; the names above lead back. The address keeps the place.",
        "勾选一行即可展开，上方名称可返回；地址会保留当前位置。",
    ),
    "drill_last": Text("Keywords are the last level.", "关键词为最末一级。"),
    "drill_empty": Text(
        "Nothing was spent here and nobody came from here in these days.",
        "这段时间内没有花费，也没有人由此进入。",
    ),
    "drill_unknown": Text("not known", "未知"),
    "drill_trend": Text("First investors over the window", "窗口内首投走势"),
    "level_channel": Text("Channel", "渠道"),
    "level_source": Text("Platform", "平台"),
    "level_campaign_id": Text("Campaign", "推广计划"),
    "level_adgroup_id": Text("Ad group", "推广单元"),
    "level_keyword_id": Text("Keyword", "关键词"),
    "roi_30": Text("Cohort ROI, 30 days", "30 天群组投资回报率"),
    "roi_90": Text("Cohort ROI, 90 days", "90 天群组投资回报率"),
    "payback_days": Text("Payback by day", "回本天数"),
    "truths": Text(
        "**{channel}**, {kind} in these months: {told}.",
        "**{channel}**，这些月份的{kind}：{told}。",
    ),
    "truth_join": Text(", ", "，"),
    "truth_claimed": Text("its platform claims **{claimed}**", "平台声称 **{claimed}**"),
    "truth_own": Text("we credit **{own}** ({model})", "我们归因 **{own}**（{model}）"),
    "truth_measured": Text(
        "tests measured **{n}** ({low} to {high})", "实验测得 **{n}**（{low} 至 {high}）"
    ),
    "truth_untested": Text("no test has measured it", "尚无实验测量"),
}
