package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.ChaosTestResult;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.campaign.ShardMerge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the results of shards. */
@Command(
        name = "merge",
        description = {
            "Joins the folders of shards of a campaign, of mutants, of ensemble mutants or of chaos tests: prints one table,"
                    + " and writes one file of results and one index of runs (index.html) into --out. The reports are"
                    + " linked or copied below --out if they are elsewhere.",
            "Folders that overlap or contradict each other are refused. Run it again when more shards have ended.",
            "Exit code: as of the command that executed the shards; 2 if a shard or a result is missing."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede merge out/shard-1 out/shard-2 out/shard-3 --out out",
            "  stampede merge shards/* --out merged"
        })
final class MergeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description =
                    "The --out folders of commands with --shard, or the folders of chaos tests with -Dstampede.shard.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "The folder to join them in. It may hold the result of an earlier merge of the same shards, and"
                            + " the folders of the shards.")
    private Path out = Path.of("");

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Override
    public Integer call() throws IOException {
        baseline.read();
        ShardMerge.Merged merged = ShardMerge.of(folders, out).write();
        merged.notes().forEach(System.err::println);
        ExitCode code =
                switch (merged.work()) {
                    case CampaignCommand.NAME -> {
                        print(CampaignTables.variants(merged.results()), merged);
                        yield CampaignCommand.exitCode(merged.results(), merged.complete(), baseline);
                    }
                    case MutantsCommand.NAME -> {
                        print(CampaignTables.mutants(merged.results()), merged);
                        yield MutantsCommand.exitCode(merged.results(), merged.complete());
                    }
                    case EnsembleMutantsCommand.NAME -> {
                        print(CampaignTables.ensembleMutants(merged.results()), merged);
                        yield EnsembleMutantsCommand.exitCode(merged.results(), merged.complete());
                    }
                    default -> {
                        print(CampaignTables.tests(merged.tests()), merged);
                        yield exitCode(merged.tests(), merged.complete());
                    }
                };
        System.err.println("index: " + out.resolve("index.html"));
        return code.number();
    }

    private static void print(String table, ShardMerge.Merged merged) {
        System.out.print(table);
        System.out.println();
        if (merged.jobs() > 0) {
            System.out.println(merged.results().size() + " of " + merged.jobs() + " runs");
        }
        if (!merged.missing().isEmpty()) {
            System.out.println("missing shards: "
                    + merged.missing().stream().map(Shard::toString).collect(Collectors.joining(", ")));
        }
    }

    private static ExitCode exitCode(List<ChaosTestResult> tests, boolean complete) {
        if (tests.stream().anyMatch(test -> !test.passed())) {
            return ExitCode.INVALID;
        }
        return complete ? ExitCode.VALID : ExitCode.INCONCLUSIVE;
    }
}
