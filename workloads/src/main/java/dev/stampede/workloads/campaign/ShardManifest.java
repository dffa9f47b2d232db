package dev.stampede.workloads.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.reports.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@value #NAME} in the folder of a shard. It says which part of which work the folder contains. It lets a
 * resumed shard continue the same part, and {@link ShardMerge} refuse parts that do not belong together. Immutable.
 *
 * @param work the command that executes the shard, or {@value #TESTS}
 * @param jobs the shard of each job of the whole work, in order; for chaos tests, only of the tests whose durations an
 *     earlier run recorded
 */
public record ShardManifest(String work, Shard shard, Map<String, Integer> jobs) {
    /** The name of the file. */
    public static final String NAME = "shard.json";

    /** The work of the chaos tests. */
    public static final String TESTS = "tests";

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public ShardManifest {
        jobs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }

    /**
     * The manifest of a folder.
     *
     * @return empty if the folder contains no manifest
     * @throws IllegalArgumentException if the file is not a manifest
     */
    public static Optional<ShardManifest> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException(
                        file + ": expected version " + VERSION + ", found " + root.path("version"));
            }
            Map<String, Integer> jobs = new LinkedHashMap<>();
            JsonNode numbers = root.path("jobs");
            numbers.fieldNames()
                    .forEachRemaining(job -> jobs.put(job, numbers.path(job).asInt()));
            return Optional.of(new ShardManifest(
                    root.path("work").asText(), Shard.parse(root.path("shard").asText()), jobs));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes this manifest into a folder, or requires that the folder contains an equal manifest.
     *
     * @throws IllegalArgumentException if the folder holds another part, or results of runs of other shards
     */
    public void claim(Path folder) throws IOException {
        Optional<ShardManifest> held = read(folder);
        if (held.isPresent() && !held.get().equals(this)) {
            throw new IllegalArgumentException(folder + " holds " + held.get().describe() + "; " + describe()
                    + " needs another folder, or the same options and --durations as before");
        }
        if (held.isPresent()) {
            return;
        }
        List<JobResult> results = work.equals(TESTS) ? List.of() : CampaignFile.read(folder.resolve(CampaignFile.NAME));
        for (JobResult result : results) {
            if (!Integer.valueOf(shard.number()).equals(jobs.get(result.id()))) {
                throw new IllegalArgumentException(folder + " holds the result of a run that is not in shard " + shard
                        + " (" + result.id() + "); name another folder with --out");
            }
        }
        Files.createDirectories(folder);
        AtomicFiles.text(folder.resolve(NAME), text());
    }

    private String text() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        root.put("work", work);
        root.put("shard", shard.toString());
        ObjectNode all = root.putObject("jobs");
        jobs.forEach(all::put);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** For messages: {@code shard 1/3 of campaign (40 jobs)}. */
    String describe() {
        return "shard " + shard + " of " + work + (work.equals(TESTS) ? "" : " (" + jobs.size() + " jobs)");
    }
}
