package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobDurations;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.campaign.ShardManifest;
import dev.stampede.workloads.campaign.ShardPlan;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that execute many runs. */
final class CampaignOptions {
    private static final int MAX_AT_ONCE = 16;

    @Option(names = "--scenario", paramLabel = "S", split = ",", description = "Selects these scenarios; default: all.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--variant", paramLabel = "V", split = ",", description = "Selects these variants; default: all.")
    private List<String> variants = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "The number of runs of each, with consecutive seeds; multiplied by -Dstampede.scale (default: 1).")
    private @Nullable Integer seeds;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "The number of concurrent runs, each on an ensemble of its own; default: ${DEFAULT-VALUE}.")
    private int atOnce = 2;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder for the runs and for campaign.jsonl, the file of their results. A command with the same"
                            + " folder executes only the runs whose results are missing. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "campaign");

    @Option(
            names = "--shard",
            paramLabel = "i/n",
            description =
                    "Executes only the i-th of n parts, such as 2/3, into a folder of its own; see: merge. The parts"
                            + " are balanced by expected durations. All shards need the same options. Default: what the"
                            + " system property stampede.shard names, or everything.")
    private @Nullable String shard;

    @Option(
            names = "--durations",
            paramLabel = "DIR",
            description = "Balances the shards by the durations that an earlier campaign recorded: its folder, its"
                    + " campaign.jsonl or its runs.jsonl; may be given several times. All shards need the same.")
    private List<Path> durations = new ArrayList<>();

    @Option(
            names = "--redact",
            description = "Records hashes in place of the data of znodes, as in run. Runs that were recorded before"
                    + " stay as they are.")
    private boolean redact;

    @Option(names = "--print-only", description = "Executes no runs, and prints the table of the recorded results.")
    private boolean printOnly;

    long seed() {
        return seed;
    }

    /** The number of seeds. */
    int seeds(int otherwise) {
        int each = seeds == null ? otherwise : seeds;
        if (each < 1 || each > 100_000) {
            throw new UsageException("expected --seeds 1 to 100000, found " + each);
        }
        return Math.multiplyExact(each, JobSelection.scale());
    }

    /** What the runs record of the data of znodes. */
    RecordedData data() {
        return redact ? RecordedData.HASHED : RecordedData.configured();
    }

    /** The variants that the options select. */
    List<Variant> variants() {
        return VariantSelection.of(scenarios, variants);
    }

    /** The jobs of a shard. From now on, the output folder belongs to this shard. */
    private List<CampaignJob> part(String work, List<CampaignJob> all, Shard part) throws IOException {
        JobDurations expected = durations.isEmpty() ? JobDurations.bySettings() : JobDurations.recordedIn(durations);
        ShardPlan plan = ShardPlan.of(all, part.count(), expected);
        new ShardManifest(work, part, plan.shards()).claim(out);
        List<CampaignJob> jobs = plan.jobsOf(part, all);
        System.err.println("shard " + part + ": " + jobs.size() + " of " + all.size() + " runs, expected to take "
                + minutes(plan.millisOf(part)) + " of " + minutes(plan.totalMillis()) + " min one after the other");
        return jobs;
    }

    private static String minutes(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 60_000.0);
    }

    /** Executes the runs, and prints the table of the results on standard output. */
    Campaign.Result run(String work, List<CampaignJob> all, Function<List<JobResult>, String> table)
            throws IOException {
        if (all.isEmpty()) {
            throw new UsageException("these options select no run; see: list variants");
        }
        Optional<Shard> part = shard == null ? Shard.configured() : Optional.of(Shard.parse(shard));
        if (part.isEmpty() && !durations.isEmpty()) {
            throw new UsageException("--durations balances shards: expected --shard i/n, too");
        }
        if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
            throw new UsageException("expected --at-once 1 to " + MAX_AT_ONCE + ", found " + atOnce);
        }
        List<CampaignJob> jobs = part.isEmpty() ? all : part(work, all, part.get());
        Campaign campaign = new Campaign(out, EnsembleKind.configured(), data(), System.err::println);
        Campaign.Result result = printOnly ? campaign.recorded(jobs) : campaign.run(jobs, atOnce);
        System.out.print(table.apply(result.entries()));
        System.out.println();
        System.out.println(result.entries().size() + " of " + result.jobs() + " runs"
                + (result.complete() ? "" : "; run the command again with the same --out to execute the others"));
        return result;
    }
}
