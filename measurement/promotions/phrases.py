"""What is said of a promotion beside the verdict."""

from measurement.words import Phrases

PHRASES: Phrases = {
    "not_begun": (
        "It begins on {starts_on}, after the last day with data.",
        "活动将于 {starts_on} 开始，晚于数据截止日。",
    ),
    "no_dates": (
        "Nobody said when it began and ended: deliver its plan.",
        "没有开始和结束日期：请提交活动计划。",
    ),
    "no_people": (
        "No coupon or packet of it is recorded and no cities are named, so nobody knows whom it "
        "reached: deliver its grants, or its plan with its cities.",
        "没有发券或红包记录，也没有写明城市，无法知道触达了谁：请提交发放记录，或在活动计划中写明城市。",
    ),
    "changed_half_way": (
        "The arms changed half-way: {arm} got {early:.1%} of the people in the first half of its "
        "days "
        "and {late:.1%} in the second, so the arms are not alike in time and no effect is shown. "
        "Draw the lots anew and start again.",
        "分组中途发生变化：{arm} 组前半段占 {early:.1%}，后半段占 {late:.1%}，各组在时间上不可比，"
        "因此不显示效果。请重新抽签后再开始。",
    ),
    "began_late": (
        "The arms changed half-way: {arm} was added in the second half of its days and got "
        "{late:.1%} of the people there, so the arms are not alike in time and no effect is shown. "
        "Judge a new arm as a promotion of its own, with a control of the same days.",
        "分组中途发生变化：{arm} 组在后半段才加入（占 {late:.1%}），各组在时间上不可比，"
        "因此不显示效果。新增的组请单独作为一个活动，并设同期对照。",
    ),
    "ended_early": (
        "The arms changed half-way: {arm} got {early:.1%} of the people in the first half of its "
        "days "
        "and nobody in the second, so the arms are not alike in time and no effect is shown. Judge "
        "what went on as a promotion of its own, with a control of the same days.",
        "分组中途发生变化：{arm} 组前半段占 {early:.1%}，后半段没有人，各组在时间上不可比，"
        "因此不显示效果。继续的部分请单独作为一个活动，并设同期对照。",
    ),
    "strangers_block": (
        "No account belongs to {shares} of the people of the arms: ids that never registered "
        "cannot "
        "invest, so the arms are not alike and no effect is shown. Deliver the ids of accounts, "
        "all "
        "arms drawn from one list.",
        "各组中没有对应账户的比例为 {shares}：从未注册的编号不可能投资，各组不可比，"
        "因此不显示效果。"
        "请从同一份名单抽签，并提交账户编号。",
    ),
    "strangers_differ": (
        "No account belongs to {shares} of the people of the arms, which differs more than chance "
        "explains: check that all arms were drawn from one list before trusting the effect.",
        "各组中没有对应账户的比例为 {shares}，差异超出偶然：请先核对各组是否出自同一份名单，"
        "再看效果。",
    ),
    "strangers": (
        "{people} of its people have no account and count as people who brought nothing.",
        "有 {people} 人没有对应账户，按没有投资计。",
    ),
    "control_missing": (
        "Its plan holds {share:.0%} out, but no row of the held out came, so nothing can be "
        "compared: "
        "deliver their grants, status void, arm control, and the time at which their lot was "
        "drawn.",
        "计划留出 {share:.0%}，但没有收到留出者的记录，无法比较：请提交他们的发放记录"
        "（状态 void，分组 control，以及抽签时间）。",
    ),
    "unrecorded": (
        "{coupons} coupons are marked as used, but no redemption of them came, so what they cost "
        "is "
        "unknown: deliver the redemptions.",
        "有 {coupons} 张券标记为已使用，但没有核销记录，成本未知：请提交核销记录。",
    ),
    "mixed": (
        "{share:.0%} of its people were in another promotion at the time ({other}); without a "
        "control "
        "the two cannot be told apart. Hold some people out next time.",
        "{share:.0%} 的人同期参加了其他活动（{other}），没有对照时无法区分。下次请留出一部分人。",
    ),
    "no_plan": (
        "Nobody planned a share for the control, so whether people are missing from an arm could "
        "not be checked: deliver its plan with the holdout share.",
        "没有计划留出比例，无法检查各组人数是否缺失：请在活动计划中写明留出比例。",
    ),
    "amounts_moved": (
        "Orders differ in size between the arms beyond chance, so profit is told from the money "
        "itself and its interval is wider.",
        "各组单笔金额差异超出偶然，因此直接按实际金额计算利润，区间较宽。",
    ),
    "amounts_may_have_moved": (
        "Orders differ in size between the arms, which chance hardly explains: profit is the "
        "middle of what the money and what the number of orders says, and its interval holds both.",
        "各组单笔金额有差异，偶然难以解释：利润取按金额与按笔数两种结果的中间值，区间同时包含两者。",
    ),
    "standard": (
        " Each investment counts at the mean revenue of its kind: amounts are more chance than "
        "effect.",
        "每笔投资按同类平均收入计：金额的差异多为偶然。",
    ),
    "kept": (
        " It was not pulled forward: a loss after of half of what it won during is ruled out.",
        "没有提前消费：可以排除活动后损失达到活动中所得的一半。",
    ),
    "came_by_acting": (
        "Only {share:.0%} of its people were given it at its start; the others got it when they "
        "did something, so having got it says something about them and nobody without it is "
        "comparable. Draw lots among those who do the same next time.",
        "只有 {share:.0%} 的人在活动开始时获得，其余的人是在做了某事后获得的，因此没有可比的人。"
        "下次请在做同样事情的人中抽签。",
    ),
    "still_running": (
        "It is still running; the interval is one that holds however often one looks.",
        "活动仍在进行；区间允许随时查看。",
    ),
    "young_after": (
        "Only {days} of {wanted} days after its end have passed, so what it borrowed from later "
        "may still come off.",
        "结束后只过了 {days} 天（应为 {wanted} 天），提前消费的部分可能尚未扣除。",
    ),
    "arms_without_control": (
        "It has {arms} arms and none without the promotion, so they can only be compared with "
        "each other and are judged together.",
        "共有 {arms} 组，但没有空白对照，各组只能互相比较，因此合并判断。",
    ),
    "unknown_cities": (
        "Nobody has invested from {cities} yet, so nothing can be compared there: check how the "
        "city is spelt in the accounts, or wait until somebody has.",
        "{cities} 还没有人投资，无法比较：请核对城市写法是否与账户资料一致，或等有人投资后再看。",
    ),
}
