"""The funnel page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Where do we lose people between first visit and second investment?",
        "从首次访问到复投，人在哪里流失？",
    ),
    "answer": Text(
        "Of 1,000 visitors **{investors}** invest within {window} days and **{repeat}** invest "
        "again. After registration, most are lost before **{step}**: {lost} of those at the step "
        "before do not get that far.",
        "每 1,000 名访客中，**{investors}** 人在 {window} 天内首投，**{repeat}** 人复投。"
        "注册之后，流失最大的是 **{step}** 之前：上一步中有 {lost} 未走到这一步。",
    ),
    "answer_young": Text(
        "Too early to judge: none of these {days} entry days is {window} days old. So far "
        "**{investors}** of 1,000 visitors invested; after registration, most are lost before "
        "**{step}** ({lost} of those at the step before).",
        "尚早：这 {days} 个进入日都未满 {window} 天。目前每 1,000 名访客首投 **{investors}** 人；"
        "注册之后，流失最大的是 **{step}** 之前（上一步流失 {lost}）。",
    ),
    "show_judged": Text("Show the latest judged days ({days})", "查看最近的成熟区间（{days}）"),
    "to_verifications": Text("the identity check", "实名认证"),
    "to_card_bounds": Text("binding a card", "绑卡"),
    "to_fundings": Text("the first recharge", "首次充值"),
    "to_first_investments": Text("the first investment", "首投"),
    "to_repeat_investments": Text("the second investment", "复投"),
    "steps": Text("Steps", "各步人数"),
    "steps_help": Text(
        "People by the day of their first visit who reached each step, after all steps before it, "
        "within {window} days. Solid: entry days old enough to judge; rates are theirs. Lighter: "
        "younger days, still growing.",
        "按首次访问日计，在 {window} 天内依次走到每一步的人数。深色：已成熟的进入日，"
        "转化率以此为准；浅色：较新的进入日，仍会增长。",
    ),
    "bar_label": Text(
        "{people}  ·  {step} of the step before  ·  {overall} of visitors",
        "{people}  ·  上一步的 {step}  ·  访客的 {overall}",
    ),
    "step": Text("Step", "步骤"),
    "reached": Text("Reached (judged days)", "到达（成熟）"),
    "reached_young": Text("Reached (younger days)", "到达（未成熟）"),
    "step_rate": Text("From the step before", "上一步转化"),
    "overall_rate": Text("Of all visitors", "总转化"),
    "basis": Text(
        "{mature} of {all} entry days are {window} days old",
        "{all} 个进入日中 {mature} 个已满 {window} 天",
    ),
    "trend": Text("Conversion by period of entry", "按进入时间的转化率"),
    "trend_help": Text(
        "Each period's visitors and what became of them within {window} days. Hollow points and "
        "the dashed line are too young to judge and will still rise.",
        "各期访客在 {window} 天内的结果。空心点与虚线尚未成熟，仍会上升。",
    ),
    "by_channel": Text("Conversion between steps, by channel", "分渠道各步转化率"),
    "by_channel_help": Text(
        "Share that goes on from the step before. Darker is better within a column. Grey: fewer "
        "than {floor} people stood at the step before, or no entry day is old enough to judge. "
        "The {most} channels with the most visitors; the file holds all.",
        "从上一步继续的比例，同列中颜色越深越好。"
        "灰色：上一步不足 {floor} 人，或没有已成熟的进入日。"
        "只列访客最多的 {most} 个渠道，下载文件含全部渠道。",
    ),
    "registrations_rate": Text("Registered", "注册"),
    "verifications_rate": Text("Verified", "实名"),
    "card_bounds_rate": Text("Card", "绑卡"),
    "fundings_rate": Text("Funded", "充值"),
    "first_investments_rate": Text("Invested", "首投"),
    "repeat_investments_rate": Text("Again", "复投"),
    "people": Text("People", "人数"),
}
