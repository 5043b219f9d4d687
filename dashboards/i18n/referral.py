"""The referral and bonus hunters page: invites."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "k": Text("Brought per account", "人均带来账户（k）"),
    "k_help": Text(
        "Accounts that each account invited within 30 days after it registered, over the months "
        "of registration whose accounts are all that old (k-factor).",
        "每个账户注册后 30 天内邀请的账户数（k 因子），仅计账户均满 30 天的注册月份。",
    ),
    "k_note": Text("in 30 days, {months} mo.", "30 天内，{months} 个月"),
    "k_30": Text("Within 30 days", "30 天内"),
    "k_90": Text("Within 90 days", "90 天内"),
    "k_to_date": Text("To date", "至今"),
    "hunter_reward_share": Text("Rewards to hunters", "羊毛党占邀请奖励"),
    "hunter_reward_share_help": Text(
        "Share of the rewards paid in these days of which the inviter or the invited is a hunter.",
        "这些日期发放的邀请奖励中，邀请人或被邀请人为羊毛党的占比。",
    ),
    "reward_note": Text("of {paid} paid", "共发放 {paid}"),
    "cohorts": Text("How many each account brings", "每个账户带来多少账户"),
    "cohorts_help": Text(
        "By month of registration: accounts invited per account. Months whose accounts are not "
        "all old enough have no value at that age.",
        "按注册月份：每个账户邀请的账户数。账户未满相应天数的月份不显示该值。",
    ),
    "registered_month": Text("Registered in", "注册月份"),
    "registrations": Text("Registrations", "注册"),
    "inviters": Text("Who invited", "邀请人数"),
    "invited_accounts": Text("Invited accounts", "被邀请账户"),
    "invited_investors": Text("Invited investors", "被邀请投资人"),
    "per_inviter": Text("Accounts per inviter", "每位邀请人带来"),
    "tree_depths": Text("Invite trees", "邀请树"),
    "tree_depths_help": Text(
        "Everybody whom one account or code brought, directly or through others, by how many "
        "levels there are below it.",
        "由同一账户或邀请码直接或间接带来的所有人，按层级深度统计。",
    ),
    "no_trees": Text(
        "No invites yet: `users` needs `inviter_user_id` or `invite_code`.",
        "尚无邀请：`users` 需要 `inviter_user_id` 或 `invite_code`。",
    ),
    "depth": Text("Levels", "层级"),
    "trees": Text("Trees", "棵数"),
    "largest": Text("Largest", "最大规模"),
    "quality": Text("Invited investors against all others", "被邀请投资人与其他投资人对比"),
    "quality_help": Text(
        "First investors of these days: how many of those who registered, what they cost and are "
        "worth. Cost of referral is the rewards paid.",
        "这些日期的首投用户：占注册比例、成本与价值。老带新成本为已发放奖励。",
    ),
    "side": Text("Investors", "投资人"),
    "side_referral": Text("Invited", "被邀请"),
    "side_others": Text("All others", "其他"),
    "investing_rate": Text("First investors per registration", "注册到首投"),
    "inviter_list": Text("Inviters", "邀请人"),
    "inviter_list_help": Text(
        "Whom each inviter brought, how many of those are bonus hunters at the cut-off, and the "
        "cost of one invited investor: rewards and what a contract gives.",
        "每位邀请人带来的人、其中的羊毛党，以及每位被邀请投资人的成本（奖励与合同应付）。",
    ),
    "inviter": Text("Inviter", "邀请人"),
    "inviter_kind": Text("Kind", "类型"),
    "kind_account": Text("Member", "用户"),
    "kind_contract": Text("With a contract", "签约渠道人"),
    "kind_code": Text("Code only", "仅邀请码"),
    "reward_amount": Text("Rewards", "邀请奖励"),
    "owed_amount": Text("Owed by contract", "合同应付"),
    "cost_per_investor": Text("Cost per invited investor", "每位被邀请投资人成本"),
    "own_score": Text("Own score", "本人羊毛分"),
    "registered_date": Text("Registered", "注册日"),
    "contract_note": Text(
        "A channel partner who recruits in person is an inviter whose account or invite code is "
        "the `network` of a contract in `partner_contracts`.",
        "线下拉新的渠道人：在 `partner_contracts` 中以其账户或邀请码作为 `network` 的邀请人。",
    ),
}
