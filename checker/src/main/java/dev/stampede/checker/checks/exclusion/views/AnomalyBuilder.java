package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns findings into anomalies, a bounded number of each kind, and one violation into a picture. */
public final class AnomalyBuilder {
    /** The maximum number of violations, and of caveats, of one kind that are kept. */
    public static final int MAX_OF_A_KIND = 5;

    private final HoldAnalysis analysis;

    AnomalyBuilder(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The result: the first anomalies of each kind, their total numbers, and a picture of one violation. */
    CheckResult result(Coverage coverage, String scope, List<HoldFinding> findings) {
        HoldCheckParameters rules = analysis.rules();
        AnomalyCollector collector =
                AnomalyCollector.ofEachKind(rules.terms().check(), analysis.history(), rules.recipe(), MAX_OF_A_KIND);
        sorted(findings)
                .forEach(f -> collector.add(
                        f.kind(), f.headline(), f.reasons(), f.blame(), extent(f), f.promise(), f.excuse()));
        CheckResult result = CheckResult.of(rules.terms().check(), coverage, scope, collector.anomalies())
                .counted(collector.counts());
        Counterexample example = counterexample(findings);
        return example == null ? result : result.shownBy(example);
    }

    private static Stream<HoldFinding> sorted(List<HoldFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingLong(HoldFinding::fromNanos).thenComparing(HoldFinding::kind));
    }

    private Extent extent(HoldFinding finding) {
        Set<Integer> clients = new TreeSet<>();
        List<Integer> operations = new ArrayList<>();
        for (Hold hold : finding.holds()) {
            clients.add(hold.client());
            operations.add(hold.grant());
            operations.add(hold.last());
        }
        for (int operation : finding.operations()) {
            operations.add(operation);
            if (operation >= 0) {
                clients.add(analysis.history().operations().get(operation).client());
            }
        }
        return new Extent(finding.fromNanos(), finding.toNanos(), clients, operations);
    }

    /**
     * The picture of the first violation of the most direct kind ({@link ExclusionAnomalies#gravity}); null if no
     * violation has holds.
     */
    private @Nullable Counterexample counterexample(List<HoldFinding> findings) {
        return sorted(findings)
                .filter(f -> !f.caveat() && !f.holds().isEmpty())
                .min(Comparator.comparing(f -> ExclusionAnomalies.gravity(f.kind())))
                .map(this::picture)
                .orElse(null);
    }

    private Counterexample picture(HoldFinding finding) {
        Hold culprit = finding.holds().get(finding.holds().size() - 1);
        List<Counterexample.Row> rows = finding.holds().stream()
                .sorted(Comparator.comparingLong(Hold::grantedNanos))
                .map(hold -> row(hold, hold.equals(culprit)))
                .toList();
        return new Counterexample(finding.headline(), rows, String.join("; ", finding.reasons()));
    }

    private Counterexample.Row row(Hold hold, boolean culprit) {
        Operation grant = analysis.history().operations().get(hold.grant());
        return new Counterexample.Row(
                hold.grant(),
                analysis.name(hold),
                grant.function() + " " + HoldAnalysis.key(hold) + (hold.token() == 0 ? "" : " → " + hex(hold.token())),
                analysis.rules().terms().held(),
                hold.grantedNanos(),
                Math.max(hold.grantedNanos(), hold.endNanos()),
                0,
                null,
                culprit);
    }
}
