"""The weekly report."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "title": Text("Weekly report {week}", "周报 {week}"),
    "subtitle": Text(
        "{days}\nagainst {before} and, 52 weeks before, {year}",
        "{days}\n对比上周 {before}，以及 52 周前 {year}",
    ),
    "only_channels": Text("Only these channels: {channels}", "仅限渠道：{channels}"),
    "only_cities": Text("Only these cities: {cities}", "仅限城市：{cities}"),
    "footer": Text(
        "{company} · data complete to {as_of} · {timezone} · made {made_at}",
        "{company} · 数据截至 {as_of} · {timezone} · 生成于 {made_at}",
    ),
    "unreadable": Text(
        "There are no published numbers that can be read; `headwater run` publishes them.",
        "没有可读取的已发布数据，请先运行 `headwater run`。",
    ),
    "headlines": Text("The week in numbers", "本周数据"),
    "headlines_note": Text(
        'The year before is 52 weeks before, so that each weekday meets its like. "–": there '
        "are no earlier data.",
        "同比取 52 周前，使星期对齐。“–”表示没有更早的数据。",
    ),
    "metric": Text("Metric", "指标"),
    "this_week": Text("This week", "本周"),
    "week_before": Text("Week before", "上周"),
    "year_before": Text("52 weeks before", "52 周前"),
    "change": Text("Change", "变化"),
    "brief": Text("{label}: {value}", "{label}：{value}"),
    "brackets": Text(" ({text})", "（{text}）"),
    "to_week": Text("{change} to the week before", "环比 {change}"),
    "to_year": Text("{change} to 52 weeks before", "同比 {change}"),
    "why": Text("Why it changed", "变化原因"),
    "why_note": Text(
        "Drawn: {metric}, from the week before to this week. The effects add up exactly.",
        "图示：{metric}，从上周到本周。各项影响之和恰好等于变化。",
    ),
    "plan": Text("Plan and pace, {month}", "{month}目标与进度"),
    "plan_note": Text(
        "Up to {as_of}. Pace is the share reached over the share of the month gone by: 100 % "
        "ends on target if the rest of the month is like its days so far.",
        "截至 {as_of}。进度比 = 完成率 / 时间进度：若余下日子与已过日子相同，100% 即恰好达标。",
    ),
    "target": Text("Target", "目标"),
    "pace": Text("Pace", "进度比"),
    "plan_brief": Text(
        "{name}: {attainment} of the target, pace {pace}",
        "{name}：完成 {attainment}，进度比 {pace}",
    ),
    "channels": Text("Dearest and cheapest channels", "成本最高与最低的渠道"),
    "channels_note": Text(
        "Channels with at least 1 % of the week's spend. The cheapest need {floor} first investors "
        "to be named: a week is short, and chance weighs much.",
        "仅含占本周花费 1% 以上的渠道。首投满 {floor} 人才列为成本最低：一周很短，偶然性大。",
    ),
    "cac_before": Text("CAC the week before", "上周首投成本"),
    "dearest": Text(
        "**{channel}** was dearest: {cac} per first investor.",
        "**{channel}** 成本最高：每名首投 {cac}。",
    ),
    "for_nothing": Text(
        "**{channel}** spent {spend} without a first investor.",
        "**{channel}** 花费 {spend}，没有带来首投。",
    ),
    "cheapest": Text(
        "**{channel}** was cheapest: {cac} per first investor.",
        "**{channel}** 成本最低：每名首投 {cac}。",
    ),
    "promotions": Text("Promotions", "活动"),
    "promotion": Text("Promotion", "活动"),
    "verdict": Text("Verdict", "结论"),
    "reason": Text("In words", "说明"),
    "cities": Text("Your cities", "您的城市"),
    "city": Text("City", "城市"),
    "cities_none": Text(
        "No first investment of this week is credited to {cities}.",
        "本周没有归因到 {cities} 的首投。",
    ),
    "cities_note": Text(
        "First investments credited to the city of the last touch that was not direct.",
        "按最后一次非直接触点所在城市归因的首投。",
    ),
    "health": Text("Can the numbers be trusted?", "数据可信吗？"),
    "late": Text("Not up to date: {sources}", "未按时更新：{sources}"),
}
