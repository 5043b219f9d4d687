"""The referral and bonus hunters page: bonus hunters."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Who came only for the subsidy, and whom do our members bring?",
        "谁只为补贴而来？老用户又带来了谁？",
    ),
    "answer": Text(
        "With a score of {cut_off} or more, **{hunters}** of {investors} first investors of these "
        "days ({share}) are bonus hunters; they took **{subsidy}** ({subsidy_share}) of the "
        "subsidy. Without them a first investor costs **{real_cac}** instead of {cac}.",
        "以 {cut_off} 分为界，这些日期的 {investors} 位首投用户中有 **{hunters}** 位（{share}）是"
        "羊毛党，拿走 **{subsidy}** 补贴（{subsidy_share}）。剔除后首投成本为 **{real_cac}**，"
        "而非 {cac}。",
    ),
    "invites": Text(
        " {inviters} inviters have brought {accounts} accounts so far, and {invited} of those "
        "invested.",
        "至今 {inviters} 位邀请人带来 {accounts} 个账户，其中 {invited} 个已投资。",
    ),
    "no_invites": Text(
        " No invites were delivered: `users` needs `inviter_user_id` or `invite_code`.",
        "尚无邀请数据：`users` 需要 `inviter_user_id` 或 `invite_code`。",
    ),
    "nothing": Text(
        "Nobody invested for the first time in these days (0 first investors).",
        "这些日期没有首投用户（0 位）。",
    ),
    "nothing_title": Text("No first investors to judge", "没有可判断的首投用户"),
    "nothing_body": Text(
        "Scores need the platform's `investments`, `products`, `repayments` and `withdrawals`; "
        "`card_binds`, `coupon_redemptions` and the web events of registrations (with `ip` and "
        "`device_id`) make them sharper. If they are delivered, choose a longer period above.",
        "评分需要平台的 `investments`、`products`、`repayments`、`withdrawals`；`card_binds`、"
        "`coupon_redemptions` 与注册事件（含 `ip`、`device_id`）可提高准确度。"
        "若已交付，请选择更长时间。",
    ),
    "cut_off": Text("Bonus hunter from a score of", "羊毛党分数线"),
    **{f"cut_off_{n}": Text(str(n), f"{n} 分") for n in (50, 60, 70, 80, 90)},
    "score": Text("Score", "羊毛分"),
    "score_help": Text(
        "0 to 100. Only minimum-sized investments 25, only the shortest term 10, every one carried "
        "by a coupon 20, withdrawn at maturity for good 25 (10 before maturity); sharing with "
        "others who behave the same a card 20, a device 20, an inviter 5, a network 5.",
        "0 至 100。只投最低金额 25，只投最短期限 10，每笔都用券 20，"
        "到期提现且不再投资 25（未到期 10）；"
        "与同类人共用银行卡 20、设备 20、邀请人 5、网段 5。",
    ),
    "investors": Text("First investors", "首投用户"),
    "hunters": Text("Bonus hunters", "羊毛党"),
    "hunters_help": Text(
        "First investors of these days whose score reaches the cut-off. Before their first "
        "maturity only what they share with others gives them away.",
        "这些日期首投且分数达到分数线的用户。首笔到期前只能凭与他人的关联识别。",
    ),
    "young_note": Text("{young} not matured yet", "{young} 位尚未到期"),
    "hunter_share": Text("Share of hunters", "羊毛党占比"),
    "subsidy_amount": Text("Subsidy", "补贴"),
    "hunter_subsidy_amount": Text("Subsidy to hunters", "羊毛党补贴"),
    "hunter_subsidy_amount_help": Text(
        "Coupons used, red packets received and rewards paid for inviting them, to date.",
        "至今已用优惠券、已领红包及因邀请其而发放的奖励。",
    ),
    "hunter_subsidy_share": Text("Their share of it", "羊毛党补贴占比"),
    "subsidy_per_investor": Text("Subsidy per investor", "人均补贴"),
    "subsidy_per_real_investor": Text("Subsidy per real investor", "真实投资人均补贴"),
    "subsidy_per_real_investor_help": Text(
        "All of the subsidy over the investors who are no hunters.",
        "全部补贴除以非羊毛党投资人数。",
    ),
    "spend_amount": Text("Spend", "花费"),
    "cac": Text("CAC", "首投成本"),
    "real_cac": Text("CAC without hunters", "剔除后首投成本"),
    "real_cac_help": Text(
        "All spend of these days over the first investors who are no bonus hunters.",
        "这些日期的全部花费除以非羊毛党首投用户数。",
    ),
    "cac_note": Text("{cac} with them", "含羊毛党 {cac}"),
    "invested_per_investor": Text("Invested per investor", "人均投资额"),
    "revenue_per_investor": Text("Revenue per investor", "人均收入"),
    "histogram": Text("Scores", "分数分布"),
    "histogram_help": Text(
        "First investors by score in steps of five; red is from the cut-off on.",
        "首投用户按分数分布（每 5 分一档），红色为达到分数线者。",
    ),
    "histogram_note": Text(
        "The height is the square root of the count, so that a few show beside many.",
        "纵轴为人数平方根，使少数也可见。",
    ),
    "groups": Text("Where bonus hunters come from", "羊毛党来自哪里"),
    "groups_help": Text(
        "Bonus hunters and their share of the group's first investors.",
        "羊毛党人数及其在该组首投用户中的占比。",
    ),
    "group": Text("Group", "分组"),
    "by_channel": Text("Channel", "渠道"),
    "by_partner": Text("Partner", "合作方"),
    "by_promotion": Text("Promotion", "活动"),
    "by_inviter": Text("Inviter", "邀请人"),
    "with_and_without": Text(
        "Subsidy and cost with and without hunters", "补贴与成本：含与不含羊毛党"
    ),
    "with_and_without_help": Text(
        "First investors of these days, what they were given and what the group cost.",
        "这些日期的首投用户、所获补贴与该组花费。",
    ),
    "note_channel": Text(
        "Spend is that of the channel in these days; subsidy is what its investors got, whichever "
        "promotion paid.",
        "花费为该渠道在这些日期的花费；补贴为其投资人所得，不论由哪个活动发放。",
    ),
    "note_partner": Text(
        "Spend is what the contract owes for events of these days.",
        "花费为这些日期的事件按合同应付的金额。",
    ),
    "note_promotion": Text(
        "Subsidy is that of the promotion alone; who had several stands in several rows.",
        "补贴仅计该活动；参与多个活动者在多行出现。",
    ),
    "note_inviter": Text(
        "Inviters of at least three investors, under pseudonyms.",
        "邀请至少三位投资人的邀请人（化名）。",
    ),
    "clusters": Text("Clusters", "团伙"),
    "clusters_help": Text(
        "Investors whom a shared card, device, inviter or network ties together, directly or "
        "through others, where most behave like bonus hunters. Two on one card may be a family.",
        "因共用银行卡、设备、邀请人或网段而直接或间接相连、且多数行为相同的投资人。两人共卡可能是家人。",
    ),
    "no_clusters": Text("No cluster in these days.", "这些日期没有团伙。"),
    "cluster": Text("Cluster", "团伙编号"),
    "channels": Text("Channels", "渠道数"),
    "shared_cards": Text("Cards shared", "共用银行卡"),
    "shared_devices": Text("Devices shared", "共用设备"),
    "shared_inviters": Text("Inviters shared", "共同邀请人"),
    "shared_ip_blocks": Text("Networks shared", "共用网段"),
    "first_invested_date": Text("First investment", "首投日"),
    "last_invested_date": Text("Last first investment", "最近首投日"),
    "suspects": Text("Bonus hunters and why", "羊毛党与理由"),
    "suspects_help": Text(
        "From the cut-off on, the highest scores first, under pseudonyms that the warehouse can "
        "resolve (`int_investor_scores`).",
        "达到分数线者，分数高者在前。化名可在数据仓库 `int_investor_scores` 中对应账户。",
    ),
    "no_suspects": Text("Nobody reaches the cut-off in these days.", "这些日期无人达到分数线。"),
    "investor": Text("Investor", "投资人"),
    "reasons": Text("Reasons", "理由"),
    "partner": Text("Partner", "合作方"),
    "investments": Text("Investments", "投资笔数"),
    "invested_amount": Text("Invested", "投资额"),
    "is_smallest": Text("only minimum-sized investments", "只投最低金额"),
    "is_shortest": Text("only the shortest term", "只投最短期限"),
    "is_coupon_carried": Text("every investment carried by a coupon", "每笔都用券"),
    "has_left": Text("withdrew at maturity and never came back", "到期提现后再未投资"),
    "shares_card": Text("shares a card with others who do the same", "与同类人共用银行卡"),
    "shares_device": Text("shares a device with others who do the same", "与同类人共用设备"),
    "shares_inviter": Text("invited together with others who do the same", "与同类人同一邀请人"),
    "shares_ip_block": Text("registered from their network", "与同类人同一网段"),
}
