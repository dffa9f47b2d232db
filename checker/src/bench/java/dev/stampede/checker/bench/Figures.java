package dev.stampede.checker.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The samples of one checker over all rounds, by file. Not thread-safe. */
final class Figures {
    private final Map<String, List<Sample>> byFile = new LinkedHashMap<>();

    void add(Collection<Sample> round) {
        round.forEach(sample ->
                byFile.computeIfAbsent(sample.file(), file -> new ArrayList<>()).add(sample));
    }

    boolean has(String file) {
        return byFile.containsKey(file);
    }

    /** The median over the rounds of the rounds' medians. */
    double millis(String file) {
        return median(of(file).stream().map(Sample::millis).toList());
    }

    /** The median over the rounds of the first decision in each. */
    double firstMillis(String file) {
        return median(of(file).stream().map(Sample::firstMillis).toList());
    }

    double sumOfMillis(Collection<String> files) {
        return files.stream().mapToDouble(this::millis).sum();
    }

    /** The median over the rounds of the first pass over the files. */
    double firstPass(Collection<String> files) {
        List<Double> passes = new ArrayList<>();
        int rounds = files.stream().mapToInt(file -> of(file).size()).min().orElse(0);
        for (int round = 0; round < rounds; round++) {
            int number = round;
            passes.add(files.stream()
                    .mapToDouble(file -> of(file).get(number).firstMillis())
                    .sum());
        }
        return median(passes);
    }

    /** The verdict; several if the rounds differ. */
    String verdict(String file) {
        return String.join(
                " or ", new TreeSet<>(of(file).stream().map(Sample::verdict).toList()));
    }

    private List<Sample> of(String file) {
        List<Sample> samples = byFile.get(file);
        if (samples == null) {
            throw new IllegalArgumentException("expected a sample of " + file + ", found none");
        }
        return samples;
    }

    /** The median; for an even number of values, the lower one of the two middle values. */
    static double median(List<Double> numbers) {
        if (numbers.isEmpty()) {
            return Double.NaN;
        }
        return numbers.stream().sorted().toList().get((numbers.size() - 1) / 2);
    }
}
