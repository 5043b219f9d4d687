"""What forbids showing an effect, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scipy.stats import chi2_contingency

from measurement.experiments.ratio_check import sample_ratio
from measurement.experiments.rows import ArmRows, Columns, Experiment
from measurement.words import Words, say

LEAST_PER_ARM = 8
MOST_IN_TWO_ARMS = 0.01
NAMES_OF_CONTROLS = {
    *("0", "0.0", "false", "no", "none", "a", "control", "ctrl", "holdout", "baseline", "placebo"),
    *("对照", "对照组", "空白组"),
}

PHRASES = {
    "one_arm": (
        "There is only one arm ({arm}), so there is nothing to compare it with. Keep a random "
        "share of people without the promotion next time.",
        "只有一组（{arm}），没有可比对象。下次请随机留出一部分人不参加活动。",
    ),
    "few_people": (
        "Arm {arm} has {users} people with a known {metric}; fewer than {least} tell nothing. "
        "Put more "
        "people into it, or go on for longer.",
        "{arm} 组只有 {users} 人有{metric}数据，少于 {least} 人无法判断。请增加该组人数，"
        "或延长时间。",
    ),
    "in_two_arms_blocks": (
        "People who were in two arms: {people} ({share:.1%}), more than 1 %: no effect is shown. "
        "Draw each "
        "person's lot once and keep to it; deliver the arm of that lot only.",
        "有 {people} 人（{share:.1%}）同时在两组，超过 1 %，因此不显示效果。"
        "请每人只抽一次签并保持不变，"
        "且只提交抽签所得的分组。",
    ),
    "in_two_arms": (
        "People who were in two arms and are left out: {people} ({share:.1%}).",
        "同时在两组并已排除的人数：{people}（{share:.1%}）。",
    ),
    "not_randomised": (
        "Nobody drew lots here, so the difference of these groups is no effect: they may have "
        "differed before. Use matched controls with a period before, or randomise next time.",
        "这些人不是随机分组的，组间差异不是效果：他们之前可能就不同。请用匹配对照与活动前数据，或下次随机分组。",
    ),
    "not_alike": (
        "The groups were not alike before the start ({covariates}), so they were hardly drawn by "
        "lot and their difference is no effect. Draw lots next time, or deliver how they were "
        "drawn.",
        "各组在开始前就不同（{covariates}），不像随机分组，其差异不是效果。"
        "下次请随机抽签，或说明分组方式。",
    ),
    "hardly_alike": (
        "The groups differed somewhat before the start ({covariates}); check how people were "
        "assigned, and adjust for it.",
        "各组在开始前有些差异（{covariates}）；请核对分组方式并做调整。",
    ),
    "balance_unknown": (
        "No covariate from before the start was given, so that the groups were alike is taken on "
        "trust.",
        "没有给出开始前的协变量，无法核对各组是否可比。",
    ),
    "lost_differently": (
        "{metric} is missing for {shares} of the arms: the difference is beyond chance, so who "
        "remains is no longer comparable. Deliver what is missing.",
        "{metric}缺失比例为 {shares}，差异超出偶然，剩下的人不可比。请补齐缺失的数据。",
    ),
    "missing": (
        "{metric} is missing for {people} people, who are left out.",
        "{people} 人缺少 {metric}，已排除。",
    ),
    "covariate_missing": (
        "{covariate} is missing for {people} people, who are given its mean.",
        "{people} 人缺少 {covariate}，以均值代替。",
    ),
    "without_arm": ("{rows} rows have no arm and are left out.", "{rows} 行没有分组，已排除。"),
    "without_unit": (
        "{rows} rows have no {unit} and are left out.",
        "{rows} 行没有 {unit}，已排除。",
    ),
    "equal_shares_assumed": (
        "No planned shares were given; equal ones are assumed.",
        "没有给出计划比例，按均分处理。",
    ),
    "control_assumed": (
        "No arm is named as the control; {arm} is taken for it.",
        "没有指明对照组，以 {arm} 为对照。",
    ),
}


def control_among(arms: Sequence[ArmRows], named: str | None) -> tuple[ArmRows, bool]:
    """The control, and whether it is only a guess: the first arm when no name says so.

    Raises:
        ValueError: when the arm asked for does not exist.
    """
    if named is not None:
        for arm in arms:
            if arm.name == named:
                return arm, False
        raise ValueError(f"There is no arm {named!r}: {', '.join(arm.name for arm in arms)}.")
    likely = [arm for arm in arms if _means_control(arm.name)]
    return (likely[0], False) if len(likely) == 1 else (arms[0], True)


def _means_control(name: str) -> bool:
    folded = name.strip().casefold()
    return folded in NAMES_OF_CONTROLS or folded.startswith(
        ("no ", "no_", "no-", "control", "对照")
    )


def people_check(read: Experiment, metric: tuple[str, str]) -> Words | None:
    """Too few people, or too many of them in two arms; `metric` is named in each language."""
    if len(read.arms) < 2:
        only = read.arms[0].name if read.arms else "-"
        return say(PHRASES, "one_arm", arm=only)
    smallest = min(read.arms, key=lambda arm: arm.metric.n)
    if smallest.metric.n < LEAST_PER_ARM:
        users = smallest.metric.n
        return say(
            PHRASES,
            "few_people",
            arm=smallest.name,
            users=users,
            metric=metric,
            least=LEAST_PER_ARM,
        )
    share = share_in_two_arms(read)
    if share > MOST_IN_TWO_ARMS:
        return say(PHRASES, "in_two_arms_blocks", people=read.in_two_arms, share=share)
    return None


def share_in_two_arms(read: Experiment) -> float:
    """People seen in more than one arm, of all who have one."""
    everybody = read.in_two_arms + sum(arm.users for arm in read.arms)
    return read.in_two_arms / everybody if everybody else 0.0


def ratio_check(
    arms: Sequence[ArmRows], weights: Mapping[str, float] | None
) -> tuple[dict, list[Words]]:
    """Sample ratio against the plan, equal shares without one.

    Raises:
        ValueError: when `weights` lacks an arm.
    """
    names = [arm.name for arm in arms]
    if weights is not None and (unknown := [name for name in names if name not in weights]):
        raise ValueError(f"The planned shares lack the arm {', '.join(unknown)}.")
    planned = [weights[name] if weights else 1.0 for name in names]
    told = sample_ratio([arm.users for arm in arms], planned)
    said = [told["words"]] if told["verdict"] == "warns" else []
    if weights is None and told["verdict"] != "fine":
        said.append(say(PHRASES, "equal_shares_assumed"))
    return told, said


def balance_check(found: Sequence[Mapping], asked: Columns) -> tuple[Words | None, list[Words]]:
    """A refusal when arms were plainly different before, a warning when somewhat."""
    if not found:
        return None, [say(PHRASES, "balance_unknown")]
    blocks, warns = (
        [entry for entry in found if entry["verdict"] == verdict] for verdict in ("blocks", "warns")
    )
    refusal = say(PHRASES, "not_alike", covariates=_listed(blocks, asked)) if blocks else None
    warning = [say(PHRASES, "hardly_alike", covariates=_listed(warns, asked))] if warns else []
    return refusal, warning


def _listed(found: Sequence[Mapping], asked: Columns) -> tuple[str, str]:
    """Covariates and their differences, in each language."""
    en, zh = (
        ", ".join(
            f"{asked.named(entry['covariate'])[language]} {entry['difference']:+.2f} SD"
            for entry in found
        )
        for language in (0, 1)
    )
    return en, zh


def loss_check(
    arms: Sequence[ArmRows], metric: tuple[str, str]
) -> tuple[Words | None, list[Words]]:
    """A refusal when the metric is missing more often in one arm than chance explains."""
    missing = sum(arm.missing for arm in arms)
    if not missing:
        return None, []
    counts = [[arm.missing, arm.metric.n] for arm in arms]
    p = float(chi2_contingency(counts).pvalue) if any(known for _, known in counts) else 1.0
    said = [say(PHRASES, "missing", metric=metric, people=missing)]
    shares = ", ".join(f"{arm.missing / arm.users:.1%} ({arm.name})" for arm in arms)
    differs = say(PHRASES, "lost_differently", metric=metric, shares=shares)
    if p < 0.001:
        return differs, said
    return None, [*said, differs] if p < 0.01 else said
