"""The alerts page and the messages."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("What needs a look today?", "今天有什么需要关注？"),
    "answer_fired": Text(
        "**{fired}** of {watched} watched numbers are out of line. {first}",
        "监控的 {watched} 个数字中有 **{fired}** 个异常。{first}",
    ),
    "answer_quiet": Text(
        "None of the {watched} watched numbers is out of line on **{day}**: {inside} within what "
        "their rules and chance allow, {floor} below their volume floor, {nothing} not to be "
        "judged.",
        "**{day}** 监控的 {watched} 个数字均无异常：{inside} 个在规则与偶然波动范围内，{floor} 个"
        "低于量级下限，{nothing} 个无法判断。",
    ),
    "answer_none": Text(
        "Nothing is watched yet: add an [[alert]] to headwater.toml, and the next run asks it.",
        "尚未设置提醒：请在 headwater.toml 中添加 [[alert]]，下次运行即会检查。",
    ),
    "sentence": Text(
        "{metric} of {where} on {days}: **{value}**, {usual}.{chance}{occasion}",
        "{where}的{metric}（{days}）：**{value}**，{usual}。{chance}{occasion}",
    ),
    "usual_unusual": Text("where {usual} is usual", "通常为 {usual}"),
    "usual_below": Text("below the bound of {usual}", "低于下限 {usual}"),
    "usual_above": Text("above the bound of {usual}", "高于上限 {usual}"),
    "usual_falls_by": Text("{change} against {usual} {against}", "{against}为 {usual}，{change}"),
    "usual_rises_by": Text("{change} against {usual} {against}", "{against}为 {usual}，{change}"),
    "chance": Text(
        " Chance alone would leave it between {low} and {high}.",
        "仅凭偶然波动应在 {low} 至 {high} 之间。",
    ),
    "chance_open": Text(" Chance alone would leave it above {low}.", "仅凭偶然波动应高于 {low}。"),
    "occasion": Text(" That day: {names}.", "当日：{names}。"),
    "against_previous": Text("in the days before", "此前"),
    "against_week": Text("on the same weekdays before", "上周同期"),
    "against_year": Text("52 weeks before", "52 周前"),
    "company": Text("the company", "全公司"),
    "rule_below": Text("{metric} below {bound}{days}", "{metric}低于 {bound}{days}"),
    "rule_above": Text("{metric} above {bound}{days}", "{metric}高于 {bound}{days}"),
    "rule_falls_by": Text(
        "{metric} down {bound} or more, against {against}{days}",
        "{metric}较{against}下降 {bound} 以上{days}",
    ),
    "rule_rises_by": Text(
        "{metric} up {bound} or more, against {against}{days}",
        "{metric}较{against}上升 {bound} 以上{days}",
    ),
    "rule_unusual_low": Text(
        "{metric} unusually low for such a day{days}", "{metric}低于同类日子的正常范围{days}"
    ),
    "rule_unusual_high": Text(
        "{metric} unusually high for such a day{days}", "{metric}高于同类日子的正常范围{days}"
    ),
    "rule_unusual_both": Text(
        "{metric} unusual for such a day{days}", "{metric}超出同类日子的正常范围{days}"
    ),
    "rule_days": Text(", over {days} days", "（{days} 天合计）"),
    "short_previous": Text("the days before", "此前"),
    "short_week": Text("the same weekdays before", "上周同期"),
    "short_year": Text("52 weeks before", "52 周前"),
    "fired": Text("What fired", "触发的提醒"),
    "fired_help": Text(
        "Answers about days of the window that fired. Value against what is usual or was set, and "
        "the range in which chance alone would have left it.",
        "窗口内触发的提醒：数值、通常值或设定值，以及仅凭偶然波动的范围。",
    ),
    "fired_none": Text("Nothing fired in this window.", "此时间范围内没有触发提醒。"),
    "why": Text("Why it fired", "触发原因"),
    "why_help": Text(
        "The number as an exact sum of volume, mix, conversion and price. It starts from the "
        "window that a change is measured from; for everything else from the mean of the same "
        "weekdays of the four weeks before.",
        "数值变化的精确分解：规模、结构、转化与单价。变化类规则以对比窗口为起点，其余以此前四周同一"
        "星期的均值为起点。",
    ),
    "history": Text("Its days, and the range of chance", "历史走势与偶然波动范围"),
    "history_help": Text(
        "The number of each day that was asked about; the band is where chance alone would have "
        "left it, dots are days that fired.",
        "每次检查的数值；阴影为仅凭偶然波动的范围，圆点为触发的日子。",
    ),
    "rules": Text("What is watched", "监控中的数字"),
    "rules_help": Text(
        "What today's rules say of the newest numbers. The floor is the volume below which nothing "
        "is said. Rules stand in headwater.toml. At most 2,000 lines are shown, the file has all.",
        "当前规则对最新数据的检查结果。下限为不作判断的最小量级。规则写在 headwater.toml 中。"
        "最多显示 2,000 行，文件包含全部。",
    ),
    "rules_none": Text("No rule is set.", "尚未设置规则。"),
    "log": Text("The log: all that fired and all that did not", "日志：触发与未触发"),
    "log_help": Text(
        "Every answer of the last 180 days about days of the window, with the reason. An answer "
        "that changed because its day was restated stands there twice. The newest {listed} are "
        "shown, the file has up to {most}.",
        "近 180 天内对窗口日期的每次检查及原因。若当日数据被更正导致结果变化，则有两条记录。"
        "此处显示最新 {listed} 条，文件最多含 {most} 条。",
    ),
    "log_none": Text("Nothing was asked in this window.", "此时间范围内没有检查记录。"),
    "show_all": Text("All", "全部"),
    "show_fired": Text("Fired", "已触发"),
    "show_quiet": Text("Did not fire", "未触发"),
    "alert": Text("Rule", "规则"),
    "rule": Text("Fires when", "触发条件"),
    "metric": Text("Metric", "指标"),
    "where": Text("About", "对象"),
    "city": Text("City", "城市"),
    "day": Text("Day", "日期"),
    "value": Text("Value", "数值"),
    "usual": Text("Usual or set", "通常值或设定值"),
    "range": Text("Range of chance", "偶然波动范围"),
    "low": Text("Chance, from", "波动下界"),
    "high": Text("Chance, to", "波动上界"),
    "volume": Text("Volume", "量级"),
    "floor": Text("Floor", "下限"),
    "reason": Text("Outcome", "结果"),
    "reason_fired": Text("fired", "已触发"),
    "reason_not_reached": Text("not reached", "未达条件"),
    "reason_inside_interval": Text("within chance", "在波动范围内"),
    "reason_below_floor": Text("below floor", "低于下限"),
    "reason_no_data": Text("no data", "无数据"),
    "reason_late": Text("delivery is late", "数据未到齐"),
    "reason_nothing_before": Text("nothing before", "无可比数据"),
    "reason_too_few_days": Text("too few days", "天数不足"),
    "delivery": Text("Message", "消息"),
    "delivery_": Text("–", "–"),
    "delivery_nobody": Text("to nobody", "无收件人"),
    "delivery_waiting": Text("waits for the end of quiet hours", "等待免打扰时段结束"),
    "delivery_sending": Text("on its way", "发送中"),
    "delivery_failed": Text("not sent, tried again", "未送达，将重试"),
    "delivery_sent": Text("sent", "已发送"),
    "delivery_withheld": Text("withheld: no right any more", "未发送：已无权限"),
    "delivered_at": Text("Sent at", "发送时间"),
    "evaluated_at": Text("Asked at", "检查时间"),
    "occasion_column": Text("Calendar", "日历"),
    "which": Text("Alert", "提醒"),
    "title": Text("{count} alerts, {company}", "{company}：{count} 条提醒"),
    "title_one": Text("Alert, {company}: {name}", "{company}提醒：{name}"),
}
