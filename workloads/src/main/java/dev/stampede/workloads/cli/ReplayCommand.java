package dev.stampede.workloads.cli;

import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunConfigFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a recorded run again. */
@Command(
        name = "replay",
        description = {
            "Runs a recorded run again: the same variant with the same settings, checks, plan, seed and ensemble, as "
                    + RunConfigFile.NAME + " in its folder says.",
            "A run with a user's class needs this class on the class path: use the command that the run and its report print."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {"  stampede replay target/chaos/lock-naive-seed42"})
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN_DIR",
            description = "The folder of the recorded run, or a " + RunConfigFile.NAME + " file.")
    private Path run = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder in which the new run makes a folder of its own; default: where the recorded run is.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Path file = RunFiles.config(run).toAbsolutePath().normalize();
        RunConfig config = RunConfigFile.read(file);
        config.classPath().requireUserClasses(RunFiles.folderOf(file));
        config.ensemble().applyProperties();
        Path beside = RunFiles.folderOf(RunFiles.folderOf(file));
        return new RunExecution(out == null ? beside : out, json, Main.style(spec))
                .run(config)
                .number();
    }
}
