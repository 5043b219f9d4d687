"""The campus and offline page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Do campus and offline activities bring investors, with and without their codes?",
        "校园与线下活动带来投资人了吗？无码的呢？",
    ),
    "answer": Text(
        "**{activities}** activities of these days cost **{cost}** and brought **{investors}** "
        "first investors by their codes, **{each}** each.{best}",
        "这些日期的 **{activities}** 场活动花费 **{cost}**，通过活动码带来 **{investors}** 位"
        "首投用户，每位 **{each}**。{best}",
    ),
    "best": Text(" The cheapest was {name} at {each}.", "最划算的是{name}，每位 {each}。"),
    "lifts_seen": Text(
        " Without a code, more people than elsewhere surely invested in **{up}** of the {told} "
        "places that could be compared ({all} were watched); of the others, chance may explain it.",
        "在可比较的 {told} 处中，有 **{up}** 处无码首投确实多于其他城市（共观察 {all} 处），"
        "其余可能只是偶然。",
    ),
    "no_lifts": Text(
        " What came without a code cannot be told in any of the places.",
        "无码带来的增量均无法判断。",
    ),
    "whole_life": Text(
        "Whole life of what began in {days} · as of {as_of}",
        "{days} 开始的活动与投放，统计其全程 · 数据截至 {as_of}",
    ),
    "nothing": Text(
        "No campus or offline activity began in these days (0 activities).",
        "这些日期没有开始的校园或线下活动（0 场）。",
    ),
    "nothing_title": Text("No activities in these days", "这些日期没有活动"),
    "nothing_body": Text(
        "Fill in the activity workbook (activities, cost lines, head counts, codes with team and "
        "venue) and drop it into `inbox/activities/`. If it was delivered, choose a longer period "
        "or other channels above.",
        "请填写活动表（活动、费用、人数、代码及小组与场地）并放入 `inbox/activities/`。"
        "若已交付，请选择更长时间或其他渠道。",
    ),
    "cost": Text("Cost", "花费"),
    "cost_help": Text(
        "Cost lines of the activities that began in these days, the highest version of each.",
        "这些日期开始的活动的费用行，取最高版本。",
    ),
    "without_cost": Text("{count} without any cost line", "{count} 场无费用记录"),
    "scans": Text("Scans", "扫码"),
    "scans_help": Text("Visits that entered by one of their codes.", "通过活动码进入的访问。"),
    "registrations": Text("Registrations", "注册"),
    "registrations_help": Text(
        "Accounts that registered with a code, else after scanning it.",
        "带活动码注册、或扫码后注册的账户。",
    ),
    "first_investments": Text("First investors", "首投用户"),
    "cost_per_investor": Text("Cost per coded investor", "每位有码首投成本"),
    "cost_per_investor_help": Text(
        "Cost over the first investors whom codes brought.", "花费除以活动码带来的首投用户数。"
    ),
    "cost_per_incremental": Text("Cost per investor won", "每位增量首投成本"),
    "cost_per_incremental_help": Text(
        "Only of places where more people than elsewhere invested without a code, and that is told "
        "from chance: their cost over those people.",
        "仅计无码首投显著多于其他城市的地点：其花费除以增量人数。",
    ),
    "cost_per_registration": Text("Cost per coded registration", "每个有码注册成本"),
    "price": Text("Cost of a coded investor", "有码首投成本"),
    "price_help": Text(
        "By activity, the cheapest first; activities without a coded first investor or without "
        "cost lines are only in the list below.",
        "按活动，从低到高；无有码首投或无费用记录的活动仅见下方列表。",
    ),
    "codes": Text("What codes brought", "活动码带来了什么"),
    "codes_help": Text(
        "Codes of the activities that began in these days. A code without a team or venue of its "
        "own has the activity's.",
        "这些日期开始的活动的代码。未注明小组或场地的代码取活动的。",
    ),
    "no_codes": Text("These activities have no codes.", "这些活动没有代码。"),
    "list": Text("Activities", "活动"),
    "list_help": Text(
        "Cost lines, heads counted on the spot, and what codes brought to date.",
        "费用、现场人数与活动码至今带来的结果。",
    ),
    "by_activity_name": Text("Activity", "活动"),
    "by_team": Text("Team", "小组"),
    "by_venue": Text("Venue", "场地"),
    "by_code": Text("Code", "代码"),
    "activity_name": Text("Activity", "活动"),
    "activity_id": Text("Number", "编号"),
    "activities": Text("Activities", "活动数"),
    "team": Text("Team", "小组"),
    "venue": Text("Venue", "场地"),
    "code": Text("Code", "代码"),
    "city": Text("City", "城市"),
    "start_date": Text("Began", "开始"),
    "watched_until": Text("Watched until", "观察至"),
    "planned_amount": Text("Planned", "预算"),
    "cost_amount": Text("Cost", "花费"),
    "distributed": Text("Given out", "发放"),
    "attended": Text("Attended", "到场"),
    "scanned": Text("Scans counted", "现场扫码"),
    "invested_amount": Text("Invested", "投资额"),
    "revenue_amount": Text("Revenue", "收入"),
    "lifts": Text("What no code explains", "无码增量"),
    "lifts_help": Text(
        "The city of each activity and offline contract, from its first day for at least a week, "
        "against cities without one at the time: a demeaned synthetic control with placebo "
        "intervals (95 %). Green: told from chance.",
        "每场活动或线下合同所在城市（自首日起至少一周），与同期无活动的城市相比：去均值合成控制，"
        "安慰剂区间（95 %）。绿色：显著。",
    ),
    "lifts_note": Text(
        "Registrations and first investors leave out accounts that a code brought. The halo counts "
        "visits through direct and brand search. On campus means the networks from which people "
        "registered with the venue's codes, against other campuses. A refused answer says why.",
        "注册与首投不含活动码带来的账户；光环为直接访问与品牌搜索的访问；"
        "校内指曾有人用该场地活动码注册的网络，与其他校园相比。无法判断的会说明原因。",
    ),
    "no_placements": Text(
        "No activity or offline contract with a city began in these days.",
        "这些日期没有带城市的活动或线下合同开始。",
    ),
    "of_registrations": Text("Registrations", "注册"),
    "of_first_investments": Text("First investors", "首投"),
    "of_halo_sessions": Text("Halo", "光环"),
    "of_campus_registrations": Text("Registrations on campus", "校内注册"),
    "of_campus_first_investments": Text("First investors on campus", "校内首投"),
    "placement_name": Text("Activity or contract", "活动或合同"),
    "verdict": Text("Seen", "结论"),
    "verdict_lift": Text("More than elsewhere", "多于其他城市"),
    "verdict_drop": Text("Fewer than elsewhere", "少于其他城市"),
    "verdict_cannot tell": Text("Cannot tell", "无法判断"),
    "incremental": Text("Incremental", "增量"),
    "incremental_low": Text("From", "下限"),
    "incremental_high": Text("To", "上限"),
    "interval": Text("95 % interval", "95 % 区间"),
    "controls": Text("Cities compared", "对照城市"),
    "why": Text("Why not told", "无法判断的原因"),
    "cities": Text("Outdoor and print by city", "户外与报纸：按城市"),
    "cities_help": Text(
        "Contracts spread over their days, activities at their cost lines' days, and accounts by "
        "acquisition channel and own city. Without a city stands what is national or not known.",
        "合同按天分摊，活动按费用日期；账户按获客渠道与本人城市。无城市者为全国或未知。",
    ),
    "no_cities": Text(
        "No offline channel cost or brought anything in these days.",
        "这些日期没有线下渠道的花费或注册。",
    ),
    "audience": Text("Who registers, by decade of birth", "注册人群：按出生年代"),
    "audience_help": Text(
        "Registrations by acquisition channel and decade of birth; the tooltip has those who "
        "invested.",
        "按获客渠道与出生年代统计注册数；悬停可见首投数。",
    ),
    "birth_decade": Text("Born in", "出生年代"),
    "decade": Text("{decade}s", "{decade}后"),
    "decade_unknown": Text("Not known", "未知"),
    "investing_rate": Text("First investors per registration", "注册到首投"),
    "first_invested_amount": Text("First invested", "首投金额"),
    "verdicts": Text("Verdicts on campus and offline", "校园与线下活动结论"),
    "verdicts_help": Text(
        "Investors won in the city of each activity and offline contract, whether a code brought "
        "them or not, against cities without one at the time; times what a first investor brings "
        "in the first month, less what it cost (95 %).",
        "每场活动或线下合同所在城市多出的投资人（不论有码无码，与同期无活动的城市相比），"
        "乘以首投用户首月收入，减去花费（95 %）。",
    ),
    "verdicts_note": Text(
        "People who registered in the days watched and invested within 30 days count, so a verdict "
        "comes a month after. Coded investors are counted, not shown to be won.",
        "统计观察期内注册并在 30 天内投资的人，因此一个月后才有结论。"
        "有码投资人只是计数，不等于增量。",
    ),
    "investors": Text("Investors won", "增量投资人"),
    "investors_help": Text(
        "People of the city who registered in the days watched and invested within 30 days, beyond "
        "what the other cities foretold.",
        "观察期内在该城市注册并于 30 天内投资、超出其他城市推算的人数。",
    ),
    "coded": Text("Coded investors", "有码投资人"),
    "worth": Text("Revenue of one in a month", "每人首月收入"),
    "because": Text("Why", "理由"),
    "map": Text("Where activities were held", "活动在哪些城市"),
    "map_help": Text(
        "Cities with an activity or a watched place that began in these days: the larger the dot, "
        "the more first investors its codes brought; green where more people than elsewhere "
        "invested without a code. Only points by longitude and latitude, no map.",
        "这些日期开始活动或观察的城市：圆点越大，活动码带来的首投越多；"
        "绿色表示无码首投显著多于其他城市。仅按经纬度标点，不是地图。",
    ),
    "place_lift": Text("more than elsewhere, without a code", "无码首投多于其他城市"),
    "place_cannot tell": Text("cannot be told", "无法判断"),
    "place_untold": Text("not measured", "未测量"),
    "longitude": Text("Longitude", "经度"),
    "latitude": Text("Latitude", "纬度"),
    "unplaced": Text(
        "Not on the map, as their place is not known: {names}.",
        "以下城市位置未知，未标在图上：{names}。",
    ),
}
