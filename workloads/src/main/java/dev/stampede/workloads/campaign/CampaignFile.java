package dev.stampede.workloads.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.reports.AtomicFiles;
import dev.stampede.reports.index.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a campaign: one line of JSON for each run that has ended, appended when it ends. An incomplete line (of a
 * killed process) is ignored, and its run is executed again.
 *
 * <p>Safe to use from several threads and processes. Stateless.
 */
final class CampaignFile {
    static final String NAME = "campaign.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private CampaignFile() {}

    /** The results in the order of the lines; empty if there is no file. */
    static List<JobResult> read(Path file) throws IOException {
        List<JobResult> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    entries.add(JSON.readValue(line, JobResult.class));
                } catch (JsonProcessingException incompleteLine) {
                    // The run of this line is executed again.
                }
            }
        }
        return entries;
    }

    /** Appends a result to the file of a folder. */
    static void append(Path folder, JobResult entry) throws IOException {
        LineFile.append(folder.resolve(NAME), JSON.writeValueAsString(entry));
    }

    /** Replaces the file of a folder. */
    static void write(Path folder, List<JobResult> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        for (JobResult entry : entries) {
            text.append(JSON.writeValueAsString(entry)).append('\n');
        }
        AtomicFiles.text(folder.resolve(NAME), text.toString());
    }
}
