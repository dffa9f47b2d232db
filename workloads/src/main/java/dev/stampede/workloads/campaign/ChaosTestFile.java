package dev.stampede.workloads.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.reports.index.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of the chaos tests that were executed into a folder, one line of JSON for each test. Safe to use from
 * several threads and processes. Stateless.
 */
public final class ChaosTestFile {
    /** The name of the file. */
    public static final String NAME = "chaos-tests.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChaosTestFile() {}

    /** Appends a result. */
    public static void append(Path folder, ChaosTestResult result) throws IOException {
        LineFile.append(folder.resolve(NAME), JSON.writeValueAsString(result));
    }

    /** The results in the order of their lines. An incomplete line (of a killed process) is omitted. */
    public static List<ChaosTestResult> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        List<ChaosTestResult> results = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    results.add(JSON.readValue(line, ChaosTestResult.class));
                } catch (JsonProcessingException incompleteLine) {
                    // Nothing else is known of this invocation.
                }
            }
        }
        return results;
    }

    /** Replaces the file. */
    static void write(Path folder, List<ChaosTestResult> results) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ChaosTestResult result : results) {
            text.append(JSON.writeValueAsString(result)).append('\n');
        }
        dev.stampede.reports.AtomicFiles.text(folder.resolve(NAME), text.toString());
    }
}
