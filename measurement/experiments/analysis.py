"""From the rows of an experiment to the effect of each arm, or the reason not to show one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measurement.experiments import checks
from measurement.experiments.balance import imbalances
from measurement.experiments.comparison import compare
from measurement.experiments.rare import compare_rare
from measurement.experiments.rows import ArmRows, Columns, Experiment, read
from measurement.experiments.summaries import Summary
from measurement.tables import Resources, Table
from measurement.words import Words, say


def analyse(  # noqa: PLR0913 - what an experiment can be asked
    table: Table,
    unit: str | None,
    arm: str,
    metric: str,
    covariate: str | None = None,
    *,
    denominator: str | None = None,
    control: str | None = None,
    weights: Mapping[str, float] | None = None,
    covariates: Sequence[str] = (),
    randomised: bool = True,
    test: str = "two_sided",
    tuning: float | None = None,
    prior: Mapping[str, object] | None = None,
    alpha: float = 0.05,
    resources: Resources | None = None,
) -> dict:
    """Effect of every arm on `metric` against the control, with all checks of an experiment.

    Rows of one `unit` (person) are added up; without `unit` each row is a person. `covariate` is
    the metric from before (CUPED), `denominator` makes a ratio, `covariates` are further facts
    from before that only prove that the arms were alike, `weights` the planned shares by arm.

    Keys: control, baseline (users, mean), arms (name: users, mean, method, absolute, relative,
    p or chance_to_win, p_adjusted by Holm), sample_ratio, balance, in_two_arms, refusal, warnings.
    With a `refusal` the effects are None: they are not fit to be shown.

    Raises:
        TableError, ValueError: for columns, arms or tests that do not exist.
    """
    if denominator and covariate:
        raise ValueError("A ratio has no covariate here: give a denominator or a covariate.")
    balanced = tuple(dict.fromkeys([*([covariate] if covariate else []), *covariates]))
    asked = Columns(unit, arm, metric, denominator, covariate, balanced)
    return judge(
        read(table, asked, resources),
        asked,
        control=control,
        weights=weights,
        randomised=randomised,
        test=test,
        tuning=tuning,
        prior=prior,
        alpha=alpha,
    )


def judge(  # noqa: PLR0913 - what an experiment can be asked
    found: Experiment,
    asked: Columns,
    *,
    control: str | None = None,
    weights: Mapping[str, float] | None = None,
    randomised: bool = True,
    test: str = "two_sided",
    tuning: float | None = None,
    prior: Mapping[str, object] | None = None,
    alpha: float = 0.05,
) -> dict:
    """The answer of `analyse` for arms that are summed up already; `asked` names the columns.

    Raises:
        ValueError: for arms or tests that do not exist.
    """
    said = _left_out(found, asked)
    refusal = checks.people_check(found, asked.named(asked.metric))
    if len(found.arms) < 2:
        return _answer(found, None, {}) | {"refusal": refusal, "warnings": said}
    base, guessed = checks.control_among(found.arms, control)
    if guessed:
        said.append(say(checks.PHRASES, "control_assumed", arm=base.name))
    others = [other for other in found.arms if other is not base]
    ratio, more = checks.ratio_check(found.arms, weights)
    balance = imbalances(base, others)
    refusals, warnings = _verdicts(found, ratio, balance, asked, randomised)
    refusal = refusal or next(iter(refusals), None)
    kind = _kind(found.arms, asked.denominator, asked.covariate)
    how = {"test": test, "tuning": tuning, "prior": prior, "alpha": alpha}
    arms = {other.name: _arm(base, other, kind, how, refusal is None) for other in others}
    _adjust_for_many(arms)
    said += [*more, *warnings, *refusals[1:]]
    answer = _answer(found, base, arms) | {"sample_ratio": ratio, "balance": balance}
    return answer | {"refusal": refusal, "warnings": said}


def _verdicts(
    found: Experiment, ratio: Mapping, balance: Sequence[Mapping], asked: Columns, randomised: bool
) -> tuple[list[Words], list[Words]]:
    """Every reason to refuse, the weightiest first, and every warning."""
    unlike, said = checks.balance_check(balance, asked)
    lost, more = checks.loss_check(found.arms, asked.named(asked.metric))
    refusals = [
        None if randomised else say(checks.PHRASES, "not_randomised"),
        unlike,
        ratio["words"] if ratio["verdict"] == "blocks" else None,
        lost,
    ]
    return [words for words in refusals if words], [*said, *more]


def _left_out(found: Experiment, asked: Columns) -> list[Words]:
    said = []
    share = checks.share_in_two_arms(found)
    if 0 < share <= checks.MOST_IN_TWO_ARMS:
        said.append(say(checks.PHRASES, "in_two_arms", people=found.in_two_arms, share=share))
    if found.without_arm:
        said.append(say(checks.PHRASES, "without_arm", rows=found.without_arm))
    if found.without_unit:
        unit = asked.named(asked.unit)
        said.append(say(checks.PHRASES, "without_unit", rows=found.without_unit, unit=unit))
    lacking = sum(arm.covariate_missing for arm in found.arms) if asked.covariate else 0
    if lacking:
        covariate = asked.named(asked.covariate)
        said.append(say(checks.PHRASES, "covariate_missing", covariate=covariate, people=lacking))
    return said


def _kind(arms: Sequence[ArmRows], denominator: str | None, covariate: str | None) -> str:
    if denominator:
        return "ratio"
    if covariate and all(arm.other for arm in arms):
        return "cuped"
    return "proportion" if all(arm.is_binary for arm in arms) else "mean"


def _summary(arm: ArmRows, kind: str) -> Summary:
    n = arm.metric.n
    plain = {"type": "mean", "n": n, "mean": arm.metric.mean, "variance": arm.metric.variance}
    if kind == "proportion":
        return {"type": "proportion", "n": n, "sum": n * arm.metric.mean}
    if kind == "mean" or arm.other is None:
        return plain
    other = {"type": "mean", "n": n, "mean": arm.other.mean, "variance": arm.other.variance}
    first, second = ("m", "d") if kind == "ratio" else ("post", "pre")
    return {"type": kind, "n": n, first: plain, second: other, "covariance": arm.covariance}


def _arm(base: ArmRows, arm: ArmRows, kind: str, asked: Mapping, is_shown: bool) -> dict:
    told = {"users": arm.users, "missing": arm.missing, "mean": _mean(arm, kind), "method": kind}
    if not is_shown:
        return told | {"absolute": None, "relative": None, "p": None, "refusal": None}
    a, b = _summary(base, kind), _summary(arm, kind)
    effects = {how: compare(a, b, difference=how, **asked) for how in ("absolute", "relative")}
    if kind == "proportion" and asked["test"] == "two_sided" and effects["absolute"]["refusal"]:
        rare = compare_rare(_successes(base), _successes(arm), asked["alpha"])
        told = told | {"method": "exact", "absolute": rare, "relative": None}
        return told | {"p": rare["p"], "refusal": None}
    refusal = effects["absolute"]["refusal"]
    shown = {how: None if effect["refusal"] else effect for how, effect in effects.items()}
    certainty = "chance_to_win" if asked["test"] == "bayes" else "p"
    value = None if refusal else effects["absolute"][certainty]
    return told | shown | {"p": None, certainty: value, "refusal": refusal}


def _successes(arm: ArmRows) -> tuple[int, int]:
    return round(arm.metric.n * arm.metric.mean), arm.metric.n


def _mean(arm: ArmRows, kind: str) -> float | None:
    if not arm.metric.n:
        return None
    if kind != "ratio" or arm.other is None:
        return arm.metric.mean
    return arm.metric.mean / arm.other.mean if arm.other.mean else None


def _adjust_for_many(arms: Mapping[str, dict]) -> None:
    """Holm: the smallest p counts as many times as there are arms, the next one less."""
    known = sorted((arm for arm in arms.values() if arm["p"] is not None), key=lambda arm: arm["p"])
    highest = 0.0
    for passed, arm in enumerate(known):
        highest = max(highest, min(arm["p"] * (len(known) - passed), 1.0))
        arm["p_adjusted"] = highest


def _answer(found: Experiment, base: ArmRows | None, arms: Mapping[str, dict]) -> dict:
    methods = {arm["method"] for arm in arms.values()}
    mean = _mean(base, methods.pop()) if base and methods else None
    return {
        "control": base.name if base else None,
        "baseline": {"users": base.users, "missing": base.missing, "mean": mean} if base else None,
        "arms": dict(arms),
        "in_two_arms": {"people": found.in_two_arms, "share": checks.share_in_two_arms(found)},
        "sample_ratio": None,
        "balance": [],
    }
