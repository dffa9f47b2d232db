package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a check of exclusion.
 *
 * @param recipe the recipe in signatures; null for the scenario and the variant of the run
 * @param views the views to judge
 * @param sessionPolicy whether the clients doubt only on LOST (Curator's SessionConnectionStateErrorPolicy)
 * @param doubts whether the clients' code can report doubts
 * @param raw whether the clients are plain ZooKeeper handles
 * @param ownHandles whether the clients' code opened its handles itself, so that the recorded session states come from
 *     the connections, not from the library
 */
public record HoldCheckParameters(
        LockOrElectionTerms terms,
        CheckSpec spec,
        @Nullable String recipe,
        Set<View> views,
        boolean sessionPolicy,
        boolean doubts,
        boolean raw,
        boolean ownHandles) {
    private static final Set<String> KNOWN = Set.of("recipe", "views", "policy", "doubts", "raw");

    public HoldCheckParameters {
        views = Set.copyOf(views);
    }

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException that lists every unknown parameter and every invalid value
     */
    public static HoldCheckParameters of(LockOrElectionTerms terms, CheckSpec spec) {
        return of(terms, spec, Set.of());
    }

    /** Reads the parameters of a check that has {@code more} parameters, which the check reads itself. */
    public static HoldCheckParameters of(LockOrElectionTerms terms, CheckSpec spec, Set<String> more) {
        List<String> problems = new ArrayList<>();
        if (!spec.check().equals(terms.check())) {
            problems.add("expected the check " + terms.check() + ", found " + spec.check());
        }
        Set<String> unknown = new TreeSet<>(spec.parameters().keySet());
        Set<String> known = new TreeSet<>(KNOWN);
        known.addAll(more);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            problems.add("expected parameters of " + known + ", found " + unknown);
        }
        Map<String, String> given = spec.parameters();
        Set<View> views = views(given.get("views"), problems);
        boolean sessionPolicy = selectsSecond(given, "policy", "standard", "session", problems);
        boolean withoutDoubts = selectsSecond(given, "doubts", "true", "false", problems);
        boolean ownHandles = "own".equals(given.get("raw"));
        boolean raw = ownHandles || selectsSecond(given, "raw", "false", "true", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the check " + terms.check() + ": " + String.join("; ", problems));
        }
        return new HoldCheckParameters(
                terms, spec, given.get("recipe"), views, sessionPolicy, !withoutDoubts, raw, ownHandles);
    }

    public boolean judges(View view) {
        return views.contains(view) && (view != View.DISCIPLINED || doubts);
    }

    /** The state that the client receives when it loses its connection. */
    public String suspendedWord() {
        return raw ? "Disconnected" : "SUSPENDED";
    }

    private static Set<View> views(@Nullable String text, List<String> problems) {
        if (text == null) {
            return EnumSet.allOf(View.class);
        }
        Set<View> views = EnumSet.noneOf(View.class);
        for (String word : text.split(",", -1)) {
            Arrays.stream(View.values())
                    .filter(view -> view.word().equals(word.strip()))
                    .findFirst()
                    .ifPresentOrElse(
                            views::add,
                            () -> problems.add("expected views of "
                                    + Arrays.stream(View.values())
                                            .map(View::word)
                                            .collect(Collectors.joining(", "))
                                    + ", found \"" + word + "\""));
        }
        return views;
    }

    /** Whether the second of two values was selected. */
    private static boolean selectsSecond(
            Map<String, String> given, String name, String first, String second, List<String> problems) {
        String value = given.getOrDefault(name, first);
        if (!value.equals(first) && !value.equals(second)) {
            problems.add("expected " + first + " or " + second + " for " + name + ", found \"" + value + "\"");
        }
        return value.equals(second);
    }
}
