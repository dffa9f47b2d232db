package dev.stampede.checker.findings;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The violations of a run with one signature, as {@code run.json}, the file of a campaign and a baseline compare them.
 * Immutable data.
 *
 * @param faultKinds the kinds of the faults near the violations, sorted; empty for none
 * @param recipe the scenario and the variant, such as {@code lock/naive}
 * @param finding the id of the known finding that is characteristic of all of them; null if there is none
 * @param complete whether the check recorded every violation of this kind; otherwise unrecorded ones may have other
 *     faults
 */
public record ViolationSignature(
        String check, String kind, List<String> faultKinds, String recipe, @Nullable String finding, boolean complete) {
    public ViolationSignature {
        faultKinds = List.copyOf(faultKinds);
    }

    /** The signatures of a run, without duplicates, in the order of the checks; empty for a run without violations. */
    public static List<ViolationSignature> of(RunVerdict verdict, History history) {
        List<ViolationSignature> all = new ArrayList<>();
        for (CheckResult result : verdict.checks()) {
            Map<Anomaly.Signature, Set<String>> ids = new LinkedHashMap<>();
            for (Anomaly anomaly : result.violations()) {
                ids.computeIfAbsent(anomaly.signature(), s -> new LinkedHashSet<>())
                        .add(FindingCatalogue.characteristic(anomaly, history)
                                .map(CatalogueEntry::id)
                                .orElse(""));
            }
            ids.forEach((signature, findings) -> all.add(new ViolationSignature(
                    signature.check(),
                    signature.kind(),
                    signature.faultKinds(),
                    signature.recipe(),
                    findings.size() == 1 && !findings.contains("")
                            ? findings.iterator().next()
                            : null,
                    complete(result, signature.kind()))));
        }
        return List.copyOf(all);
    }

    private static boolean complete(CheckResult result, String kind) {
        long kept =
                result.violations().stream().filter(a -> a.kind().equals(kind)).count();
        int found = result.counts().entrySet().stream()
                .filter(e -> e.getKey().kind().equals(kind) && !e.getKey().caveat())
                .mapToInt(Map.Entry::getValue)
                .sum();
        return found <= kept;
    }

    /** The check and the kind, such as {@code mutual-exclusion/server-overlap}. */
    public String name() {
        return check + "/" + kind;
    }

    /** The name, the faults and the recipe, in the syntax of a baseline. */
    @Override
    public String toString() {
        return name() + " under " + (faultKinds.isEmpty() ? "no fault" : String.join("+", faultKinds)) + " in "
                + recipe;
    }
}
