package dev.stampede.reports;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.reports.page.RunPage;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.FaultRow;
import java.util.ArrayList;
import java.util.List;

/** The texts of the section about faults: whether each took effect and healed, and the impact. Immutable. */
final class FaultImpactText {
    private static final int MAX_FAULTS = 500;
    private static final int MAX_LINKS = 160;

    private final History history;
    private final FaultImpact impact;

    FaultImpactText(History history, FaultImpact impact) {
        this.history = history;
        this.impact = impact;
    }

    RunPage.FaultSection section() {
        return new RunPage.FaultSection(
                facts(),
                impact.windows().stream().limit(MAX_FAULTS).map(this::row).toList(),
                impact.budgets().stream()
                        .map(b -> new Entry(b.name() + ": " + DisplayFormat.duration(b.nanos()), b.derivation()))
                        .toList(),
                impact.skipped().stream()
                        .map(s -> s.step() + " (" + s.family() + "): " + s.reason())
                        .toList(),
                note());
    }

    /** The reason why there are no rows, or the number of omitted rows; empty if neither applies. */
    private String note() {
        if (!impact.windows().isEmpty()) {
            int more = impact.windows().size() - MAX_FAULTS;
            return more > 0 ? DisplayFormat.count(more, "more fault") + " in run.json" : "";
        }
        return history.header().families().isEmpty()
                ? "This run was planned without faults."
                : "No fault was injected.";
    }

    /** Facts about the whole run. */
    List<Entry> facts() {
        List<Entry> facts = new ArrayList<>();
        if (!impact.windows().isEmpty() || !impact.skipped().isEmpty()) {
            facts.add(new Entry("Faults", counts()));
        }
        if (!impact.familiesWithoutEffect().isEmpty()) {
            facts.add(new Entry("Planned, but no effect proven", DisplayFormat.list(impact.familiesWithoutEffect())));
        }
        if (!impact.windows().isEmpty()) {
            facts.add(new Entry("Operations during faults", DisplayFormat.number(impact.operationsDuringFaults())));
        }
        facts.add(new Entry("Longest time without a successful operation", outage(impact.longestOutage())));
        if (!impact.windows().isEmpty()) {
            facts.add(new Entry(
                    "Slowest recovery (from a proven heal to the first success of an operation invoked after it)",
                    recovery(impact.slowestRecoveryNanos())));
        }
        return facts;
    }

    /** How many faults are proven to have taken effect and to have healed. */
    static String proven(FaultImpact impact) {
        long proven = impact.windows().stream()
                .filter(w -> w.window().tookEffect() && w.window().healedEvidence() != null)
                .count();
        return DisplayFormat.number(proven) + " of "
                + DisplayFormat.count(impact.windows().size(), "fault") + " took effect and healed";
    }

    private String counts() {
        int injected = impact.windows().size();
        long tookEffect =
                impact.windows().stream().filter(w -> w.window().tookEffect()).count();
        long healed = impact.windows().stream()
                .filter(w -> w.window().healedEvidence() != null)
                .count();
        int skipped = impact.skipped().size();
        return DisplayFormat.number(injected) + " injected, " + DisplayFormat.number(tookEffect) + " took effect, "
                + DisplayFormat.number(healed) + " healed"
                + (skipped == 0 ? "" : ", " + DisplayFormat.number(skipped) + " skipped");
    }

    static String elections(FaultImpact impact) {
        return impact.elections() == 0
                ? "none recorded"
                : DisplayFormat.number(impact.elections()) + " including the first"
                        + (impact.leaderlessNanos() == 0
                                ? ""
                                : "; " + DisplayFormat.duration(impact.leaderlessNanos()) + " without a leader");
    }

    private static String outage(FaultImpact.Outage outage) {
        return outage.nanos() == 0
                ? "not measured (fewer than two operations succeeded)"
                : DisplayFormat.duration(outage.nanos()) + ", starting at " + DisplayFormat.moment(outage.fromNanos());
    }

    private String recovery(long nanos) {
        if (nanos == FaultImpact.NOT_MEASURED) {
            return "not measured";
        }
        return DisplayFormat.duration(nanos)
                + impact.recoveryBudget().map(b -> ofBudget(nanos, b)).orElse(", no budget was derived");
    }

    private static String ofBudget(long nanos, Event.BudgetDerived budget) {
        return " of " + DisplayFormat.duration(budget.nanos()) + " allowed"
                + (nanos > budget.nanos() ? " (exceeded)" : "");
    }

    private FaultRow row(FaultImpact.OfWindow effects) {
        FaultWindow window = effects.window();
        String effect = window.activeEvidence();
        String heal = window.healedEvidence();
        return new FaultRow(
                window.fault(),
                window.kind(),
                DisplayFormat.target(window),
                window.injectedNanos() == Operation.OPEN
                        ? "not injected"
                        : DisplayFormat.moment(window.injectingNanos()),
                lasted(window),
                effect != null,
                effect == null ? "" : DisplayFormat.moment(window.activeNanos()) + ": " + effect,
                heal != null,
                heal == null ? "" : DisplayFormat.moment(window.healedNanos()) + ": " + heal,
                DisplayFormat.clip(String.join(", ", window.links()), MAX_LINKS),
                DisplayFormat.number(effects.operations())
                        + (effects.indeterminate() == 0
                                ? ""
                                : " (" + DisplayFormat.number(effects.indeterminate()) + " indeterminate)"),
                effects.outage().nanos() == 0
                        ? "none"
                        : DisplayFormat.duration(effects.outage().nanos()),
                effects.recoveryNanos() == FaultImpact.NOT_MEASURED
                        ? "not measured"
                        : DisplayFormat.duration(effects.recoveryNanos()));
    }

    private static String lasted(FaultWindow window) {
        return window.healedNanos() == Operation.OPEN
                ? "to the end"
                : DisplayFormat.duration(window.healedNanos() - window.injectingNanos());
    }
}
