package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.OperationBlocked;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of the threads of clients, recorded while a call of the user's class took long. Immutable; computed once
 * per history.
 */
public final class BlockedStacks {
    private static final int FRAMES = 12;
    private static final String AT = "at ";

    /** The class loader and the module before the name of a class. */
    private static final Pattern MODULE = Pattern.compile("^[\\w.@]*//?");

    private final Map<Integer, List<OperationBlocked>> byOperation = new HashMap<>();

    private BlockedStacks(History history) {
        history.events(OperationBlocked.class)
                .sorted(Comparator.comparingLong(OperationBlocked::atNanos))
                .forEach(e -> byOperation
                        .computeIfAbsent(e.operation(), o -> new ArrayList<>())
                        .add(e));
    }

    /** The stacks of a history. */
    public static BlockedStacks of(History history) {
        return history.derived(BlockedStacks.class, BlockedStacks::new);
    }

    /**
     * A sentence with the first frames of the last stack that was recorded for an operation up to {@code atNanos}; null
     * if there is none.
     */
    public @Nullable String sentence(Operation operation, long atNanos) {
        List<OperationBlocked> all = byOperation.getOrDefault(operation.number(), List.of());
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).atNanos(), atNanos);
        if (count == 0) {
            return null;
        }
        OperationBlocked last = all.get(count - 1);
        List<String> lines =
                Arrays.stream(last.stack().split("\n")).map(String::strip).toList();
        String frames = lines.stream()
                .skip(1)
                .filter(line -> line.startsWith(AT))
                .limit(FRAMES)
                .map(line -> MODULE.matcher(line.substring(AT.length())).replaceFirst(""))
                .collect(Collectors.joining(" ← "));
        String more = lines.size() > FRAMES + 1 ? " ← …" : "";
        return "since " + seconds(last.atNanos()) + " at the latest, " + lines.get(0) + " in " + frames + more;
    }
}
