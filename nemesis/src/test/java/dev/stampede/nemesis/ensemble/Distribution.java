package dev.stampede.nemesis.ensemble;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints measured values: the median, the minimum, the maximum, and all values. */
final class Distribution {
    private Distribution() {}

    static String of(String what, String unit, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%s: median %.2f %s, least %.2f, most %.2f of %d (%s)",
                what,
                sorted.get(sorted.size() / 2),
                unit,
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size(),
                sorted.stream().map(s -> String.format(Locale.ROOT, "%.2f", s)).collect(Collectors.joining(" ")));
    }
}
