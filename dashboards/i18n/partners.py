"""The partners page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text(
        "What do we owe our partners, and do they agree?", "应付合作方多少？对方认同吗？"
    ),
    "answer": Text(
        "By contract we owe **{owed}** for {events} events of these days: {paid} is paid, "
        "**{open}** still to pay. Partners claim **{claimed}**. {disputes}{worst}",
        "这些日期共 {events} 笔，按合同应付 **{owed}**：已付 {paid}，尚欠 **{open}**；"
        "合作方主张 **{claimed}**。{disputes}{worst}",
    ),
    "disputes_sum": Text(
        "**{disputed}** lines are in dispute, with {claimed} claimed and {owed} owed.",
        "**{disputed}** 笔存在争议：主张 {claimed}，应付 {owed}。",
    ),
    "no_contract": Text(
        "Partners claim **{claimed}** for {events} events of these days. No contract of ours is "
        "loaded, so what is owed cannot be said: `headwater template partner_contracts` writes the "
        "form to fill in.",
        "这些日期合作方就 {events} 笔主张 **{claimed}**。尚未导入我方合同，无法计算应付："
        "请用 `headwater template partner_contracts` 生成合同模板。",
    ),
    "worst": Text(" More are with {channel} than with any other.", "其中{channel}最多。"),
    "nothing": Text(
        "No partner has earned or claimed anything in these days.", "这些日期没有任何合作方佣金。"
    ),
    "owed": Text("Owed", "应付"),
    "owed_help": Text(
        "What our contracts give for our own ledger's registrations and orders, caps applied, "
        "failed bids and claw-backs taken back.",
        "按合同与我方台账计算的应付佣金：已计封顶，已扣除流标与追回。",
    ),
    "claimed": Text("Claimed", "对方主张"),
    "claimed_help": Text(
        "What partners bill, or report where they have not billed yet. Declined events count 0.",
        "对方开单金额；尚未开单的按上报金额。已判无效的计 0。",
    ),
    "paid": Text("Paid", "已付"),
    "paid_help": Text("What was paid on statements.", "结算单上已付金额。"),
    "open": Text("Still to pay", "尚欠"),
    "open_help": Text(
        "Owed less paid. What was paid on lines that were reversed later, or that are not the "
        "partner's, is set off.",
        "应付减已付；已付后冲回或不属该合作方的金额予以抵扣。",
    ),
    "reversed_note": Text("{reversed} reversed", "已冲回 {reversed} 笔"),
    "disputed": Text("In dispute", "争议笔数"),
    "disputed_help": Text(
        "Lines whose claim is not what is owed, and lines owed that nobody reported.",
        "主张与应付不符的笔数，以及应付但对方未上报的笔数。",
    ),
    "reversed": Text("Reversed", "已冲回"),
    "reversed_help": Text(
        "Accrued, then taken back: failed bids, cancelled orders, early withdrawals.",
        "计提后冲回：流标、取消、追回期内提现。",
    ),
    "agree": Text("Owed and claimed", "应付与对方主张"),
    "agree_help": Text(
        "Bar: what is owed by contract. Orange mark: what the partner claims. A mark past the bar "
        "claims too much; a partner without a bar has no contract of ours.",
        "柱形：按合同应付；橙色标记：对方主张。标记超出柱形即主张过多；没有柱形的合作方没有合同。",
    ),
    "reasons": Text("Why lines are disputed", "争议原因分布"),
    "reasons_help": Text(
        "Lines in dispute, and what is claimed on them less what we owe: below zero we owe more "
        "than the partner asks for.",
        "争议笔数，以及主张减应付的差额；为负表示应付多于对方主张。",
    ),
    "by_partner": Text("Owed, paid, claimed, reported, billed", "应付、已付、主张、上报、开单"),
    "by_partner_help": Text(
        "Three amounts that are never added up: ours by contract, the partner's report, its bill. "
        "Claimed is the bill, or the report where there is no bill yet. A partner without a "
        "contract of ours has no amount owed.",
        "三个口径并列、不相加：我方按合同计算、对方上报、对方开单。"
        "主张为开单金额，尚未开单的按上报金额。没有合同的合作方无应付金额。",
    ),
    "elsewhere": Text(
        "Partners here are paid by registration or investment. Portals that sell time slots, media "
        "and other suppliers bill by invoice: they are on the Spend page.",
        "此处为按注册或投资结算的合作方。按时段售卖的门户、媒体及其他供应商按发票结算，见「花费核对」页。",
    ),
    "disputes": Text("Disputed lines", "争议明细"),
    "disputes_help": Text(
        "Each line with what our ledger says. `headwater statement --channel ... --month ...` "
        "writes the workbook that goes back to the partner.",
        "每一笔及我方台账依据。用 `headwater statement --channel … --month …` 生成回传对账单。",
    ),
    "no_disputes": Text("No line is in dispute.", "没有争议。"),
    "events": Text("Events", "笔数"),
    "reported": Text("Reported", "对方上报"),
    "billed": Text("Billed", "对方开单"),
    "difference": Text("Claimed - owed", "主张 - 应付"),
    "difference_help": Text(
        "Without what is claimed for events that no contract of ours covers.",
        "不含没有我方合同的事件的主张。",
    ),
    "event_date": Text("Day", "日期"),
    "event_type": Text("Event", "事件"),
    "register_cpa": Text("Registration", "注册"),
    "first_invest_cpa": Text("First investment", "首投"),
    "invest_cps": Text("Investment", "投资"),
    "contract": Text("Contract", "合同"),
    "number": Text("Partner's number", "平台流水号"),
    "order": Text("Order", "订单"),
    "dispute": Text("Dispute", "争议原因"),
    "failed_bid": Text("The bid failed", "流标"),
    "cancelled": Text("Cancelled", "订单已取消"),
    "clawback": Text("Withdrawn in the claw-back period", "追回期内提现"),
    "below_tier": Text("Below the lowest tier", "未达起投金额"),
    "not_new": Text("Not a new customer", "非新客"),
    "outside_window": Text("Too long after the registration", "超出计佣期"),
    "not_in_contract": Text("Not in the contract", "合同未约定"),
    "not_ours": Text("Not the partner's in our ledger", "我方台账不属该合作方"),
    "overlapping_contracts": Text("Two contracts in force", "合同重叠"),
    "no_rate": Text("The contract names no rate", "合同缺少费率"),
    "no_term": Text("The product's term is unknown", "产品期限未知"),
    "not_reported": Text("Owed, not reported", "应付但未上报"),
    "amount_differs": Text("The amounts differ", "金额不符"),
    "doubtful": Text("Registrations in doubt", "存疑注册"),
    "doubtful_help": Text(
        "Registrations that the partner brought and behind which nobody seems to stand: nothing "
        "came after, and something about how they came about is odd. What is owed stays as the "
        "contract says; `headwater statement` lists them with the evidence.",
        "合作方带来、但似乎无真人的注册：注册后再无任何行为，且产生方式异常。应付仍按合同计算；"
        "`headwater statement` 会列出这些注册及依据。",
    ),
    "no_doubtful": Text("No registration is in doubt.", "没有存疑的注册。"),
    "account": Text("Account", "账户"),
    "signs": Text("Signs", "迹象"),
    "sign_fast": Text("opened within seconds", "数秒内注册"),
    "sign_night": Text("one of many at night", "夜间集中注册"),
    "sign_device": Text("many accounts on one device", "一机多号"),
    "sign_block": Text("many that day from one network", "同日同网段集中注册"),
    "sign_silent": Text("nothing came after", "注册后无任何行为"),
    "sign_silent_after_payout": Text("nothing since it was paid", "结算后无任何行为"),
    "seconds_to_register": Text("Seconds to register", "注册用时（秒）"),
    "registered_hour": Text("Hour", "注册时点"),
    "device_accounts": Text("Accounts on device", "同设备账户"),
    "block_registrations": Text("From the network that day", "同日同网段注册"),
    "paid_on": Text("Paid on", "结算日"),
    "evidence": Text("What the ledger says", "台账依据"),
    "unknown_user": Text("No such account", "无此用户"),
    "unknown_order": Text("No such order", "无此订单"),
    "order_of_another_user": Text("Another account's order", "订单属于其他用户"),
}
