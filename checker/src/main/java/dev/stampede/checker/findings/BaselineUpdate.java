package dev.stampede.checker.findings;

import dev.stampede.checker.findings.BaselineEntry.Faults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A baseline with new entries for all violations of runs that it does not cover. Existing entries stay unchanged.
 * Immutable.
 *
 * <p>A new entry applies under no fault if the finding occurred only without faults, under faults if the finding
 * occurred only with faults, and otherwise in both cases; also in both cases if a check did not record all violations.
 *
 * @param baseline the new baseline
 * @param added its new entries
 */
public record BaselineUpdate(Baseline baseline, List<BaselineEntry> added) {
    public BaselineUpdate {
        added = List.copyOf(added);
    }

    /**
     * The violations of one run.
     *
     * @param run its name, for the comment of a new entry
     */
    public record RunViolations(String run, String recipe, List<ViolationSignature> violations) {
        public RunViolations {
            violations = List.copyOf(violations);
        }
    }

    private record Finding(String name, String recipe) {}

    /** Updates a baseline. */
    public static BaselineUpdate of(Baseline baseline, List<RunViolations> runs) {
        Map<Finding, List<ViolationSignature>> uncovered = new LinkedHashMap<>();
        Map<Finding, Set<String>> shownBy = new LinkedHashMap<>();
        for (RunViolations run : runs) {
            for (ViolationSignature violation :
                    baseline.compare(run.violations()).unlisted()) {
                Finding finding = new Finding(violation.name(), violation.recipe());
                uncovered.computeIfAbsent(finding, f -> new ArrayList<>()).add(violation);
                shownBy.computeIfAbsent(finding, f -> new TreeSet<>()).add(run.run());
            }
        }
        Baseline updated = baseline;
        List<BaselineEntry> added = new ArrayList<>();
        for (Map.Entry<Finding, List<ViolationSignature>> each : uncovered.entrySet()) {
            Finding finding = each.getKey();
            long ofRecipe = runs.stream()
                    .filter(r -> r.recipe().equals(finding.recipe()))
                    .count();
            String comment = comment(each.getValue(), shownBy.getOrDefault(finding, Set.of()), ofRecipe);
            updated = updated.with(
                    new BaselineEntry(0, finding.name(), faults(each.getValue()), finding.recipe(), comment));
            added.add(updated.entries().get(updated.entries().size() - 1));
        }
        return new BaselineUpdate(updated, added);
    }

    private static Faults faults(List<ViolationSignature> violations) {
        if (violations.stream().anyMatch(v -> !v.complete())) {
            return Faults.ANY;
        }
        boolean without = violations.stream().anyMatch(v -> v.faultKinds().isEmpty());
        boolean with = violations.stream().anyMatch(v -> !v.faultKinds().isEmpty());
        return without && with ? Faults.ANY : without ? Faults.NONE : Faults.SOME;
    }

    private static String comment(List<ViolationSignature> violations, Set<String> runs, long ofRecipe) {
        Set<String> ids = violations.stream()
                .map(v -> v.finding() == null ? "" : v.finding())
                .collect(Collectors.toCollection(TreeSet::new));
        String known = ids.size() == 1 && !ids.contains("") ? ids.iterator().next() + "; " : "";
        return known + runs.size() + " of " + ofRecipe + (ofRecipe == 1 ? " run" : " runs") + ", such as "
                + runs.iterator().next();
    }
}
