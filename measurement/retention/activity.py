"""Who started in which periods and who came back in which, as one SQL statement of many parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from measurement.event_source import EventSource
from measurement.filters import Parameters, where_sql
from measurement.retention.definition import Property, Retention
from measurement.retention.periods import Periods
from measurement.retention.sql import epoch, literal, period_of, width

AFTER_START = "is_return and (ts > begun or (ts = begun and not is_start))"


@dataclass
class Activity:
    """The parts of a statement (`with` clauses) and the values bound to it."""

    source: EventSource
    asked: Retention
    periods: Periods
    breakdown: Property | None = None
    parameters: Parameters = field(default_factory=Parameters)

    def statement(self, select: str) -> str:
        """`select` over `relevant`, `anchors` and `activity`.

        `relevant` has one row per event that starts or returns, `anchors` one per start that is
        followed (person, value, row, passed), `activity` one per person, value and period: of the
        calendar, or counted from the person's start when the question is a rolling one.
        """
        parts = {"log": self._log(), "relevant": self._relevant()}
        if self.asked.retention_type == "first_ever":
            parts |= {"ever": self._ever(), "relevant_ever": self._relevant_ever()}
        relevant = self.events
        if self.asked.mode == "rolling":
            parts["anchors"] = self._anchors(relevant)
            parts["activity"] = self._windows(relevant)
        else:
            parts["activity"] = self._calendar(relevant)
        clauses = ",\n".join(f"{name} as ({part})" for name, part in parts.items())
        return f"with {clauses}\n{select}"

    @property
    def events(self) -> str:
        """The clause whose rows are events that start or return."""
        return "relevant_ever" if self.asked.retention_type == "first_ever" else "relevant"

    def _log(self) -> str:
        asked, properties = self.asked, self.source.properties
        where = where_sql(asked.where, properties, self.parameters)
        parts = {
            "is_start": self._matches(asked.start_event, asked.start_where),
            "is_return": self._matches(asked.return_event, asked.return_where),
            "value": self._property(self.breakdown) if self.breakdown else "''",
        }
        if asked.retention_type == "first_ever":
            parts["is_named"] = self._matches(asked.start_event, [])
        if asked.weight:
            parts["amount"] = f"try_cast({self._property(asked.weight)} as decimal(38, 6))"
        chosen = ", ".join(f"{sql} as {name}" for name, sql in parts.items())
        return (
            f"select e.person, {self.source.ts} as ts, {chosen} "
            f"from {self.source.relation(once=self._counts_events)} "
            f"where e.person is not null and {where}"
        )

    @property
    def _counts_events(self) -> bool:
        return self.asked.minimum_occurrences > 1 or self.asked.weight is not None

    def _matches(self, events: Sequence[str] | None, where: Sequence) -> str:
        condition = where_sql(where, self.source.properties, self.parameters)
        if events is None:
            return condition
        names = ", ".join(self.parameters.bind(name) for name in events)
        return f"(coalesce(e.event in ({names}), false) and {condition})"

    def _property(self, told: Property) -> str:
        properties = self.source.properties
        if told.person_prop is not None:
            return f"coalesce({properties.person(told.person_prop, self.parameters)}, '')"
        return f"coalesce({properties.event(told.prop or '', self.parameters)}, '')"

    def _relevant(self) -> str:
        begin, end = self.periods.bounds[0], self.periods.bounds[-1]
        first_ever = self.asked.retention_type == "first_ever"
        roles = "is_start or is_return or is_named" if first_ever else "is_start or is_return"
        within = f"ts >= {literal(begin)}"
        if self.asked.is_first:
            # Whoever started before the first period is no newcomer in it.
            within = f"({within} or {'is_named' if first_ever else 'is_start'})"
        return (
            f"select *, {period_of(self.periods)} as period from log "
            f"where ({roles}) and {within} and ts < {literal(end)}"
        )

    def _ever(self) -> str:
        """People whose very first start event is one that meets the conditions."""
        value = "arg_min(value, {'ts': ts, 'value': value}) filter (is_named)"
        return (
            f"select person, {value} as value from relevant group by person "
            "having min(ts) filter (is_named) = min(ts) filter (is_start)"
        )

    def _relevant_ever(self) -> str:
        return (
            "select relevant.* replace (ever.value as value) from relevant join ever using (person)"
        )

    def _calendar(self, relevant: str) -> str:
        amount = ""
        if self.asked.weight:
            later = AFTER_START if not self.asked.same_event else "is_return"
            amount = (
                ", sum(amount) filter (is_return) as amount"
                f", sum(amount) filter ({later}) as first_amount"
            )
            if not self.asked.same_event:
                begun = "min(ts) filter (is_start) over (partition by person, value, period)"
                relevant = f"(select *, {begun} as begun from {relevant})"
        return (
            "select person, value, period, bool_or(is_start) as started, "
            f"count(*) filter (is_return) >= {self.asked.minimum_occurrences} as returned, "
            "min(ts) filter (is_start) as started_at, max(ts) filter (is_return) as returned_at, "
            f"max(ts) filter (is_return and not is_start) as only_returned_at{amount} "
            f"from {relevant} group by person, value, period"
        )

    def _anchors(self, relevant: str) -> str:
        rows = self.periods.rows
        within = "" if self.asked.is_first else f" and ts < {literal(self.periods.bounds[rows])}"
        started = (
            f"select person, value, min(ts) filter (is_start{within}) as ts "
            f"from {relevant} group by person, value"
        )
        passed = f"({epoch(literal(self.periods.as_of))} - epoch_us(ts)) // {width(self.periods)}"
        return (
            f"select person, value, ts as started_at, {period_of(self.periods)} as row, "
            f"least(greatest({passed}, 0), {self.periods.columns}) as passed from ({started}) "
            f"where ts >= {literal(self.periods.bounds[0])} "
            f"and ts < {literal(self.periods.bounds[rows])}"
        )

    def _windows(self, relevant: str) -> str:
        amount = ", sum(amount) filter (later) as amount" if self.asked.weight else ""
        last = self.periods.columns - 1
        window = f"(epoch_us(r.ts) - epoch_us(a.started_at)) // {width(self.periods)}"
        # Later than the last cell is still on or after it.
        kept = f"least({window}, {last})" if self.asked.return_ == "on_or_after" else window
        same = "true" if self.asked.same_event else "r.ts > a.started_at or not r.is_start"
        return (
            f"select person, value, period, false as started, "
            f"count(*) filter (later) >= {self.asked.minimum_occurrences} as returned{amount} "
            f"from (select person, value, {kept} as period, {same} as later, r.* exclude "
            f"(person, value, period) from {relevant} r join anchors a using (person, value) "
            f"where r.is_return and r.ts >= a.started_at) where period <= {last} "
            "group by person, value, period"
        )
