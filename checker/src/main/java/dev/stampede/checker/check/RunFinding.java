package dev.stampede.checker.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All anomalies of a run that one check found of one kind and blames on one layer: an entry of the report, with what follows
 * from it. Immutable.
 *
 * @param gravity how directly they state the promise that was broken
 * @param count how many were found, at least as many as there are examples
 * @param examples those that are kept, in order of time; at least one, and the first tells the story
 * @param consequences what rests on these anomalies: listed below them, no causes of their own; in order of rank
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

    /** The earliest of them. */
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

    /** The layer at fault as it stands behind "Layer at fault:"; it names the class if that is the user's. */
    public String layer() {
        return layer(blame(), first().culprit());
    }

    /**
     * A layer as it stands behind "Layer at fault:".
     *
     * @param culprit the class of the user that is at fault, null if there is none
     */
    public static String layer(Blame blame, @Nullable String culprit) {
        return switch (blame) {
            case ZOOKEEPER -> "the ensemble: ZooKeeper broke a guarantee";
            case RECIPE -> "the recipe or the client library";
            case USER_CODE -> culprit == null ? "the client's own code" : "the user's code: " + culprit;
            case ASYNCHRONY -> "none: the documentation allows it";
            case HARNESS -> "the harness";
        };
    }

    /** One sentence: what happened first, and that no fault was in effect, if operations of clients show it and none was. */
    public String sentence() {
        boolean faultless = first().faults().isEmpty() && !first().operations().isEmpty() && !caveat();
        return first().headline() + (faultless ? "; no fault was in effect" : "");
    }

    /** The same sentence with the number of times that it happened. */
    public String headline() {
        return count == 1 ? sentence() : String.format(Locale.ROOT, "%s (the first of %,d)", sentence(), count);
    }

    /** This finding and all that follows from it, each before its own consequences. */
    public Stream<RunFinding> all() {
        return Stream.concat(Stream.of(this), consequences.stream().flatMap(RunFinding::all));
    }
}
