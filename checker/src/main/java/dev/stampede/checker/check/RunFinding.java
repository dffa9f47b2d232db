package dev.stampede.checker.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All anomalies of one kind that one check found, with one layer at fault: an entry of the report, with its
 * consequences. Immutable.
 *
 * @param gravity how directly the anomalies state the broken promise
 * @param count the number of anomalies found, at least the number of examples
 * @param examples the anomalies that are kept, in chronological order; at least one, and the first represents all
 * @param consequences findings that follow from these anomalies and are listed below them; in order of rank
 */
public record RunFinding(Gravity gravity, int count, List<Anomaly> examples, List<RunFinding> consequences) {
    public RunFinding {
        examples = List.copyOf(examples);
        consequences = List.copyOf(consequences);
        if (examples.isEmpty() || count < examples.size()) {
            throw new IllegalArgumentException(
                    "expected a count of at least the examples, found " + count + " and " + examples.size());
        }
    }

    /** The earliest anomaly. */
    public Anomaly first() {
        return examples.get(0);
    }

    public String check() {
        return first().check();
    }

    public String kind() {
        return first().kind();
    }

    /** Whether the documentation allows all of them; otherwise it allows none. */
    public boolean caveat() {
        return first().caveat();
    }

    /** The layer at fault. */
    public Blame blame() {
        return first().blame();
    }

    /** The layer at fault, to be read after "Layer at fault:"; if the user's class is at fault, with its name. */
    public String layer() {
        return layer(blame(), first().culprit());
    }

    /**
     * A layer, to be read after "Layer at fault:".
     *
     * @param culprit the class of the user that is at fault, null if there is none
     */
    public static String layer(Blame blame, @Nullable String culprit) {
        return switch (blame) {
            case ZOOKEEPER -> "the ensemble: ZooKeeper broke a guarantee";
            case RECIPE -> "the recipe or the client library";
            case USER_CODE ->
                culprit == null ? "the code of the client that uses the recipe" : "the user's code: " + culprit;
            case ASYNCHRONY -> "none: the documentation allows it";
            case HARNESS -> "the harness";
        };
    }

    /**
     * One sentence: the first occurrence. The sentence adds that no fault was in effect, if this is so and operations
     * of clients show the anomaly.
     */
    public String sentence() {
        boolean faultless = first().faults().isEmpty() && !first().operations().isEmpty() && !caveat();
        return first().headline() + (faultless ? "; no fault was in effect" : "");
    }

    /** The same sentence with the number of occurrences. */
    public String headline() {
        return count == 1 ? sentence() : String.format(Locale.ROOT, "%s (the first of %,d)", sentence(), count);
    }

    /** This finding and all its consequences, each before its own consequences. */
    public Stream<RunFinding> all() {
        return Stream.concat(Stream.of(this), consequences.stream().flatMap(RunFinding::all));
    }
}
