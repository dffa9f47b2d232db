package dev.stampede.reports.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.reports.AtomicFiles;
import dev.stampede.reports.PageTemplates;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The index over runs: an append-only file with one line per run, and a page that is a pure function of it.
 *
 * <p>Safe to use from any thread and from several processes at once: appending locks the file. The page lists the lines
 * that cannot be read or have a newer version, and shows the others.
 */
public final class RunIndex {
    /** The name of the file with one line per run. */
    public static final String RUNS = "runs.jsonl";

    /** The name of the page. */
    public static final String PAGE = "index.html";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A file lock excludes other processes but not other threads. */
    private static final ReentrantLock WITHIN_THIS_JVM = new ReentrantLock();

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
        byte[] line = (JSON.writeValueAsString(run) + "\n").getBytes(StandardCharsets.UTF_8);
        Path folder = runsJsonl.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        WITHIN_THIS_JVM.lock();
        try (FileChannel file = FileChannel.open(
                        runsJsonl, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            long end = file.size();
            if (lock.isValid() && end > 0 && !endsWithNewline(file, end)) {
                end += write(file, new byte[] {'\n'}, end);
            }
            write(file, line, end);
        } finally {
            WITHIN_THIS_JVM.unlock();
        }
    }

    private static boolean endsWithNewline(FileChannel file, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    private static int write(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
        return bytes.length;
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
