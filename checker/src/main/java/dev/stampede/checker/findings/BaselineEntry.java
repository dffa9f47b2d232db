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
 * @param faults the faults under which it applies
 * @param recipe the scenario and the variant
 * @param comment the text after {@code #}; empty for none
 */
public record BaselineEntry(int line, String finding, Faults faults, String recipe, String comment) {
    /** The syntax of a line, for messages. */
    static final String SYNTAX = "CHECK/KIND [under FAULTS] in SCENARIO/VARIANT";

    private static final Pattern LINE =
            Pattern.compile("(?<finding>\\S+)(?: +under +(?<faults>\\S.*?))? +in +(?<recipe>[^\\s/]+/\\S+)");

    /**
     * The faults under which violations are covered.
     *
     * @param scope how faults are compared
     * @param kinds the kinds of faults, sorted, if they are named
     */
    public record Faults(Scope scope, List<String> kinds) {
        /** Any faults, or none. */
        static final Faults ANY = new Faults(Scope.ANY, List.of());
        /** No fault. */
        static final Faults NONE = new Faults(Scope.NONE, List.of());
        /** At least one fault. */
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

    /** How the faults near a violation are compared. */
    public enum Scope {
        ANY,
        NONE,
        SOME,
        EXACTLY
    }

    /**
     * Parses an entry.
     *
     * @throws IllegalArgumentException if the text is not an entry; the message says what was expected
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

    /** The name of the check; only for an entry without an id. */
    String check() {
        return finding.substring(0, finding.indexOf('/'));
    }

    /** Whether the entry equals another one, apart from their lines and comments. */
    boolean sameAs(BaselineEntry other) {
        return finding.equals(other.finding) && faults.equals(other.faults) && recipe.equals(other.recipe);
    }

    /**
     * Whether the entry covers the violations with a signature. If the check did not record all of them, only an entry
     * for any faults covers them.
     */
    boolean covers(ViolationSignature violation) {
        return names(violation)
                && (violation.complete() ? faults.cover(violation.faultKinds()) : faults.scope() == Scope.ANY);
    }

    /** Whether the entry names such violations, possibly under other faults. */
    boolean names(ViolationSignature violation) {
        return recipe.equals(violation.recipe())
                && (byId() ? finding.equals(violation.finding()) : finding.equals(violation.name()));
    }

    /** The line in the file, without a line feed. */
    public String text() {
        return comment.isEmpty() ? toString() : toString() + "  # " + comment;
    }

    @Override
    public String toString() {
        return finding + faults + " in " + recipe;
    }
}
