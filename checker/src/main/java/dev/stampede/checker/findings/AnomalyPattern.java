package dev.stampede.checker.findings;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The common properties of the anomalies of one finding: the check, the kind, the recipe, and further evidence in the
 * history. Immutable.
 *
 * @param checks the names of the checks that find it
 * @param kind the kind of the anomaly
 * @param recipes {@code scenario/variant}; empty for every recipe
 * @param evidence further evidence that the history must contain
 */
public record AnomalyPattern(
        Set<String> checks, String kind, Set<String> recipes, BiPredicate<Anomaly, History> evidence) {
    public AnomalyPattern {
        checks = Set.copyOf(checks);
        recipes = Set.copyOf(recipes);
    }

    /** Anomalies of this kind, in these recipes. */
    static AnomalyPattern of(String check, String kind, String... recipes) {
        return new AnomalyPattern(Set.of(check), kind, Set.of(recipes), (anomaly, history) -> true);
    }

    /** A copy that also requires this evidence in the history. */
    AnomalyPattern where(BiPredicate<Anomaly, History> shown) {
        return new AnomalyPattern(checks, kind, recipes, evidence.and(shown));
    }

    /**
     * Evidence that a recipe was granted a lock on the znode of its previous session: an operation of the anomaly
     * created a znode with such a name in one session, and listed children in a later session without creating another
     * znode there. The name of the znode identifies the recipe, whichever class calls it. O(attempts).
     */
    static BiPredicate<Anomaly, History> grantedAcrossSessions(Pattern znode) {
        return (anomaly, history) -> {
            Set<Integer> operations = Set.copyOf(anomaly.operations());
            Map<Integer, List<Attempt>> within = history.attempts().stream()
                    .filter(a -> operations.contains(a.operation()) && a.session() != 0)
                    .collect(Collectors.groupingBy(Attempt::operation));
            return within.values().stream().anyMatch(attempts -> acrossSessions(attempts, znode));
        };
    }

    private static boolean acrossSessions(List<Attempt> attempts, Pattern znode) {
        long created = 0;
        long listed = 0;
        for (Attempt attempt : attempts) {
            String path = attempt.path();
            if (attempt.opcode().creates()
                    && path != null
                    && znode.matcher(path).find()) {
                created = attempt.session();
                listed = 0;
            } else if (attempt.opcode() == Opcode.GET_CHILDREN) {
                listed = attempt.session();
            }
        }
        return created != 0 && listed != 0 && listed != created;
    }

    List<String> signatures() {
        return checks.stream()
                .sorted()
                .flatMap(check -> recipes.isEmpty()
                        ? Stream.of(check + "/" + kind)
                        : recipes.stream().sorted().map(recipe -> check + "/" + kind + " in " + recipe))
                .toList();
    }

    boolean matches(Anomaly anomaly, History history) {
        return checks.contains(anomaly.check())
                && kind.equals(anomaly.kind())
                && (recipes.isEmpty() || recipes.contains(anomaly.signature().recipe()))
                && evidence.test(anomaly, history);
    }
}
