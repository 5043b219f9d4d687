"""Names and definitions of every number, as the definitions page has them."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "visitors": Text("Visitors", "访客"),
    "visitors_help": Text(
        "People, dated by their first session. All anonymous ids tied to one user are one person; "
        "bots are left out.",
        "按首次会话日期计的人数。绑定到同一用户的匿名 ID 算一人；不含机器流量。",
    ),
    "sessions": Text("Sessions", "会话"),
    "sessions_help": Text(
        "A session ends after 30 minutes without events or at a change of campaign.",
        "30 分钟无事件或更换广告活动即结束一次会话。",
    ),
    "registrations": Text("Registrations", "注册"),
    "registrations_help": Text("Accounts opened.", "开户的人数。"),
    "verifications": Text("Verified", "实名认证"),
    "verifications_help": Text("First valid identity check.", "首次通过实名认证的人数。"),
    "card_bounds": Text("Card bound", "绑卡"),
    "card_bounds_help": Text("First bank card bound.", "首次绑定银行卡的人数。"),
    "fundings": Text("Funded", "充值"),
    "fundings_help": Text("First successful recharge.", "首次充值成功的人数。"),
    "first_investments": Text("First investors", "首投人数"),
    "first_investments_help": Text(
        "People whose first confirmed investment falls in the window. Failed bids and cancelled "
        "orders never count.",
        "窗口内完成首次确认投资的人数。流标和取消的订单不计。",
    ),
    "repeat_investments": Text("Repeat investors", "复投人数"),
    "repeat_investments_help": Text(
        "People whose second confirmed investment falls in the window.",
        "窗口内完成第二次确认投资的人数。",
    ),
    "impressions": Text("Impressions", "展现"),
    "impressions_help": Text("As the platforms report them.", "以投放平台报表为准。"),
    "clicks": Text("Clicks", "点击"),
    "clicks_help": Text("As the platforms report them.", "以投放平台报表为准。"),
    "first_invested_amount": Text("First amount", "首投金额"),
    "first_invested_amount_help": Text(
        "Amount of first confirmed investments.", "首次确认投资的金额。"
    ),
    "invested_amount": Text("Invested", "投资金额"),
    "invested_amount_help": Text(
        "Amount of all confirmed investments of the window.", "窗口内全部确认投资的金额。"
    ),
    "annualised_amount": Text("Annualised", "年化投资额"),
    "annualised_amount_help": Text(
        "Amount × term in days / 365, so that short and long products compare.",
        "金额 × 期限天数 / 365，使长短期产品可比。",
    ),
    "revenue_amount": Text("Revenue", "收入"),
    "revenue_amount_help": Text(
        "Fee rate of the product × annualised amount.", "产品费率 × 年化投资额。"
    ),
    "outstanding_amount": Text("Outstanding", "待收本金"),
    "outstanding_amount_help": Text(
        "Principal not yet repaid at the end of the window; only for the whole company.",
        "窗口最后一天尚未回款的本金；只有全公司口径。",
    ),
    "spend_amount": Text("Spend", "花费"),
    "spend_amount_help": Text(
        "Media cost + contracts spread over their days + partner payables + coupons and red "
        "packets when used + activity costs.",
        "媒体消费 + 按天摊销的合同 + 合作方应付 + 已使用的优惠券和红包 + 活动费用。",
    ),
    "ctr": Text("CTR", "点击率"),
    "ctr_help": Text("Clicks / impressions.", "点击 / 展现。"),
    "cpc": Text("CPC", "点击单价"),
    "cpc_help": Text("Spend / clicks.", "花费 / 点击。"),
    "cpm": Text("CPM", "千次展现成本"),
    "cpm_help": Text("1000 × spend / impressions.", "1000 × 花费 / 展现。"),
    "cost_per_registration": Text("Cost per registration", "注册成本"),
    "cost_per_registration_help": Text("Spend / registrations.", "花费 / 注册人数。"),
    "cac": Text("CAC", "首投成本"),
    "cac_help": Text(
        "Spend / first investors of the same days and channel.", "同期同渠道的花费 / 首投人数。"
    ),
    "paid_cac": Text("Paid CAC", "付费首投成本"),
    "paid_cac_help": Text(
        "Spend of paid channels / first investors of paid channels.",
        "付费渠道的花费 / 付费渠道的首投人数。",
    ),
    "blended_cac": Text("Blended CAC", "综合首投成本"),
    "blended_cac_help": Text(
        "All spend / all first investors, paid or not.", "全部花费 / 全部首投人数（含自然流量）。"
    ),
    "roi": Text("ROI", "投资回报率"),
    "roi_help": Text(
        "(Revenue − spend) / spend, by acquisition cohort: spend of the entry days against the "
        "revenue those people brought by that age.",
        "（收入 − 花费）/ 花费，按获客群组计：进入日的花费，对应这些人到该天数为止带来的收入。",
    ),
    "roas": Text("ROAS", "收入花费比"),
    "roas_help": Text("Revenue / spend, by acquisition cohort.", "收入 / 花费，按获客群组计。"),
    "annualised_ratio": Text("Spend ratio", "投入产出比"),
    "annualised_ratio_help": Text(
        "Spend / annualised amount, by acquisition cohort; lower is better.",
        "花费 / 年化投资额，按获客群组计；越低越好。",
    ),
    "ltv": Text("Value per investor (LTV)", "人均价值（LTV）"),
    "ltv_help": Text(
        "Revenue that the people of the entry days brought by an age / those of them who had "
        "invested by then.",
        "进入日的人到该天数为止带来的收入 / 其中已投资的人数。",
    ),
    "payback_days": Text("Payback, days", "回本天数"),
    "payback_days_help": Text(
        "The first age at which the revenue of the entry days reaches their spend; only entry days "
        "that are so old count, and half of all must be.",
        "进入日的累计收入首次达到其花费的天数；只计已满该天数的进入日，且至少占一半。",
    ),
    "registration_rate": Text("Registration rate", "注册率"),
    "registration_rate_help": Text(
        "Visitors who registered within the funnel window / visitors.",
        "在漏斗窗口内注册的访客 / 访客。",
    ),
    "first_investment_rate": Text("First-investment rate", "首投转化率"),
    "first_investment_rate_help": Text(
        "Visitors who invested within the funnel window / visitors.",
        "在漏斗窗口内首投的访客 / 访客。",
    ),
    "repeat_rate": Text("Repeat rate", "复投率（人数）"),
    "repeat_rate_help": Text(
        "First investors who invested again within the funnel window / first investors.",
        "在漏斗窗口内再次投资的首投人 / 首投人。",
    ),
}
