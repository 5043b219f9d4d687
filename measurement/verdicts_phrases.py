"""What a verdict says to people."""

from measurement.words import Phrases

PHRASES: Phrases = {
    "randomised": (
        "Lots were drawn: people with and without the promotion are compared.",
        "随机分组：直接比较有无活动的人。",
    ),
    "matched": (
        "No lots were drawn; people with the promotion are compared with people who had behaved "
        "alike, before and after.",
        "没有随机分组；与此前行为相似的人做前后对比。",
    ),
    "geo": (
        "No lots were drawn; the places with the promotion are compared with a mix of others that "
        "had moved alike.",
        "没有随机分组；与走势相似的其他地区组合对比。",
    ),
    "series": (
        "There is no control; the time of the promotion is compared with what the time before "
        "foretold.",
        "没有对照；与活动前推算的走势对比。",
    ),
    "no_method": (
        "No method can judge this promotion: there are neither arms, nor people or places without "
        "it, nor a long enough time before. Keep a random tenth of people without it next time.",
        "没有方法可以判断：既无分组，也无未参加的人或地区，前期也不够长。下次请随机留出一成的人。",
    ),
    "refused": (
        "The method that these data call for cannot be used: the verdict says why.",
        "这些数据所需的方法无法使用，原因见结论。",
    ),
    "no_cost": (
        "No cost is recorded, so profit is unknown: record the subsidy spent and the activity's "
        "cost.",
        "没有记录成本，无法计算利润：请录入实际补贴与活动成本。",
    ),
    "overlap": (
        "{share:.0%} of the people were in another promotion, too{other}; its effect is part of "
        "this one.",
        "{share:.0%} 的人同时参加了其他活动{other}，其效果混在一起。",
    ),
    "scale": (
        "Scale it: it earned {net:,.0f} {unit} net (95 %: {low:,.0f} to {high:,.0f}).",
        "扩大：净增利润 {net:,.0f} {unit}（95 %：{low:,.0f} 至 {high:,.0f}）。",
    ),
    "fix": (
        "Fix it: it works, but costs more than it brings ({net:,.0f} {unit} net, 95 %: "
        "{low:,.0f} to {high:,.0f}). At a subsidy below {affordable:,.0f} {unit} it would pay.",
        "调整：有效果但入不敷出（净 {net:,.0f} {unit}，95 %：{low:,.0f} 至 {high:,.0f}）。"
        "补贴低于 {affordable:,.0f} {unit}才划算。",
    ),
    "stop": (
        "Stop it: it lost {loss:,.0f} {unit} net (95 %: {low:,.0f} to {high:,.0f}).",
        "停止：净亏 {loss:,.0f} {unit}（95 %：{low:,.0f} 至 {high:,.0f}）。",
    ),
    "cannot tell": (
        "Cannot tell: net profit lies between {low:,.0f} and {high:,.0f} {unit}. About {times:.0f} "
        "times the people or days would be needed.",
        "无法判断：净利润在 {low:,.0f} 至 {high:,.0f} {unit}之间，"
        "约需 {times:.0f} 倍的人数或天数。",
    ),
    "too_near_zero": (
        "Cannot tell: net profit lies between {low:,.0f} and {high:,.0f} {unit}, and what it "
        "brought is so near to what it cost that even {most:.0f} times the people or days would "
        "not settle it. Next time, lower the cost or give something that moves people more.",
        "无法判断：净利润在 {low:,.0f} 至 {high:,.0f} {unit}之间，收入与成本十分接近，"
        "即使 {most:.0f} 倍的人数或天数也难以判断。下次请降低成本，或加大激励。",
    ),
    "borrowed": (
        "It borrowed from later: the effect after is {persistence:.0%} of the effect during.",
        "提前消费：活动后效果为活动中的 {persistence:.0%}。",
    ),
    "may_have_borrowed": (
        "It may have borrowed from later: the effect after is {persistence:.0%} of the effect "
        "during, though chance could do that.",
        "可能提前消费：活动后效果为活动中的 {persistence:.0%}，但也可能是偶然。",
    ),
    "borrowing_unknown": (
        "Whether it was pulled forward cannot be told (the effect after is {persistence:.0%} of "
        "the effect during): that would need about {people:,.0f} people in the arm.",
        "无法判断是否提前消费（活动后效果为活动中的 {persistence:.0%}）："
        "该组约需 {people:,.0f} 人。",
    ),
}
