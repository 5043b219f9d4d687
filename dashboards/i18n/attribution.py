"""The attribution page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "Which channels deserve the credit, and do the models agree?",
        "功劳该归哪些渠道？各模型是否一致？",
    ),
    "answer": Text(
        "**{total}** {kind}. The models differ most about **{channel}**: **{first}** by first "
        "touch, **{last}** by last touch, {linear} by linear. {unattributed} had no touchpoint in "
        "the {lookback} days before.",
        "共 **{total}** 次{kind}。各模型分歧最大的是 **{channel}**：首次触点 **{first}**，"
        "末次触点 **{last}**，线性 {linear}。{unattributed}在之前 {lookback} 天内没有触点。",
    ),
    "kind": Text("Conversion", "转化类型"),
    "registration": Text("Registration", "注册"),
    "first_investment": Text("First investment", "首投"),
    "repeat_investment": Text("Repeat investment", "复投"),
    "registration_many": Text("registrations", "注册"),
    "first_investment_many": Text("first investments", "首投"),
    "repeat_investment_many": Text("repeat investments", "复投"),
    "conversions": Text("Conversions", "转化数"),
    "amount": Text("Amount", "金额"),
    "first": Text("First touch", "首次触点"),
    "last": Text("Last touch", "末次触点"),
    "linear": Text("Linear", "线性"),
    "last_non_direct": Text("Last non-direct", "末次非直接"),
    "last_paid": Text("Last paid", "末次付费"),
    "position": Text("Position-based", "位置加权"),
    "time_decay": Text("Time decay", "时间衰减"),
    "compare": Text("The same conversions under ten models", "十种模型下的同一批转化"),
    "compare_help": Text(
        "A conversion's credits sum to 1 over the touchpoints of the {lookback} days before it, "
        "both ends included. The line joins the models: the longer, the more the answer depends "
        "on the model. Seven rules look at the conversion's own touches; Markov, Shapley and leave "
        "one out at all journeys, converting or not. The {most} channels with the most credit; the "
        "table below holds all.",
        "每次转化的功劳在之前 {lookback} 天（含两端）的触点间分配，合计为 1。"
        "连线越长，结论越依赖模型。七种规则只看该转化自身的触点；"
        "马尔可夫、沙普利与逐一剔除看全部旅程（含未转化）。"
        "只列功劳最多的 {most} 个渠道，下表含全部渠道。",
    ),
    "gap": Text("What the last touch gives and takes", "末次触点的得与失"),
    "gap_help": Text(
        "Last touch minus first touch. Right: channels that harvest demand others created; left: "
        "channels that create it. The {most} channels where the two differ most.",
        "末次触点减首次触点。右侧：收割他人创造的需求；左侧：创造需求的渠道。"
        "只列差别最大的 {most} 个渠道。",
    ),
    "table": Text("Credit by channel and model", "分渠道分模型的功劳"),
    "table_help": Text(
        "Cost is the channel's spend of the window / its credited conversions. Every model's "
        "column sums to the same number of conversions.",
        "成本 = 窗口内该渠道花费 / 归因转化数。各模型合计的转化数相同。",
    ),
    "first_credit": Text("First touch", "首次触点"),
    "last_credit": Text("Last touch", "末次触点"),
    "linear_credit": Text("Linear", "线性"),
    "last_non_direct_credit": Text("Last non-direct", "末次非直接"),
    "last_paid_credit": Text("Last paid", "末次付费"),
    "position_credit": Text("Position-based", "位置加权"),
    "time_decay_credit": Text("Time decay", "时间衰减"),
    "last_minus_first": Text("Last − first", "末次 − 首次"),
    "last_to_first_change": Text("Last vs first", "末次较首次"),
    "linear_minus_last": Text("Linear − last", "线性 − 末次"),
    "first_amount": Text("Amount, first", "金额（首次）"),
    "last_amount": Text("Amount, last", "金额（末次）"),
    "linear_amount": Text("Amount, linear", "金额（线性）"),
    "last_non_direct_amount": Text("Amount, last non-direct", "金额（末次非直接）"),
    "last_paid_amount": Text("Amount, last paid", "金额（末次付费）"),
    "position_amount": Text("Amount, position", "金额（位置加权）"),
    "time_decay_amount": Text("Amount, time decay", "金额（时间衰减）"),
    "first_cost": Text("Cost, first", "成本（首次）"),
    "last_cost": Text("Cost, last", "成本（末次）"),
    "linear_cost": Text("Cost, linear", "成本（线性）"),
    "last_non_direct_cost": Text("Cost, last non-direct", "成本（末次非直接）"),
    "last_paid_cost": Text("Cost, last paid", "成本（末次付费）"),
    "position_cost": Text("Cost, position", "成本（位置加权）"),
    "time_decay_cost": Text("Cost, time decay", "成本（时间衰减）"),
    "windows": Text("Another look-back and half-life", "换一个回溯期和半衰期"),
    "windows_help": Text(
        "The ten models reckoned anew for the look-back and half-life chosen here, of the same "
        "conversions. Markov, Shapley and leave one out learn from the journeys of the window "
        "alone, so that at the usual look-back they may differ a little from the figure above. The "
        "{most} channels with the most credit; the file holds all.",
        "按此处选择的回溯期和半衰期，对同一批转化重新计算十种模型。"
        "马尔可夫、沙普利与逐一剔除只学习所选日期的旅程，因此在常用回溯期下也可能与上图略有差异。"
        "只列功劳最多的 {most} 个渠道，下载文件含全部渠道。",
    ),
    "windows_all": Text(
        "Of the journeys of all {people} people who came by the end of the training days.",
        "基于全部 {people} 人的旅程。",
    ),
    "windows_sample": Text(
        "Of a sample of {people} people, each standing for more of its kind; "
        "`headwater explore attribution --lookback` reckons with everybody.",
        "基于 {people} 人的样本加权推算；全量计算请用 `headwater explore attribution --lookback`。",
    ),
    "lookback": Text("Look-back", "回溯期"),
    "half_life": Text("Half-life", "半衰期"),
    "days": Text("{days} d", "{days} 天"),
    "total": Text("Conversions", "转化数"),
    "total_help": Text(
        "Dated by the conversion; each counts once.", "按转化日期计，每次转化只计一次。"
    ),
    "unattributed": Text("Unattributed", "未归因"),
    "unattributed_help": Text(
        "Conversions with no touchpoint in the look-back; never spread over channels.",
        "回溯期内没有触点的转化，不会摊到其他渠道。",
    ),
    "credited_amount": Text("Amount", "金额"),
    "credited_amount_help": Text("Amount invested in these conversions.", "这些转化的投资金额。"),
}
