package dev.stampede.reports;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.page.RunPage;
import dev.stampede.reports.page.RunPage.Link;
import dev.stampede.reports.page.RunPage.LogTail;
import dev.stampede.reports.timeline.RunTimeline;
import dev.stampede.reports.timeline.TimelineData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of one run: {@code report.html} (one self-contained file), {@code run.json}, {@code summary.md},
 * {@code summary.txt} and {@code trace.json}. It links {@code history.jsonl.gz} but does not change it.
 *
 * <p>Works for every verdict, for a truncated history and for a history without operations. Stateless; two concurrent
 * calls must not use the same folder. Each file is replaced atomically, the page last, so a reader never sees a partial
 * file.
 */
public final class RunReport {
    /** The page's file name. */
    public static final String PAGE = "report.html";

    private RunReport() {}

    /**
     * Writes the report of a run into a folder, which is created if necessary.
     *
     * @return the page
     * @throws IOException if a file cannot be written; files that were written before stay
     */
    public static Path write(History history, RunVerdict verdict, Path folder, Attachments attachments)
            throws IOException {
        Files.createDirectories(folder);
        RunPageBuilder builder = new RunPageBuilder(history, verdict);
        AtomicFiles.text(folder.resolve("summary.txt"), SummaryText.of(builder, history, verdict));
        AtomicFiles.text(folder.resolve("summary.md"), SummaryMarkdown.of(builder, history, verdict));
        AtomicFiles.json(folder.resolve("run.json"), RunJson.of(builder, history, verdict));
        RunTimeline timeline = RunTimeline.of(history, verdict);
        AtomicFiles.stream(folder.resolve("trace.json"), out -> TraceJson.write(history, timeline, out));
        MemberLogs logs = MemberLogs.read(attachments.logs(), history.header(), timeline.focus(), timeline.endNanos());
        TimelineData data = TimelineData.of(history, verdict, timeline, logs.lines());
        return page(folder, builder.page(timeline, data, logs, links(folder, attachments)));
    }

    /**
     * Writes the report of a run that has no history, because the harness failed early: what failed, since when, the
     * last lines of the members' logs, and what to do. The verdict is INCONCLUSIVE.
     *
     * @param header the planned run, null if unknown
     * @param attachments the logs of the members; the report names those that cannot be read
     * @return the page
     * @throws IOException if a file cannot be written; files written before it stay
     */
    public static Path writeFailure(
            @Nullable RunHeader header, HarnessFailure failure, Path folder, Attachments attachments)
            throws IOException {
        Files.createDirectories(folder);
        History history = History.builder(header == null ? unknown(folder) : header)
                .truncated(failure.message())
                .build();
        RunVerdict verdict = new RunVerdict(Verdict.INCONCLUSIVE, failure.headline(), List.of(), failure.message());
        RunPageBuilder builder = new RunPageBuilder(history, verdict);
        AtomicFiles.text(folder.resolve("summary.txt"), SummaryText.of(failure, builder, history, verdict));
        AtomicFiles.text(folder.resolve("summary.md"), SummaryMarkdown.of(failure, builder, history, verdict));
        AtomicFiles.json(folder.resolve("run.json"), RunJson.of(builder, history, verdict));
        List<LogTail> logs = attachments.logs().entrySet().stream()
                .map(e -> MemberLogs.tail(e.getKey(), e.getValue()))
                .toList();
        return page(folder, builder.failurePage(failure, logs, links(folder, attachments)));
    }

    /** Writes the report of a failure of which only the message is known. */
    public static Path writeFailure(@Nullable RunHeader header, String failure, Path folder, Attachments attachments)
            throws IOException {
        return writeFailure(header, HarnessFailure.of(failure), folder, attachments);
    }

    private static Path page(Path folder, RunPage page) throws IOException {
        Path file = folder.resolve(PAGE);
        AtomicFiles.text(file, PageTemplates.render("report.jte", page));
        return file;
    }

    private static RunHeader unknown(Path folder) {
        return new RunHeader(
                String.valueOf(folder.getFileName()),
                "unknown",
                "unknown",
                0,
                "",
                "unknown",
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                "",
                "",
                Map.of());
    }

    private static List<Link> links(Path folder, Attachments attachments) {
        List<Link> links = new ArrayList<>();
        if (Files.exists(folder.resolve("history.jsonl.gz"))) {
            links.add(new Link("history.jsonl.gz", "history.jsonl.gz", "every event of the run, one per line"));
        }
        links.add(new Link("run.json", "run.json", "this report for programs"));
        if (Files.exists(folder.resolve("trace.json"))) {
            links.add(new Link("trace.json", "trace.json", "the timeline, to be opened in ui.perfetto.dev"));
        }
        links.add(new Link("summary.md", "summary.md", "for the summary of a CI job"));
        links.add(new Link("summary.txt", "summary.txt", "for a console"));
        attachments.logs().forEach((source, file) -> links.add(link(folder, file, "log of " + source)));
        attachments.files().forEach(file -> links.add(link(folder, file, "")));
        return links;
    }

    private static Link link(Path folder, Path file, String what) {
        Path base = folder.toAbsolutePath().normalize();
        Path full = file.toAbsolutePath().normalize();
        if (!full.startsWith(base)) {
            return new Link(full.toUri().toString(), full.toString(), what);
        }
        String relative = base.relativize(full).toString().replace('\\', '/');
        return new Link(base.toUri().relativize(full.toUri()).toString(), relative, what);
    }
}
