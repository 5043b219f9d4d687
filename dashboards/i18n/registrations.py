"""The referral and bonus hunters page: when registrations come about."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "times": Text("From the click to the account", "从点击到开户"),
    "times_help": Text(
        "Share in % of a group's registrations by the time between the last touch that brought "
        "them (else their first visit) and the account. A partner whose people take seconds where "
        "all others take minutes sends machines.",
        "各组注册按「带来注册的最后一次触达（否则首次访问）到开户」时长的占比（%）。"
        "其他人需要几分钟、而某合作方的人只需几秒，多为机器。",
    ),
    "times_note": Text(
        "The first row is everybody whom no partner brought. Grey: fewer than 20 registrations.",
        "第一行为所有非合作方带来的注册。灰色：不足 20 个注册。",
    ),
    "hours": Text("Hours in which accounts are opened", "开户时段"),
    "hours_help": Text(
        "Share in % of a group's registrations by company hour of day. A dark cell at night where "
        "all others sleep is a burst.",
        "各组注册按公司时间小时的占比（%）。他人入睡时的深色格即夜间突增。",
    ),
    "hours_note": Text(
        "Single registrations in doubt, with their signs, are on the Partners page.",
        "存疑的单个注册及其迹象见「合作方」页。",
    ),
    "the_rest": Text("No partner", "非合作方"),
    "band": Text("Time from the click", "点击后时长"),
    "hour": Text("Hour of day", "小时"),
    "seconds_from": Text("Seconds from", "起始秒数"),
    "share_of_group": Text("Share of the group", "组内占比"),
    "of_group": Text("Of the group", "该组注册"),
    "after_0": Text("<15 s", "<15秒"),
    "after_15": Text("15 s", "15秒"),
    "after_60": Text("1 min", "1分"),
    "after_300": Text("5 min", "5分"),
    "after_1800": Text("30 min", "30分"),
    "after_7200": Text("2 h", "2小时"),
    "after_86400": Text("1 d", "1天"),
    "after_604800": Text("1 wk+", "1周+"),
}
