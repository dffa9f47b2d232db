package dev.stampede.nemesis.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A time limit with its derivation.
 *
 * @param nanos in nanoseconds
 * @param derivation the sum as readable text, such as {@code 9000 ms = session timeout 3000 ms + …}
 */
public record Budget(long nanos, String derivation) {

    /**
     * One summand of a budget.
     *
     * @param text the meaning and the value, such as {@code session timeout 3000 ms}
     */
    public record Term(long millis, String text) {}

    /** The sum of these terms. */
    public static Budget of(Term... terms) {
        return of(Arrays.asList(terms), "");
    }

    static Budget of(List<Term> terms, String remark) {
        long millis = terms.stream().mapToLong(Term::millis).sum();
        String sum = terms.stream().map(Term::text).collect(Collectors.joining(" + "));
        return new Budget(Duration.ofMillis(millis).toNanos(), millis + " ms = " + sum + remark);
    }

    public Duration duration() {
        return Duration.ofNanos(nanos);
    }
}
