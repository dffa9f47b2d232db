package dev.stampede.checker.analysis;

import dev.stampede.checker.history.data.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations of a multi, as the recorded path lists them: {@code delete /a/b, create /a/c}. A sequential create is
 * listed with the requested path. Immutable.
 *
 * @param known whether the list is complete: Stampede cuts long lists, and other recorders may record none
 */
public record MultiContent(boolean known, List<Part> parts) {
    /** One operation of a multi. */
    public record Part(String operation, String path) {}

    private static final Pattern LIST = Pattern.compile("\\w+ /[^,]*(?:, \\w+ /[^,]*)*");
    private static final Pattern PART = Pattern.compile("(\\w+) (/[^,]*)");
    private static final Set<String> OPERATIONS =
            Set.of("create", "createContainer", "createTTL", "delete", "setData", "check", "getData", "getChildren");
    private static final String CUT = " ...";

    public MultiContent {
        parts = List.copyOf(parts);
    }

    /** The content of a multi; O(its length). */
    public static MultiContent of(Attempt multi) {
        String text = multi.path() == null ? "" : multi.path();
        List<Part> parts = new ArrayList<>();
        for (Matcher part = PART.matcher(text); part.find(); ) {
            parts.add(new Part(part.group(1), part.group(2)));
        }
        boolean known = LIST.matcher(text).matches()
                && !text.endsWith(CUT)
                && parts.stream().allMatch(p -> OPERATIONS.contains(p.operation()));
        return new MultiContent(known, parts);
    }
}
