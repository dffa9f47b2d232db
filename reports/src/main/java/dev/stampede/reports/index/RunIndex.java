package dev.stampede.reports.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.reports.AtomicFiles;
import dev.stampede.reports.PageTemplates;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The index over runs: an append-only file with one line per run, and a page that is computed from this file alone.
 *
 * <p>Safe to use from any thread and from several processes at once: appending locks the file. The page shows the runs,
 * and names the lines that cannot be read or have a newer version.
 */
public final class RunIndex {
    /** The name of the file with one line per run. */
    public static final String RUNS = "runs.jsonl";

    /** The name of the page. */
    public static final String PAGE = "index.html";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunIndex() {}

    /** The runs of a file in the order of their lines, and the problems of the lines that cannot be read. */
    public record Runs(List<RunSummary> runs, List<String> problems) {
        public Runs {
            runs = List.copyOf(runs);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Appends a run as one line. If a killed process left an incomplete line, a line feed is written first.
     *
     * @throws IOException if the file cannot be written
     */
    public static void append(Path runsJsonl, RunSummary run) throws IOException {
        LineFile.append(runsJsonl, JSON.writeValueAsString(run));
    }

    /**
     * Replaces {@code runs.jsonl} in this folder by these runs, and writes the page.
     *
     * @return the page
     * @throws IOException if a file cannot be written
     */
    public static Path write(Path folder, List<RunSummary> runs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (RunSummary run : runs) {
            text.append(JSON.writeValueAsString(run)).append('\n');
        }
        AtomicFiles.text(folder.resolve(RUNS), text.toString());
        return render(folder);
    }

    /** Reads all runs; empty if the file does not exist. */
    public static Runs read(Path runsJsonl) throws IOException {
        List<RunSummary> runs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (Files.exists(runsJsonl)) {
            try (BufferedReader in = Files.newBufferedReader(runsJsonl)) {
                int number = 1;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    parse(line, number++, runs, problems);
                }
            }
        }
        return new Runs(runs, problems);
    }

    private static void parse(String line, int number, List<RunSummary> runs, List<String> problems) {
        if (line.isBlank()) {
            return;
        }
        try {
            JsonNode json = JSON.readTree(line);
            int version = json.path("version").asInt(0);
            if (version < 1 || version > RunSummary.VERSION) {
                problems.add("line " + number + ": expected version 1 to " + RunSummary.VERSION + ", found "
                        + json.path("version") + "; it was written by another version of Stampede");
            } else {
                runs.add(JSON.treeToValue(json, RunSummary.class));
            }
        } catch (JsonProcessingException | RuntimeException e) {
            String what = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
            problems.add("line " + number + ": expected one run as JSON, found something else: " + what);
        }
    }

    /**
     * Writes {@code index.html} from {@code runs.jsonl}, both in this folder.
     *
     * @return the page
     * @throws IOException if a file cannot be read or written
     */
    public static Path render(Path folder) throws IOException {
        Path page = folder.resolve(PAGE);
        AtomicFiles.text(page, PageTemplates.render("index.jte", IndexPage.of(read(folder.resolve(RUNS)))));
        return page;
    }
}
