"""The plan of every month, plans of promotions and notes on the calendar, on the first day."""

from __future__ import annotations

from datetime import date

from ingest.simulator.deliveries.delivery import Delivery, stamp
from ingest.simulator.world.channels import BY_CODE
from ingest.simulator.world.promotions import Promotion, all_promotions
from ingest.simulator.world.story import Story

_RATES = {"visitors": 1.0, "registrations": 0.125, "first_investments": 0.048}
_RATES |= {"invested_amount": 2_300.0, "spend_amount": 13.0}
_PLANNED_CHANNELS = ("baidu_generic", "ocean_engine", "cpt_portal")
_GROWTH = 1.05
"""The plan asks for a twentieth more than the story brings."""
_PLAN_HEADER = ("活动编号", "活动名称", "类型", "开始日期", "结束日期", "预算(元)", "其他费用(元)")
_PLAN_HEADER += ("留出比例", "目标人群", "假设", "指标", "停止规则")
_PLANS = (
    ("通过实名的新用户", "新手券让更多人完成首投", "首投人数", "亏损超过预算的一半"),
    ("活动前已实名的用户", "投资券让老用户多投", "收入", "活动期内不停"),
    ("活动期实名的用户", "红包让更多人完成首投", "首投人数", "预算用完"),
)
_TITLES = ("Newcomer coupon", "Anniversary coupon week", "Red packets")


def plan_deliveries(story: Story) -> list[Delivery]:
    """Targets, promotion plans and annotations."""
    targets, notes, plans = story.at(0, 10), story.at(0, 10, 5), story.at(0, 10, 10)
    name = f"promotion_plans_{stamp(story, plans)}.csv"
    return [
        _file("promotion_plans", name, plans, _promotion_plans(story)),
        _file("targets", f"targets_{stamp(story, targets)}.csv", targets, _targets(story)),
        _file("annotations", f"annotations_{stamp(story, notes)}.csv", notes, _notes(story)),
    ]


def _file(source: str, name: str, at: int, lines: list[str]) -> Delivery:
    content = ("\n".join(lines) + "\n").encode()
    return Delivery(source, name, None, "normal", at, lambda: content)


def _targets(story: Story) -> list[str]:
    lines = ["month,channel,metric,target_value"]
    for month, days in _months(story).items():
        visitors = story.visitors * days / story.days * _GROWTH
        for metric, rate in _RATES.items():
            lines.append(f"{month},company,{metric},{visitors * rate:.0f}")
        for code in _PLANNED_CHANNELS:
            registrations = visitors * BY_CODE[code].share * BY_CODE[code].register
            lines.append(f"{month},{code},registrations,{registrations:.0f}")
    return lines


def _months(story: Story) -> dict[date, int]:
    """First day of each month, with how many of the story's days lie in it."""
    months = [story.day(day).replace(day=1) for day in range(story.days)]
    return {month: months.count(month) for month in sorted(set(months))}


def _notes(story: Story) -> list[str]:
    lines = ["annotation_id,starts_on,ends_on,title,title_zh,kind"]
    for number, (title, one) in enumerate(zip(_TITLES, all_promotions(story), strict=True), 1):
        span = f"{story.day(one.first)},{story.day(one.last)}"
        lines.append(f"N{number:03d},{span},{title},{one.name},promotion")
    slow = story.day(story.part(0.8))
    lines.append(f"N010,{slow},{slow},Site slow for two hours,网站变慢两小时,incident")
    return lines


def _promotion_plans(story: Story) -> list[str]:
    lines = [",".join(_PLAN_HEADER)]
    for one, words in zip(all_promotions(story), _PLANS, strict=True):
        lines.append(",".join(_plan(story, one, words)))
    return lines


def _plan(story: Story, one: Promotion, words: tuple[str, ...]) -> list[str]:
    span = (str(story.day(one.first)), str(story.day(one.last)))
    holdout = f"{one.holdout_share:.2f}" if one.holdout_share else ""
    return [one.promotion_id, one.name, one.kind, *span, str(one.budget_yuan), "0", holdout, *words]
