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

/** Puts into words what the faults did. Immutable. */
final class BiteWords {
    private static final int MAX_FAULTS = 500;

    private final History history;
    private final Bites bites;

    BiteWords(History history, Bites bites) {
        this.history = history;
        this.bites = bites;
    }

    RunPage.Bite part() {
        List<FaultRow> rows =
                bites.faults().stream().limit(MAX_FAULTS).map(this::row).toList();
        return new RunPage.Bite(
                facts(),
                rows,
                bites.budgets().stream()
                        .map(b -> new Entry(b.name() + ": " + Say.duration(b.nanos()), b.derivation()))
                        .toList(),
                bites.diverged().stream()
                        .map(d -> d.step() + " (" + d.family() + "): " + d.reason())
                        .toList(),
                none());
    }

    private String none() {
        if (!bites.faults().isEmpty()) {
            int more = bites.faults().size() - MAX_FAULTS;
            return more > 0 ? Say.count(more, "more fault") + " in run.json" : "";
        }
        return history.header().families().isEmpty()
                ? "This run was planned without faults."
                : "No fault was injected.";
    }

    List<Entry> facts() {
        List<Entry> facts = new ArrayList<>();
        long bit = bites.faults().stream().filter(f -> f.window().tookEffect()).count();
        long cured = bites.faults().stream()
                .filter(f -> f.window().healedEvidence() != null)
                .count();
        facts.add(new Entry(
                "Faults",
                Say.number(bites.faults().size()) + " injected, " + Say.number(bit) + " proven to have bitten, "
                        + Say.number(cured) + " proven to be healed"));
        if (!bites.toothless().isEmpty()) {
            facts.add(new Entry("Without a bite", Say.list(bites.toothless())));
        }
        facts.add(new Entry(
                "Elections",
                Say.number(bites.elections())
                        + (bites.elections() == 0
                                ? " seen"
                                : ", the first included; " + Say.duration(bites.leaderlessNanos())
                                        + " without a leader")));
        facts.add(new Entry("Expired sessions", Say.number(bites.expired())));
        facts.add(new Entry("Operations during faults", Say.number(bites.during())));
        facts.add(new Entry("Longest outage", gap(bites.outage())));
        facts.add(new Entry("Slowest recovery", recovery(bites.slowestRecovery())));
        return facts;
    }

    private static String gap(Bites.Gap gap) {
        return gap.nanos() == 0
                ? "none to measure"
                : Say.duration(gap.nanos()) + " without an operation that was OK, from " + Say.moment(gap.fromNanos());
    }

    private String recovery(long nanos) {
        if (nanos < 0) {
            return "none to measure";
        }
        return Say.duration(nanos)
                + bites.budget()
                        .map(b -> " of " + Say.duration(b.nanos()) + " allowed" + over(nanos, b))
                        .orElse(", no budget derived");
    }

    private static String over(long nanos, Event.BudgetDerived budget) {
        return nanos > budget.nanos() ? ": over budget" : "";
    }

    private FaultRow row(Bites.Bite bite) {
        FaultWindow window = bite.window();
        String bitten = window.activeEvidence();
        String cure = window.healedEvidence();
        return new FaultRow(
                window.fault(),
                window.kind(),
                Say.target(window),
                planned(window),
                bitten != null,
                bitten == null ? "not proven" : "at " + Say.moment(window.activeNanos()) + ": " + bitten,
                cure != null,
                cure == null ? "not proven" : "at " + Say.moment(window.healedNanos()) + ": " + cure,
                lasted(window),
                Say.number(bite.operations())
                        + (bite.indeterminate() == 0 ? "" : ", " + Say.number(bite.indeterminate()) + " indeterminate"),
                bite.outage().nanos() == 0 ? "none" : Say.duration(bite.outage().nanos()),
                bite.recoveryNanos() < 0 ? "not measured" : Say.duration(bite.recoveryNanos()));
    }

    private static String planned(FaultWindow window) {
        String links = window.links().isEmpty() ? "" : "; cuts " + String.join(", ", window.links());
        return "at " + Say.moment(window.injectingNanos())
                + (window.injectedNanos() == Operation.OPEN ? ", never injected" : "") + Say.clip(links, 160);
    }

    private static String lasted(FaultWindow window) {
        return window.healedNanos() == Operation.OPEN
                ? "to the end"
                : Say.duration(window.healedNanos() - window.injectingNanos());
    }
}
