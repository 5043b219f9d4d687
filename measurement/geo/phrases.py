"""What a geo test says to people."""

from measurement.words import Phrases

PHRASES: Phrases = {
    "nothing_told": (
        "No period has a number for every treated location: deliver their numbers.",
        "没有任何一期同时有所有活动地区的数据：请补齐这些数据。",
    ),
    "few_controls": (
        "Only {controls} locations can serve as controls; at least {least} are needed that had "
        "no promotion.",
        "可作对照的地区只有 {controls} 个，至少需要 {least} 个没有活动的地区。",
    ),
    "few_before": (
        "Only {periods} periods lie before the start; at least {least} are needed, better three "
        "times the length of the test.",
        "开始前只有 {periods} 期数据，至少需要 {least} 期，最好是活动时长的三倍。",
    ),
    "no_test": (
        "The panel has no period between {start} and {end} for every treated location: deliver "
        "those days.",
        "在 {start} 至 {end} 之间没有所有活动地区的数据：请补齐这些天。",
    ),
    "one_day": (
        "The test has one period only: a single day is as likely chance as effect. Run it for a "
        "week at least.",
        "活动只有一期数据：单独一天无法区分偶然与效果，请至少持续一周。",
    ),
    "half_missing": (
        "{missing} of {periods} periods of the test are missing for a treated location: deliver "
        "them before judging.",
        "活动期 {periods} 期中有 {missing} 期缺少活动地区的数据：请补齐后再判断。",
    ),
    "constant": (
        "The treated locations' numbers do not change before the start, so nothing can follow "
        "them.",
        "活动地区在开始前的数据没有变化，无法拟合。",
    ),
    "poor_fit": (
        "The controls do not follow the treated locations before the start ({unexplained:.0%} of "
        "their movement is left, and it drifts): choose controls that move alike or a longer time "
        "before.",
        "开始前对照地区跟不上活动地区的走势（{unexplained:.0%} 的波动未被解释且有漂移）："
        "请换走势相近的对照或用更长的前期。",
    ),
    "before_the_start": (
        "The treated locations had drifted off their controls before the start already (by "
        "{effect:,.1f} a period), so what was found is no effect of the test: choose controls "
        "that move alike.",
        "活动地区在开始前就已偏离对照（每期 {effect:,.1f}），因此这不是活动的效果："
        "请换走势相近的对照。",
    ),
    "coarse": (
        "With {placebos} placebo locations p cannot fall below {least:.2f}, so it comes from "
        "placebo periods.",
        "只有 {placebos} 个安慰剂地区，p 不可能低于 {least:.2f}，因此改用时间安慰剂。",
    ),
    "augmented": (
        "The weights alone followed the treated locations poorly; a ridge correction was added.",
        "仅用权重拟合不佳，已加入岭回归修正。",
    ),
    "not_seen": (
        "An effect within {reach:.1%} of what was expected cannot be told from chance here.",
        "在此数据下，低于预期 {reach:.1%} 的效果无法与偶然区分。",
    ),
    "added_up": (
        "Rows that share a location and a date with another, and were added up: {rows}.",
        "{rows} 行与其他行的地区和日期相同，已相加。",
    ),
    "missing_days": (
        "Periods that are missing for every location: {days}.",
        "所有地区都缺少 {days} 期。",
    ),
    "ends_early": (
        "The panel ends on {last}, before the test's end {end}.",
        "数据止于 {last}，早于活动结束日 {end}。",
    ),
    "treated_gaps": (
        "Periods that are missing for a treated location and left out: {days}, the first {first}.",
        "活动地区缺少 {days} 期（最早 {first}），已排除。",
    ),
    "controls_left_out": (
        "Locations with gaps, which serve as no control: {count} ({controls}).",
        "{count} 个地区有缺口，不作为对照：{controls}。",
    ),
    "still": (
        "Locations that never change and serve as no control: {count}.",
        "{count} 个地区的数据没有变化，不作为对照。",
    ),
    "filled": (
        "Single periods of controls that were missing and filled in a straight line: {days}.",
        "对照地区缺少 {days} 个零散期，已线性补齐。",
    ),
}
