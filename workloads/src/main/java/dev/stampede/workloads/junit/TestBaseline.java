package dev.stampede.workloads.junit;

import dev.stampede.checker.findings.Baseline;
import dev.stampede.checker.findings.BaselineUsage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The baseline in the system property {@value #PROPERTY}, with the record of the entries that occurred in this JVM.
 * Safe to use from several threads.
 */
final class TestBaseline {
    static final String PROPERTY = "stampede.baseline";

    private static final Map<Path, BaselineUsage> USAGES = new ConcurrentHashMap<>();

    private TestBaseline() {}

    /**
     * The baseline; empty if the property is not set.
     *
     * @throws dev.stampede.checker.findings.InvalidBaselineException if the baseline cannot be read
     */
    static Optional<BaselineUsage> configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(file -> !file.isBlank())
                .map(file -> USAGES.computeIfAbsent(
                        Path.of(file).toAbsolutePath(), path -> new BaselineUsage(Baseline.read(path))));
    }

    /** Prints the entries that did not occur. JUnit closes this object after the last test. */
    static final class Remarks implements AutoCloseable {
        @Override
        public void close() {
            configured().ifPresent(usage -> usage.remarks().forEach(TestBaseline::print));
        }
    }

    /** Prints a note beside the output of the tests. */
    static void print(String note) {
        System.err.println("baseline: " + note);
    }
}
