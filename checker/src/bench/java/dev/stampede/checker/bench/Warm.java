package dev.stampede.checker.bench;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Decides each file once, then measures the fast ones warm with JMH in this JVM. The caller starts a fresh JVM for each
 * round.
 */
final class Warm {
    /** A file whose first decision takes longer is measured only once. */
    private static final double QUICK_MILLIS = 500;

    private static final double NANOS = 1e6;

    private Warm() {}

    static void run(List<String> files) throws IOException, RunnerException {
        Map<String, Sample> samples = new LinkedHashMap<>();
        List<String> quick = new ArrayList<>();
        for (String file : files) {
            FileVerdict verdict = HistoryFileChecker.checkFile(
                    Path.of(file),
                    HistoryFileChecker.Options.DETECTED,
                    CheckBudget.of(CheckBenchmark.TIME, CheckBenchmark.BYTES));
            samples.put(
                    file,
                    new Sample(
                            file,
                            verdict.verdict().name(),
                            verdict.operations(),
                            verdict.millis(),
                            verdict.millis(),
                            0));
            if (verdict.millis() < QUICK_MILLIS) {
                quick.add(file);
            }
        }
        if (!quick.isEmpty()) {
            measure(quick, samples);
        }
        samples.values().forEach(sample -> System.out.println(sample.toJson()));
    }

    private static void measure(List<String> files, Map<String, Sample> samples) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(CheckBenchmark.class.getName())
                .param("file", files.toArray(String[]::new))
                .forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(150))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(150))
                .verbosity(VerboseMode.SILENT);
        for (RunResult result : new Runner(options.build()).run()) {
            String file = result.getParams().getParam("file");
            double median = result.getPrimaryResult().getStatistics().getPercentile(50) / NANOS;
            samples.computeIfPresent(
                    file,
                    (name, once) -> new Sample(
                            name, once.verdict(), once.operations(), once.firstMillis(), median, once.peakMiB()));
        }
    }
}
