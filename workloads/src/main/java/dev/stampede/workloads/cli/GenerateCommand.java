package dev.stampede.workloads.cli;

import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.generator.GeneratorOptions;
import dev.stampede.checker.generator.HistoryGenerator;
import dev.stampede.checker.generator.InjectedViolation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a long history for testing checkers. The history is linearizable unless a flaw is requested. */
@Command(
        name = "generate",
        description = "Writes a long history for testing checkers. It is linearizable unless a flaw is requested.",
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede generate cas-register --out history.edn --operations 10000",
            "  stampede generate register --out broken.edn --flaw phantom"
        })
final class GenerateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "The object that clients use, such as cas-register.")
    private String model = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file; it is replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "knossos-edn, jepsen-log or porcupine-kv; default: the usual one for the object.")
    private @Nullable String format;

    @Option(names = "--operations", paramLabel = "N", description = "Default: 1000.")
    private int operations = 1_000;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "The number of operations that may overlap; default:" + " 10.")
    private int clients = 10;

    @Option(
            names = "--values",
            paramLabel = "N",
            description = "The number of different values; 0: all values are" + " unique; default: 5.")
    private int values = 5;

    @Option(names = "--keys", paramLabel = "N", description = "The number of keys of a key-value store; default: 1.")
    private int keys = 1;

    @Option(names = "--reads", paramLabel = "SHARE", description = "The share of reads, from 0 to 1; default: 0.33.")
    private double reads = 1 / 3.0;

    @Option(
            names = "--cas",
            paramLabel = "SHARE",
            description = "The share of compare-and-set operations, from 0 to" + " 1; default: 0.33.")
    private double compares = 1 / 3.0;

    @Option(
            names = "--indeterminate",
            paramLabel = "SHARE",
            description = "The share of indeterminate operations," + " from 0 to 1; default: 0.")
    private double indeterminate;

    @Option(names = "--permits", paramLabel = "N", description = "The number of permits of a semaphore; default: 1.")
    private int permits = 1;

    @Option(names = "--flaw", description = "none, stale, phantom or double_grant; default: none.")
    private InjectedViolation flaw = InjectedViolation.NONE;

    @Option(
            names = "--flaw-at",
            paramLabel = "SHARE",
            description = "The position of the flaw in the history, from 0" + " to 1; default: 0.9.")
    private double flawAt = 0.9;

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (!HistoryGenerator.models().contains(model)) {
            throw new UsageException("histories of the model \"" + model + "\" cannot be generated; "
                    + NameSuggestions.hint(model, HistoryGenerator.models()));
        }
        FileFormat written = format == null ? HistoryGenerator.defaultFormat(model) : FileFormat.ofLabel(format);
        GeneratorOptions workload = GeneratorOptions.of(model, operations)
                .clients(clients)
                .values(values)
                .keys(keys)
                .mix(reads, compares)
                .indeterminate(indeterminate)
                .permits(permits)
                .flaw(flaw, flawAt);
        HistoryGenerator.write(workload, seed, written, out);
        System.err.println(out + ": " + operations + " operations on " + model + " in " + written.label());
        return ExitCode.VALID.number();
    }
}
