package dev.stampede.workloads.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stampede.reports.AtomicFiles;
import dev.stampede.reports.index.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a sweep: {@value #NAME} has one line of JSON for each case that has ended, and a bad case has a folder
 * with its case file {@value #CASE}, its result and its log. Safe to use from several threads. Stateless.
 */
public final class SweepFile {
    public static final String NAME = "sweep.jsonl";
    /** The case file, which {@code sweep --replay} reads. */
    public static final String CASE = "case.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper READABLE = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SweepFile() {}

    /** The results in the order of the lines; an incomplete last line of a killed process is ignored. */
    static List<CaseResult> read(Path folder) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    results.add(JSON.readValue(line, CaseResult.class));
                } catch (JsonProcessingException incompleteLine) {
                    // The case of this line is executed again.
                }
            }
        }
        return results;
    }

    static void append(Path folder, CaseResult result) throws IOException {
        Files.createDirectories(folder);
        LineFile.append(folder.resolve(NAME), JSON.writeValueAsString(result));
    }

    /** Writes the folder of a bad case. */
    static void writeCase(Path folder, CaseRunner.Execution execution) throws IOException {
        CaseResult result = execution.result();
        Path own = folder.resolve("cases").resolve(result.sweepCase().id());
        Files.createDirectories(own);
        AtomicFiles.text(own.resolve(CASE), READABLE.writeValueAsString(result.sweepCase()) + "\n");
        AtomicFiles.text(own.resolve("result.json"), READABLE.writeValueAsString(result) + "\n");
        AtomicFiles.text(own.resolve("log.txt"), String.join("\n", execution.log()) + "\n");
    }

    /** All results as one JSON array, for other programs. */
    public static String json(List<CaseResult> results) throws IOException {
        return READABLE.writeValueAsString(results) + "\n";
    }

    /**
     * Reads a case file, or the case file of a folder.
     *
     * @throws IllegalArgumentException if the file is missing or no case file
     */
    public static SweepCase readCase(Path fileOrFolder) {
        Path file = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(CASE) : fileOrFolder;
        try {
            return JSON.readValue(Files.readString(file), SweepCase.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected a case file such as cases/…/" + CASE + ", found " + file + ": " + e.getMessage());
        }
    }
}
