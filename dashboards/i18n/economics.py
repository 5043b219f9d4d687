"""The economics page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Does what people bring pay for what they cost, and when?", "花的钱赚得回来吗？多久回本？"
    ),
    "answer": Text(
        "The people of these months cost **{spend}** and had brought back **{roas}** of that by "
        "day {age}. {payback} {channels}",
        "这几个月进入的人共花费 **{spend}**，到第 {age} 天已带回 **{roas}**。{payback}{channels}",
    ),
    "nothing": Text("Nothing was spent on the people of these months.", "这几个月没有获客花费。"),
    "paid_back": Text("It had paid for itself on day **{days}**.", "第 **{days}** 天回本。"),
    "not_paid_back": Text(
        "It has not paid for itself so far (day {days}).", "至今尚未回本（第 {days} 天）。"
    ),
    "channels": Text(
        "**{paid}** of {spending} channels with spend have paid back; of those with {floor} "
        "investors or more {first} did first, on day **{days}**.",
        "有花费的 {spending} 个渠道中 **{paid}** 个已回本；首投不少于 {floor} 人的渠道里，"
        "{first}最快（第 **{days}** 天）。",
    ),
    "channels_small": Text(
        "**{paid}** of {spending} channels with spend have paid back, none of them with {floor} "
        "investors.",
        "有花费的 {spending} 个渠道中 **{paid}** 个已回本，但首投都不足 {floor} 人。",
    ),
    "no_channel": Text(
        "None of the {spending} channels with spend has paid back.",
        "有花费的 {spending} 个渠道均未回本。",
    ),
    "horizon": Text("Look ahead", "预测期"),
    "horizon_30": Text("30 days", "30 天"),
    "horizon_90": Text("90 days", "90 天"),
    "horizon_180": Text("180 days", "180 天"),
    "roas": Text("Brought back", "已带回"),
    "roas_help": Text(
        "Revenue / spend of the entry days, at the largest age that half of them have reached.",
        "进入日的收入 / 花费，取至少一半进入日已满的最大天数。",
    ),
    "payback": Text("Payback, days", "回本天数"),
    "payback_help": Text(
        "The first age at which the revenue of the entry days reaches their spend, among the ages "
        "that half of them have reached.",
        "进入日的累计收入首次达到花费的天数，只看至少一半进入日已满的天数。",
    ),
    "ltv": Text("Value per investor", "人均价值"),
    "ltv_help": Text(
        "Revenue so far / first investors so far, at the same age.", "同一天数的收入 / 首投人数。"
    ),
    "to_come": Text("Investors still to come", "待转化首投"),
    "to_come_help": Text(
        "Expected of the people of these months within the look-ahead, from the lag curve of older "
        "entry days, with its 95 % interval.",
        "这几个月进入的人在预测期内预计还会首投的人数，由更早进入日的滞后曲线推算，附 95 % 区间。",
    ),
    "matrix": Text("Months of entry by age", "进入月份 × 天数"),
    "matrix_help": Text(
        "People by the month they came, and what they had cost and brought by each age. Only entry "
        "days that are so old count, on both sides. The file holds month by channel by age.",
        "按进入月份分组，到各天数为止的花费与产出。两边都只计已满天数的进入日。"
        "下载文件含月份 × 渠道 × 天数的全部数据。",
    ),
    "by_channel": Text("Channels by age", "渠道 × 天数"),
    "by_channel_help": Text(
        "The same figures by acquisition channel, the months together: the {most} with the largest "
        "spend, also those without conversions. The file holds all.",
        "同一指标按获客渠道划分，各月合计：花费最高的 {most} 个渠道，无转化的也保留。"
        "下载文件含全部渠道。",
    ),
    "young": Text(
        "Grey: fewer than half of the entry days are so old; the figure is that of those that are.",
        "灰色：不到一半的进入日已满该天数，数值只计已满的进入日。",
    ),
    "curve": Text("Brought back by age", "带回比例随天数变化"),
    "curve_help": Text(
        "Revenue / spend of all chosen channels by age. Dashed: fewer than half of the entry days "
        "are so old. Payback is where the full line crosses 1.",
        "所选渠道的收入 / 花费随天数变化。虚线：不到一半的进入日已满该天数。"
        "实线与 1 相交处即回本。",
    ),
    "coming": Text("Still to come within {days} days", "{days} 天内还会带来的"),
    "coming_help": Text(
        "Solid: so far. Light: still to come within {days} days of entry, estimated from the lag "
        "curve of older entry days; the orange line is its 95 % interval.",
        "深色：目前已有；浅色：进入后 {days} 天内预计还会有的，由更早进入日的滞后曲线推算；"
        "橙线为 95 % 区间。",
    ),
    "expected": Text(
        "Within {days} days of entry each {one} spent is expected to bring **{roas}** ({low} to "
        "{high}).",
        "进入后 {days} 天内，每花 {one} 预计带回 **{roas}**（{low} 至 {high}）。",
    ),
    "too_young": Text(
        "Too few entry days are {days} days old to say what is still to come. A shorter look-ahead "
        "may tell more.",
        "已满 {days} 天的进入日太少，无法推算。可选择更短的预测期。",
    ),
    "values": Text("Value per investor at {days} days", "{days} 天人均价值"),
    "values_help": Text(
        "Revenue per first investor of each cohort so far (solid) and carried on to {days} days as "
        "older cohorts grew (light, chain ladder), with its 95 % interval.",
        "各群组人均收入：深色为目前值，浅色为按更早群组的增长推算到 {days} 天的值（链梯法），"
        "橙线为 95 % 区间。",
    ),
    "holdout": Text(
        "Held out: {cohorts} cohorts were forecast from their first age by the growth of the "
        "others, up to day {days}; on average such forecasts were off by **{error}**.",
        "留出检验：{cohorts} 个群组仅凭首期数据、按其他群组的增长预测（至第 {days} 天），"
        "平均误差 **{error}**。",
    ),
    "no_holdout": Text(
        "There are too few older cohorts to forecast, or to test a forecast on.",
        "更早的群组太少，无法预测或检验。",
    ),
    "repeats": Text(
        "By each one's own rhythm (BG/NBD), the {investors} investors there are will invest on "
        "about {investments} days within {days} days and bring **{revenue}** of revenue (95 %: "
        "{low} to {high}).",
        "按每位投资人自己的节奏（BG/NBD）推算，现有 {investors} 位投资人未来 {days} 天内约有 "
        "{investments} 个投资日，带来收入 **{revenue}**（95% 区间：{low} 至 {high}）。",
    ),
    "model_closer": Text(
        "On the last {days} days, held out for all channels, this was off by **{model}** and the "
        "growth of older cohorts by {curve}: the rhythm is to be preferred.",
        "以最近 {days} 天（全部渠道）作留出检验：本模型误差 **{model}**，按更早群组增长推算误差 "
        "{curve}，应以本模型为准。",
    ),
    "curve_closer": Text(
        "On the last {days} days, held out for all channels, this was off by {model} and the "
        "growth of older cohorts by **{curve}**: the growth is to be preferred.",
        "以最近 {days} 天（全部渠道）作留出检验：本模型误差 {model}，按更早群组增长推算误差 "
        "**{curve}**，应以后者为准。",
    ),
    "no_curve": Text(
        "On the last {days} days, held out for all channels, this was off by **{model}**; there "
        "are too few older cohorts to grow by.",
        "以最近 {days} 天（全部渠道）作留出检验：本模型误差 **{model}**；更早的群组太少，"
        "无法按其增长推算。",
    ),
    "returns": Text("Payback by channel", "各渠道回本"),
    "returns_help": Text(
        "Spend of all entry days; the other figures at the judged age, the largest that half of "
        "the entry days have reached.",
        "花费为全部进入日；其余指标取判断天数，即至少一半进入日已满的最大天数。",
    ),
    "cohort_month": Text("Month of entry", "进入月份"),
    "cohort": Text("Entry from", "进入起始日"),
    "mature_share": Text("Entry days so old", "已满天数的进入日占比"),
    "judged_age": Text("Judged age", "判断天数"),
    "so_far": Text("So far", "目前"),
    "still_to_come": Text("Still to come", "还会有"),
    "in_the_end": Text("Expected", "预计"),
    "low": Text("Low", "下限"),
    "high": Text("High", "上限"),
    "investors_so_far": Text("First investors so far", "目前首投人数"),
    "investors_to_come": Text("Investors to come", "待转化首投"),
    "investors_low": Text("Investors to come, low", "待转化首投下限"),
    "investors_high": Text("Investors to come, high", "待转化首投上限"),
    "revenue_so_far": Text("Revenue so far", "目前收入"),
    "revenue_to_come": Text("Revenue to come", "待实现收入"),
    "revenue_low": Text("Revenue to come, low", "待实现收入下限"),
    "revenue_high": Text("Revenue to come, high", "待实现收入上限"),
    "final_roas": Text("Expected ROAS", "预计收入花费比"),
    "roas_low": Text("Expected ROAS, low", "预计收入花费比下限"),
    "roas_high": Text("Expected ROAS, high", "预计收入花费比上限"),
    "value_so_far": Text("Value so far", "目前人均价值"),
    "value_forecast": Text("Expected value", "预计人均价值"),
    "is_forecast": Text("Forecast", "预测值"),
}
