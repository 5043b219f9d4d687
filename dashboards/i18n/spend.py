"""The spend page."""

from dashboards.i18n import partners
from dashboards.i18n.text import Text, Texts

_DISPUTES = (
    *("failed_bid", "cancelled", "clawback", "below_tier", "not_new", "outside_window"),
    *("not_in_contract", "not_ours", "overlapping_contracts", "no_rate", "no_term"),
    *("not_reported", "amount_differs"),
)
TEXTS: Texts = {
    "question": Text(
        "What did we spend, and do platforms, partners and invoices say the same?",
        "花了多少？平台、合作方和发票是否一致？",
    ),
    "answer": Text(
        "These months cost **{total}**; {largest} is the largest part with {share}. "
        "**{agreeing}** of {statements} statements agree with what we count. {invoices}",
        "这几个月共花费 **{total}**，其中{largest}占比最大（{share}）。"
        "{statements} 份对账单中 **{agreeing}** 份与我方一致。{invoices}",
    ),
    "nothing": Text("Nothing was spent in these months.", "这几个月没有花费。"),
    "invoices": Text(
        "Invoices come to {stated}, {difference} against what we count of their channels and days.",
        "发票合计 {stated}，与我方同渠道同期花费相差 {difference}。",
    ),
    "no_invoices": Text(
        "No invoice is loaded, so only platforms and partners can be held against our numbers: "
        "`headwater template invoices` writes the form to fill in.",
        "尚未导入发票，目前只能与平台和合作方核对："
        "请用 `headwater template invoices` 生成发票模板。",
    ),
    "total": Text("Company total", "公司合计"),
    "total_help": Text("All kinds of spend, each amount once.", "各类花费之和，每笔只计一次。"),
    "taken_back": Text("Taken back", "已退回"),
    "taken_back_help": Text(
        "Commissions reversed, coupons given back with their order, red packets refunded. It is "
        "not part of spend.",
        "冲回的佣金、随订单退回的优惠券、退回的红包，均不计入花费。",
    ),
    "agreeing": Text("Statements that agree", "一致的对账单"),
    "agreeing_help": Text(
        "Of the totals that platforms and partners state and suppliers invoice, those equal to "
        "what we count, to the fen.",
        "平台、合作方和供应商给出的金额中，与我方精确到分一致的份数。",
    ),
    "invoiced": Text("Invoiced", "发票金额"),
    "invoiced_help": Text("Invoices whose days touch the window.", "期间与所选日期有交集的发票。"),
    "waterfall": Text("From the parts to the total", "花费构成"),
    "waterfall_help": Text(
        "Media on its day, contracts over their days, commissions as they accrue, activity cost "
        "lines, coupons when used, red packets when received, invite rewards when paid; what was "
        "taken back is left out. Whole months.",
        "媒体按日、合同按天分摊、佣金按计提、活动费用按发生、优惠券按核销、红包按领取、邀请奖励按发放；"
        "退回部分不计。按整月统计。",
    ),
    "agreement": Text("Stated and counted", "对方金额与我方金额"),
    "agreement_help": Text(
        "Bar: what we count. Orange mark: what platforms, partners and invoices state of it. The "
        "three are never added up.",
        "柱形：我方计入；橙色标记：平台、合作方、发票给出的金额。三者不相加。",
    ),
    "statements": Text("Every statement against what we count", "逐份核对"),
    "statements_help": Text(
        "Platform: the total in its reports. Partner: what it bills, else reports. Invoice: all "
        "suppliers of a channel for the same days. The largest difference first.",
        "平台：报表合计；合作方：开单金额，未开单的按上报；发票：同渠道同期全部供应商合计。按差额从大到小。",
    ),
    "month": Text("Month", "月份"),
    "component": Text("Part", "构成"),
    "gross": Text("Before taking back", "退回前"),
    "media": Text("Media", "媒体投放"),
    "contract": Text("Contracts", "合同分摊"),
    "partner": Text("Partner commissions", "合作方佣金"),
    "activity": Text("Activities", "活动费用"),
    "coupon": Text("Coupons", "优惠券"),
    "red_packet": Text("Red packets", "现金红包"),
    "invite_reward": Text("Invite rewards", "邀请奖励"),
    "kind": Text("Kind", "类别"),
    "kind_platform": Text("Platform", "平台"),
    "kind_partner": Text("Partner", "合作方"),
    "kind_invoice": Text("Invoice", "发票"),
    "stated_by": Text("Stated by", "对方"),
    "period_start": Text("From", "起"),
    "period_end": Text("To", "止"),
    "stated": Text("Stated", "对方金额"),
    "counted": Text("Counted", "我方金额"),
    "difference": Text("Stated - counted", "差额"),
    "reason": Text("Why", "原因"),
    "reason_agrees": Text("Agrees", "一致"),
    "reason_no_total_stated": Text("Its reports state no total", "报表未给出合计"),
    "reason_rows_missing": Text(
        "Its rows do not add up to its total", "明细与合计不符（有行被拒收）"
    ),
    "reason_replaced_later": Text("Days of it came again later", "部分日期后来重新交付"),
    "reason_no_contract": Text("No contract: its report counts", "无合同，按上报计"),
    "reason_invoiced_more": Text("Invoiced more than counted", "发票多于我方"),
    "reason_invoiced_less": Text("Invoiced less than counted", "发票少于我方"),
    "reason_nothing_counted": Text("Nothing counted on these days", "我方同期无花费"),
    "reason_period_open": Text("Its days are not over", "期间尚未结束"),
    "reason_periods_overlap": Text(
        "Another invoice bills some of these days", "与其他发票期间重叠"
    ),
    "reason_unknown_channel": Text("No such channel", "无此渠道"),
}
TEXTS |= {f"reason_{code}": partners.TEXTS[code] for code in _DISPUTES}
