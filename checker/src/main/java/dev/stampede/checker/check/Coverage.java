package dev.stampede.checker.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check judged of a history, and what it could not judge. This is the evidence for a verdict: {@link
 * CheckRunner} turns a VALID result that judged nothing into INCONCLUSIVE. Checks that are {@link Check#informational}
 * only measure and are exempt.
 *
 * <p>An item is <em>judged</em> if the check would have reported a violation by this item. An item is <em>not
 * judged</em> if the history contains it and the check had to skip it.
 *
 * @param unit the unit in the plural, ending in s, such as {@code heals}
 * @param judged the number of judged items
 * @param notJudged the number of items that were not judged, by reason ("overlapped with another fault"), in the order
 *     of their first occurrence; each number is positive
 */
public record Coverage(String unit, long judged, Map<String, Long> notJudged) {
    /** The unit of a check that judged nothing and did not start to count. */
    private static final String RUNS = "runs";

    /** The reason of items that a check did not reach in its time. */
    public static final String OUT_OF_TIME = "the time of the check was over";

    public Coverage {
        if (!unit.endsWith("s")) {
            throw new IllegalArgumentException("expected a unit in the plural that ends in s, found \"" + unit + "\"");
        }
        if (judged < 0 || notJudged.values().stream().anyMatch(n -> n <= 0)) {
            throw new IllegalArgumentException("expected no negative number of judged " + unit
                    + " and numbers above zero for what was not judged, found " + judged + " and " + notJudged);
        }
        notJudged = Collections.unmodifiableMap(new LinkedHashMap<>(notJudged));
    }

    /** Coverage in which every item was judged. */
    public static Coverage of(String unit, long judged) {
        return new Coverage(unit, judged, Map.of());
    }

    /** Coverage of a check that judged nothing in the run and counted no items. */
    public static Coverage nothing(String reason) {
        return new Coverage(RUNS, 0, Map.of(reason, 1L));
    }

    /** Coverage of a check whose time was over before it had counted anything. */
    public static Coverage outOfTime() {
        return nothing(OUT_OF_TIME);
    }

    /** The same coverage with more items that were not judged; unchanged if {@code count} is 0. */
    public Coverage notJudged(String reason, long count) {
        if (count == 0) {
            return this;
        }
        Map<String, Long> more = new LinkedHashMap<>(notJudged);
        more.merge(reason, count, Long::sum);
        return new Coverage(unit, judged, more);
    }

    /** The number of items that were not judged. */
    public long notJudgedCount() {
        return notJudged.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * One sentence for people: {@code 4 of 11 heals judged; 7 not judged: overlapped with another fault}. Several
     * reasons have numbers: {@code 6 not judged: overlapped with another fault (4), no operation was open (2)}.
     */
    public String text() {
        long not = notJudgedCount();
        long all = judged + not;
        String units = all == 1 ? singular() : unit;
        if (not == 0) {
            return number(judged) + " " + units + " judged";
        }
        return number(judged) + " of " + number(all) + " " + units + " judged; " + number(not) + " not judged: "
                + reasons();
    }

    /** The reasons why items were not judged, with numbers if there are several; empty if there are none. */
    public String reasons() {
        return notJudged.size() == 1
                ? notJudged.keySet().iterator().next()
                : notJudged.entrySet().stream()
                        .map(e -> e.getKey() + " (" + number(e.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private String singular() {
        if (unit.endsWith("ies")) {
            return unit.substring(0, unit.length() - 3) + "y";
        }
        return unit.substring(0, unit.length() - (unit.endsWith("ches") ? 2 : 1));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Counts items while a check runs. Not thread-safe. */
    public static final class Tally {
        private final String unit;
        private final Map<String, Long> notJudged = new LinkedHashMap<>();
        private long judged;

        /** A counter for this unit, see {@link Coverage#unit}. */
        public Tally(String unit) {
            this.unit = unit;
        }

        /** Counts an item that was judged. */
        public void judged() {
            judged++;
        }

        /** Counts an item that could not be judged. */
        public void notJudged(String reason) {
            notJudged.merge(reason, 1L, Long::sum);
        }

        /** The coverage so far. */
        public Coverage coverage() {
            return new Coverage(unit, judged, notJudged);
        }
    }
}
