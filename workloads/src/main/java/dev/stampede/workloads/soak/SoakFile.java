package dev.stampede.workloads.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.reports.index.LineFile;
import dev.stampede.workloads.campaign.JobResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of a soak, {@value #NAME}: one line of JSON for each batch, appended when the batch has ended. An incomplete
 * line (of a killed process) is ignored. Stateless.
 */
final class SoakFile {
    static final String NAME = "soak.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SoakFile() {}

    /** The batches in the order of the lines; empty if there is no file. */
    static List<SoakBatch> read(Path folder) throws IOException {
        List<SoakBatch> batches = new ArrayList<>();
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    batches.add(batch(JSON.readTree(line)));
                } catch (JsonProcessingException incompleteLine) {
                    // Its runs are executed again.
                }
            }
        }
        return batches;
    }

    static void append(Path folder, SoakBatch batch) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("process", batch.process());
        node.put("first", batch.first());
        node.put("runs", batch.runs());
        node.put("elapsedMillis", batch.elapsedMillis());
        ResourceSample sample = batch.sample();
        if (sample != null) {
            ObjectNode amounts = node.putObject("sample");
            sample.amounts().forEach((resource, amount) -> amounts.put(resource.key(), amount));
        }
        node.set("results", JSON.valueToTree(batch.results()));
        LineFile.append(folder.resolve(NAME), JSON.writeValueAsString(node));
    }

    private static SoakBatch batch(JsonNode node) throws JsonProcessingException {
        List<JobResult> results = new ArrayList<>();
        for (JsonNode result : node.path("results")) {
            results.add(JSON.treeToValue(result, JobResult.class));
        }
        return new SoakBatch(
                node.path("process").asInt(1),
                node.path("first").asInt(),
                node.path("runs").asInt(),
                node.path("elapsedMillis").asLong(),
                results,
                sample(node.get("sample")));
    }

    private static @Nullable ResourceSample sample(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        Map<HarnessResource, Long> amounts = new EnumMap<>(HarnessResource.class);
        for (HarnessResource resource : HarnessResource.values()) {
            if (node.has(resource.key())) {
                amounts.put(resource, node.get(resource.key()).asLong());
            }
        }
        return new ResourceSample(amounts);
    }
}
