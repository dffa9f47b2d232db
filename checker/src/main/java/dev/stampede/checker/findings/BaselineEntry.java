package dev.stampede.checker.findings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a baseline: violations that runs may show. Immutable.
 *
 * @param line its number in the file, from 1; 0 if it is new
 * @param finding {@code check/kind}, or the id of a known finding
 * @param faults under which faults
 * @param recipe the scenario and the variant
 * @param comment what stands behind {@code #}; empty for nothing
 */
public record BaselineEntry(int line, String finding, Faults faults, String recipe, String comment) {
    /** How a line is written, for messages. */
    static final String SYNTAX = "CHECK/KIND [under FAULTS] in SCENARIO/VARIANT";

    private static final Pattern LINE =
            Pattern.compile("(?<finding>\\S+)(?: +under +(?<faults>\\S.*?))? +in +(?<recipe>[^\\s/]+/\\S+)");

    /**
     * Under which faults violations are covered.
     *
     * @param scope how they are compared
     * @param kinds the kinds of faults, sorted, if they are named
     */
    public record Faults(Scope scope, List<String> kinds) {
        /** Whatever faults lasted, or none. */
        static final Faults ANY = new Faults(Scope.ANY, List.of());
        /** No fault lasted. */
        static final Faults NONE = new Faults(Scope.NONE, List.of());
        /** At least one fault lasted. */
        static final Faults SOME = new Faults(Scope.SOME, List.of());

        public Faults {
            kinds = kinds.stream().sorted().distinct().toList();
        }

        static Faults of(@Nullable String text) {
            if (text == null) {
                return ANY;
            }
            return switch (text) {
                case "no fault" -> NONE;
                case "faults" -> SOME;
                default -> new Faults(Scope.EXACTLY, List.of(text.split("\\+", -1)));
            };
        }

        boolean cover(List<String> around) {
            return switch (scope) {
                case ANY -> true;
                case NONE -> around.isEmpty();
                case SOME -> !around.isEmpty();
                case EXACTLY -> kinds.equals(around);
            };
        }

        @Override
        public String toString() {
            return switch (scope) {
                case ANY -> "";
                case NONE -> " under no fault";
                case SOME -> " under faults";
                case EXACTLY -> " under " + String.join("+", kinds);
            };
        }
    }

    /** How the faults around a violation are compared. */
    public enum Scope {
        ANY,
        NONE,
        SOME,
        EXACTLY
    }

    /**
     * An entry from its text.
     *
     * @throws IllegalArgumentException if the text is no entry; the message says what was expected
     */
    static BaselineEntry parse(int line, String text) {
        int hash = text.indexOf('#');
        String comment = hash < 0 ? "" : text.substring(hash + 1).trim();
        String entry = (hash < 0 ? text : text.substring(0, hash)).trim();
        Matcher matcher = LINE.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + SYNTAX + ", found \"" + entry + "\"");
        }
        return new BaselineEntry(
                line, matcher.group("finding"), Faults.of(matcher.group("faults")), matcher.group("recipe"), comment);
    }

    /** Whether the finding is the id of a known finding, not a check and a kind. */
    boolean byId() {
        return finding.indexOf('/') < 0;
    }

    /** The name of the check; for an entry that is not by id. */
    String check() {
        return finding.substring(0, finding.indexOf('/'));
    }

    /** Whether it says the same as another one, whatever the comments. */
    boolean sameAs(BaselineEntry other) {
        return finding.equals(other.finding) && faults.equals(other.faults) && recipe.equals(other.recipe);
    }

    /**
     * Whether it covers violations of a run. Violations of which the check recorded only some are covered only by an entry for
     * any faults.
     */
    boolean covers(ViolationSignature violation) {
        return names(violation)
                && (violation.complete() ? faults.cover(violation.faultKinds()) : faults.scope() == Scope.ANY);
    }

    /** Whether it is about such violations, be it under other faults. */
    boolean names(ViolationSignature violation) {
        return recipe.equals(violation.recipe())
                && (byId() ? finding.equals(violation.finding()) : finding.equals(violation.name()));
    }

    /** The line as the file has it, without its end. */
    public String text() {
        return comment.isEmpty() ? toString() : toString() + "  # " + comment;
    }

    @Override
    public String toString() {
        return finding + faults + " in " + recipe;
    }
}
