"""Words of the funnel page on named funnels by month of entry."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "named": Text("Funnel", "漏斗"),
    "entry_month": Text("Month of entry", "进入月份"),
    "young_month": Text("{month}, too young", "{month}（未成熟）"),
    "young_note": Text(
        "Not everybody of this month has had the whole window: counts will still grow, and times "
        "are those of the quick ones so far.",
        "本月并非所有人都已走完窗口：人数仍会增加，用时目前只反映较快的人。",
    ),
    "times": Text("Losses and times between steps", "各步流失与用时"),
    "times_help": Text(
        "People of all channels who took the first step in the month, each step at or after the "
        "one before within {window} days. Median and p90 are exact for this month: half and nine "
        "in ten of those who arrived needed at most that long.",
        "当月走第一步的全部渠道用户，各步依次发生在 {window} 天内。中位数与 P90 为当月精确值："
        "到达者中一半、九成所用时间不超过此值。",
    ),
    "lost": Text("Lost since the step before", "较上一步流失"),
    "lost_share": Text("Share lost", "流失率"),
    "median_hours": Text("Median hours from the step before", "距上一步用时中位数（小时）"),
    "p90_hours": Text("p90 hours from the step before", "距上一步用时 P90（小时）"),
    "median_hours_from_entry": Text("Median hours from entry", "距进入用时中位数（小时）"),
    "median_hours_to_last": Text("Median hours to the last step", "到最后一步用时中位数（小时）"),
    "by_value": Text("Who gets through", "谁走得更远"),
    "by_value_help": Text(
        "The same people by what is known of them: channel, campaign, keyword, city and device of "
        "the acquisition, age at the first visit, first promotion given within the window. The 200 "
        "values with the most entries have rows of their own.",
        "同一批用户按已知属性拆分：获客渠道、计划、关键词、城市、设备、首次访问时年龄、"
        "窗口内首个优惠。进入人数最多的 200 个值单列。",
    ),
    "by_value_none": Text("Nobody entered in this month", "本月无人进入"),
    "promotion_note": Text(
        "Not an effect: only people who came far enough are given a promotion.",
        "这不是效果：只有走到一定步骤的人才会得到优惠。",
    ),
    "value_channel": Text("Channel", "渠道"),
    "value_campaign": Text("Campaign", "计划"),
    "value_keyword": Text("Keyword", "关键词"),
    "value_city": Text("City", "城市"),
    "value_device": Text("Device", "设备"),
    "value_age_band": Text("Age", "年龄段"),
    "value_promotion": Text("Promotion", "优惠活动"),
    "no_value": Text("Not known", "未知"),
    "rest": Text("All smaller ones", "其余合计"),
    "age_under_25": Text("Under 25", "25 岁以下"),
    "age_25_34": Text("25 to 34", "25–34 岁"),
    "age_35_44": Text("35 to 44", "35–44 岁"),
    "age_45_54": Text("45 to 54", "45–54 岁"),
    "age_55_plus": Text("55 and older", "55 岁及以上"),
    "named_trend": Text("Through the whole funnel, by period of entry", "按进入时间的全程转化率"),
    "named_trend_help": Text(
        "The share of each period's people who took the last step within {window} days. Hollow "
        "points and the dashed line are too young to judge and will still rise.",
        "各期用户在 {window} 天内走到最后一步的比例。空心点与虚线尚未成熟，仍会上升。",
    ),
    "entered": Text("Entered", "进入"),
    "converted": Text("Took the last step", "走到最后一步"),
    "to_last": Text("To the last step", "全程转化率"),
    "step_visit": Text("Visit", "访问"),
    "step_registration": Text("Registration", "注册"),
    "step_verification": Text("Verification", "实名认证"),
    "step_card_bound": Text("Card bound", "绑卡"),
    "step_funded": Text("Funded", "充值"),
    "step_first_investment": Text("First investment", "首投"),
    "step_repeat_investment": Text("Repeat investment", "复投"),
}
