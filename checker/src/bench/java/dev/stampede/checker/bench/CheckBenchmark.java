package dev.stampede.checker.bench;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.format.LoadedHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time to decide a history that has already been read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {
    static final Duration TIME = Duration.ofSeconds(60);
    static final long BYTES = 1L << 30;

    /** The file. */
    @Param("")
    public String file = "";

    private LoadedHistory<?, ?, ?> history;

    /** Reads the file. */
    @Setup
    public void read() throws IOException {
        history = HistoryFileChecker.read(Path.of(file), HistoryFileChecker.Options.DETECTED);
    }

    /** Decides it. */
    @Benchmark
    public FileVerdict decide() {
        return history.decideOnly(CheckBudget.of(TIME, BYTES));
    }
}
