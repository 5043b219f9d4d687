"""The attribution page: intervals, decisions, campaigns and cities, and the three truths."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "markov": Text("Markov", "马尔可夫"),
    "shapley": Text("Shapley", "沙普利"),
    "leave_one_out": Text("Leave one out", "逐一剔除"),
    "markov_credit": Text("Markov", "马尔可夫"),
    "shapley_credit": Text("Shapley", "沙普利"),
    "leave_one_out_credit": Text("Leave one out", "逐一剔除"),
    "markov_cost": Text("Cost, Markov", "成本（马尔可夫）"),
    "shapley_cost": Text("Cost, Shapley", "成本（沙普利）"),
    "leave_one_out_cost": Text("Cost, leave one out", "成本（逐一剔除）"),
    "markov_amount": Text("Amount, Markov", "金额（马尔可夫）"),
    "shapley_amount": Text("Amount, Shapley", "金额（沙普利）"),
    "leave_one_out_amount": Text("Amount, leave one out", "金额（逐一剔除）"),
    "certainty": Text("How sure the data-driven models are", "数据驱动模型的把握"),
    "certainty_help": Text(
        "Credit of all journeys of the training window with its 95 % interval, from 200 bootstrap "
        "draws. Amber: the two ends of the interval would decide differently about the channel's "
        "budget. The {most} channels with the most credit; the file holds all.",
        "训练窗口内全部旅程的功劳及其 95% 区间（200 次自助抽样）。"
        "琥珀色：区间两端对该渠道预算的结论不同。"
        "只列功劳最多的 {most} 个渠道，下载文件含全部渠道。",
    ),
    "alike": Text("**Not enough conversions to tell apart:**", "**转化数不足以区分**："),
    "and_more": Text("{channels} and {more} more", "{channels} 等另外 {more} 个渠道"),
    "low": Text("Low (95 %)", "下限（95%）"),
    "high": Text("High (95 %)", "上限（95%）"),
    "decisions": Text("More or less budget?", "预算该增还是减？"),
    "decisions_help": Text(
        "A model says more where the channel's spend earns at least as many credited "
        "conversions per unit as the average of all channels with spend. A decision that flips "
        "between models or within an interval cannot be relied on.",
        "若渠道每单位花费带来的归因转化不低于全部有花费渠道的平均，该模型即主张增加。"
        "结论在模型间或区间内翻转的，不足为凭。",
    ),
    "decisions_none": Text(
        "No channel had spend in the training window.", "训练窗口内没有渠道产生花费。"
    ),
    "more_models": Text("Models for more", "主张增加的模型数"),
    "judging_models": Text("Of models", "模型总数"),
    "flips_between_models": Text("Models disagree", "模型间翻转"),
    "flips_within_interval": Text("Flips within interval", "区间内翻转"),
    "credit_gap": Text("Markov gap", "马尔可夫差额"),
    "credit_gap_help": Text(
        "Conversions of the training window credited beyond Markov's own total. Touches share "
        "each conversion exactly, so a channel cannot get more than the conversions it was part "
        "of.",
        "训练窗口内触点合计与马尔可夫总量之差。每次转化在触点间恰好分完，"
        "渠道所得不会超过其参与的转化数。",
    ),
    "parts": Text("Credit by campaign, keyword and city", "分计划、关键词与城市的功劳"),
    "parts_help": Text(
        "The same credits, summed lower down: every touch carries its own. The {listed} rows with "
        "most linear credit.",
        "同一功劳在更细粒度上的合计：每个触点各有其份额。按线性功劳取前 {listed} 行。",
    ),
    "campaign": Text("Campaign", "计划"),
    "keyword": Text("Keyword", "关键词"),
    "city": Text("City", "城市"),
    "truths": Text("Three truths: claimed, credited, incremental", "三个口径：自报、归因、增量"),
    "truths_help": Text(
        "Whole months. Claimed: what the platform or partner reports. Credited: our own "
        "attribution ({model}). Incremental: what an experiment or geo test measured, empty where "
        "none did. Over-claim = claimed / credited. The three are never added up.",
        "按整月。自报：平台或伙伴上报；归因：自有归因（{model}）；增量：实验或地区测试的结果，"
        "无测试则为空。虚报倍数 = 自报 / 归因。三者从不相加。",
    ),
    "truths_none": Text(
        "No channel claims conversions of this kind in these months.",
        "这些月份没有渠道上报此类转化。",
    ),
    "month": Text("Month", "月份"),
    "is_demand_capture": Text("Captures demand", "收割需求"),
    "is_demand_capture_help": Text(
        "Brand search, rebate portals and others that meet people who were on their way already.",
        "品牌词、返利站等：触达的用户本已在途。",
    ),
    "claimed_conversions": Text("Claimed", "自报转化"),
    "own_conversions": Text("Credited by us", "自有归因"),
    "over_claim": Text("Over-claim", "虚报倍数"),
    "incremental_conversions": Text("Incremental", "增量"),
    "incremental_low": Text("Incremental, low", "增量下限"),
    "incremental_high": Text("Incremental, high", "增量上限"),
    "claimed_amount": Text("Amount claimed", "自报金额"),
    "own_amount": Text("Amount credited", "归因金额"),
    "model": Text("Model", "模型"),
    "credited": Text("Credit", "归因转化数"),
}
