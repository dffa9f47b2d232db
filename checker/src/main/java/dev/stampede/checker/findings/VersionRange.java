package dev.stampede.checker.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions with a defect: one interval for each release line in which it was fixed. Immutable.
 *
 * <p>Versions are compared by their numbers ({@code 5.9.0}); a suffix ({@code -acme-2}) is ignored.
 *
 * @param intervals ascending, at least one
 */
public record VersionRange(List<Interval> intervals) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /**
     * Consecutive versions.
     *
     * @param first the first version with the defect
     * @param fixed the first version without it; null if there is none yet
     */
    public record Interval(String first, @Nullable String fixed) {
        boolean contains(String version) {
            return compare(first, version) <= 0 && (fixed == null || compare(version, fixed) < 0);
        }

        @Override
        public String toString() {
            return first + (fixed == null ? " and later" : " to before " + fixed);
        }
    }

    public VersionRange {
        intervals = List.copyOf(intervals);
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("expected at least one interval of versions");
        }
    }

    /** All versions from this one on, without a fix yet. */
    public static VersionRange from(String first) {
        return new VersionRange(List.of(new Interval(first, null)));
    }

    /** The versions from {@code first} to before {@code fixed}, the version that fixes the defect. */
    public static VersionRange between(String first, String fixed) {
        return new VersionRange(List.of(new Interval(first, fixed)));
    }

    /** These versions, and affected versions of a later release line: from {@code first} to before {@code fixed}. */
    public VersionRange and(String first, String fixed) {
        List<Interval> all = new ArrayList<>(intervals);
        all.add(new Interval(first, fixed));
        return new VersionRange(all);
    }

    /** Whether a text begins with the numbers of a version. */
    static boolean isVersion(String text) {
        return NUMBERS.matcher(text).matches();
    }

    /** Whether this version has the defect. */
    public boolean contains(String version) {
        return interval(version).isPresent();
    }

    /**
     * The version that fixes the defect in the release line of this version; empty if there is none, or if this version
     * is not affected.
     */
    Optional<String> fixFor(String version) {
        return interval(version).map(Interval::fixed);
    }

    private Optional<Interval> interval(String version) {
        return intervals.stream().filter(i -> i.contains(version)).findFirst();
    }

    /**
     * Compares two versions by their numbers; a missing third number is 0.
     *
     * @throws IllegalArgumentException if one is not a version
     */
    static int compare(String one, String two) {
        int[] left = numbers(one);
        int[] right = numbers(two);
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                return Integer.compare(left[i], right[i]);
            }
        }
        return 0;
    }

    private static int[] numbers(String version) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a version such as 5.9.0, found " + version);
        }
        String third = matcher.group(3);
        return new int[] {
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            third == null ? 0 : Integer.parseInt(third)
        };
    }

    /** For people: {@code 3.6.3 to before 3.8.5, 3.9.0 to before 3.9.2}. */
    @Override
    public String toString() {
        return intervals.stream().map(Interval::toString).collect(Collectors.joining(", "));
    }
}
