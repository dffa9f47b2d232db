package dev.stampede.workloads.cli;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.workloads.run.RunJudge;
import dev.stampede.workloads.run.RunLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the reports of recorded histories again. */
@Command(
        name = "report",
        description = "Writes the reports of recorded histories again, into the folder of each history.",
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede report target/chaos/lock-naive-seed42",
            "  stampede report target/chaos/*/history.jsonl.gz"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "HISTORY",
            arity = "1..*",
            description = "Histories that runs have recorded, or the folders of these runs.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        List<ExitCode> codes = new ArrayList<>();
        for (Path file : files) {
            codes.add(writeReport(file));
        }
        return ExitCode.worst(codes).number();
    }

    private ExitCode writeReport(Path folderOrFile) {
        Path file = RunFiles.history(folderOrFile);
        try {
            History history = HistoryReader.read(file);
            RunVerdict verdict = RunJudge.of(history, file).judge(history);
            Path report = RunLauncher.report(history, verdict, RunFiles.folderOf(file));
            System.err.println(Main.style(spec).verdict(verdict.verdict()) + ": " + verdict.headline());
            System.err.println("report: " + report);
            return ExitCode.of(verdict.verdict());
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no file " + file);
            return ExitCode.BAD_USAGE;
        }
    }
}
