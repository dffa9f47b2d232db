package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyContext;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Anomaly.Signature;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns findings into anomalies, a bounded number of each kind, and the first violation into a picture. */
public final class AnomalyBuilder {
    /** The most violations and the most caveats of one kind that are told. */
    public static final int MAX_OF_A_KIND = 5;

    private final HoldAnalysis analysis;

    AnomalyBuilder(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    /** In order of time; the first few of each kind. */
    List<Anomaly> anomalies(List<HoldFinding> findings) {
        Map<String, Integer> told = new HashMap<>();
        return sorted(findings)
                .filter(f -> told.merge(f.kind() + f.caveat(), 1, Integer::sum) <= MAX_OF_A_KIND)
                .map(this::anomaly)
                .toList();
    }

    private static Stream<HoldFinding> sorted(List<HoldFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingLong(HoldFinding::fromNanos).thenComparing(HoldFinding::kind));
    }

    private Anomaly anomaly(HoldFinding finding) {
        Set<Integer> clients = new TreeSet<>();
        Set<Integer> operations = new LinkedHashSet<>();
        for (Hold hold : finding.holds()) {
            clients.add(hold.client());
            operations.add(hold.grant());
            operations.add(hold.last());
        }
        operations.addAll(finding.operations());
        operations.remove(-1);
        for (int operation : finding.operations()) {
            if (operation >= 0) {
                clients.add(analysis.history().operations().get(operation).client());
            }
        }
        AnomalyContext around = AnomalyContext.of(analysis.history(), finding.fromNanos(), finding.toNanos(), clients);
        List<String> because = new ArrayList<>(around.because());
        because.addAll(finding.reasons());
        return new Anomaly(
                analysis.rules().terms().check(),
                finding.kind(),
                finding.headline(),
                because,
                finding.blame(),
                List.copyOf(operations),
                around.faults(),
                finding.fromNanos(),
                finding.toNanos(),
                finding.promise(),
                finding.excuse(),
                signature(around, finding.kind()));
    }

    private Signature signature(AnomalyContext around, String kind) {
        Signature signature = around.signature(analysis.rules().terms().check(), kind);
        String recipe = analysis.rules().recipe();
        return recipe == null
                ? signature
                : new Signature(signature.check(), signature.kind(), signature.faultKinds(), recipe);
    }

    /** The holds of the first violation, null if there is no violation with holds. */
    @Nullable
    Counterexample counterexample(List<HoldFinding> findings) {
        return sorted(findings)
                .filter(f -> !f.caveat() && !f.holds().isEmpty())
                .findFirst()
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
                grant.function() + " " + HoldAnalysis.key(hold) + " → " + hex(hold.token()),
                analysis.rules().terms().held(),
                hold.grantedNanos(),
                Math.max(hold.grantedNanos(), hold.endNanos()),
                0,
                null,
                culprit);
    }
}
