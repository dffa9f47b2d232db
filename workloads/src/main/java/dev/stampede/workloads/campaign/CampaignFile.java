package dev.stampede.workloads.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a campaign: one line of JSON for each run that has ended, appended when it ends. A line that was cut short (by a
 * killed process) is ignored, and its run is executed again.
 *
 * <p>Safe to use from several threads, but not from several processes at the same time.
 */
final class CampaignFile {
    static final String NAME = "campaign.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    CampaignFile(Path out) {
        this.file = out.resolve(NAME);
    }

    /** The results in the order of the lines; empty if there is no file. */
    synchronized List<JobResult> read() throws IOException {
        List<JobResult> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    entries.add(JSON.readValue(line, JobResult.class));
                } catch (JsonProcessingException cutShort) {
                    // Its run is executed again.
                }
            }
        }
        return entries;
    }

    synchronized void append(JobResult entry) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String before = Files.exists(file) && !endsALine() ? "\n" : "";
        Files.writeString(
                file,
                before + JSON.writeValueAsString(entry) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private boolean endsALine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    }
}
