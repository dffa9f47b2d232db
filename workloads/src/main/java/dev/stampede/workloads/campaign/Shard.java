package dev.stampede.workloads.campaign;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of the same work, each for a machine of its own. Immutable.
 *
 * @param number the number of this shard, from 1
 * @param count the number of all shards
 */
public record Shard(int number, int count) {
    /** The system property that names the shard of the chaos tests. */
    public static final String PROPERTY = "stampede.shard";

    private static final int MAX_COUNT = 1_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    public Shard {
        if (count < 1 || count > MAX_COUNT || number < 1 || number > count) {
            throw unexpected(number + "/" + count);
        }
    }

    /**
     * Parses a text such as {@code 2/3}, the second of three shards.
     *
     * @throws IllegalArgumentException if the text is not a shard
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unexpected(text);
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static IllegalArgumentException unexpected(String text) {
        return new IllegalArgumentException("expected a shard i/n with i from 1 to n and n up to " + MAX_COUNT
                + ", such as 1/3, found \"" + text + "\" (an index that begins with 0 needs + 1)");
    }

    /** The shard that the system property {@value #PROPERTY} names; empty if it is not set. */
    public static Optional<Shard> configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(text -> !text.isBlank())
                .map(Shard::parse);
    }

    /**
     * Whether a repetition of some work with unknown duration belongs to this shard. Successive repetitions are in
     * successive shards; the shard of the first repetition depends on the name.
     *
     * @param repetition the index of the repetition, from 0
     */
    public boolean includes(String name, int repetition) {
        return 1 + Math.floorMod((long) name.hashCode() * 31 + repetition, count) == number;
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
