package dev.stampede.reports;

import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.page.RunPage.LogTail;
import dev.stampede.reports.timeline.LogLine;
import dev.stampede.reports.timeline.OpeningWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members' logs, converts their times to the run's time, keeps the lines near the opening window of the
 * timeline, and merges them.
 *
 * <p>A line begins with its wall-clock time in the format of log4j and logback; a line without a time belongs to the
 * preceding line. The time zone is either this machine's or UTC, whichever brings the log closer to the start of the
 * run. A log that cannot be read results in a note, not in an error. Not thread-safe.
 */
final class MemberLogs {
    static final int MAX_CHARS = 256 * 1024;
    static final int MAX_LINE = 2_000;
    static final int MAX_TAIL = 60;
    private static final Pattern TIME =
            Pattern.compile("^\\[?(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:[,.](\\d{1,9}))?");
    private static final long BEFORE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long AFTER_NANOS = Duration.ofSeconds(30).toNanos();

    private final List<LogLine> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final @Nullable Instant started;
    private final OpeningWindow focus;
    private final long endNanos;

    private MemberLogs(@Nullable Instant started, OpeningWindow focus, long endNanos) {
        this.started = started;
        this.focus = focus;
        this.endNanos = endNanos;
    }

    static MemberLogs read(Map<String, Path> logs, RunHeader header, OpeningWindow focus, long endNanos) {
        MemberLogs all = new MemberLogs(instant(header.startedAt()), focus, endNanos);
        logs.forEach(all::add);
        all.lines.sort(Comparator.comparingLong(LogLine::atNanos));
        return all;
    }

    /** All lines in chronological order; lines with equal times in the order of the members. */
    List<LogLine> lines() {
        return lines;
    }

    /** Notes about omitted lines, and about logs that could not be read. */
    List<String> notes() {
        return notes;
    }

    /** The last lines of one log, for a run that has no history. */
    static LogTail tail(String source, Path file) {
        Deque<String> kept = new ArrayDeque<>();
        long total = 0;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                total++;
                kept.add(DisplayFormat.clip(TextEscaping.plain(line), MAX_LINE));
                if (kept.size() > MAX_TAIL) {
                    kept.remove();
                }
            }
        } catch (IOException e) {
            return new LogTail(source, "", "the log cannot be read: " + e);
        }
        String note = total == 0
                ? "the log is empty"
                : "the last " + DisplayFormat.count(kept.size(), "line") + " of " + DisplayFormat.number(total);
        return new LogTail(source, String.join("\n", kept), note);
    }

    private static @Nullable Instant instant(String startedAt) {
        try {
            return Instant.parse(startedAt);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void add(String source, Path file) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            NearestLines nearest =
                    new NearestLines(focus.whole() ? endNanos : (focus.fromNanos() + focus.toNanos()) / 2);
            read(in, source, nearest);
            lines.addAll(nearest.kept);
            if (nearest.dropped > 0) {
                notes.add(source + ": " + DisplayFormat.number(nearest.kept.size()) + " of "
                        + DisplayFormat.number(nearest.kept.size() + (long) nearest.dropped)
                        + " lines of the run, those closest to the "
                        + (focus.whole() ? "end" : "violation") + " (at most " + MAX_CHARS / 1024 + " kB per member)");
            }
        } catch (IOException e) {
            notes.add(source + ": the log cannot be read: " + e);
        }
    }

    private void read(BufferedReader in, String source, NearestLines nearest) throws IOException {
        @Nullable ZoneId zone = null;
        long at = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            @Nullable LocalDateTime time = time(line);
            if (time != null && started != null) {
                zone = zone == null ? zone(time, started) : zone;
                at = Duration.between(started, time.atZone(zone).toInstant()).toNanos();
            }
            if (at >= -BEFORE_NANOS && at <= endNanos + AFTER_NANOS) {
                nearest.add(new LogLine(at, source, DisplayFormat.clip(TextEscaping.plain(line), MAX_LINE)));
            }
        }
    }

    private static @Nullable LocalDateTime time(String line) {
        Matcher matcher = TIME.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        String fraction = matcher.group(3);
        try {
            return LocalDateTime.parse(
                    matcher.group(1) + "T" + matcher.group(2) + (fraction == null ? "" : "." + fraction));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZoneId zone(LocalDateTime first, Instant started) {
        ZoneId here = ZoneId.systemDefault();
        Duration local =
                Duration.between(started, first.atZone(here).toInstant()).abs();
        Duration utc =
                Duration.between(started, first.toInstant(ZoneOffset.UTC)).abs();
        return utc.compareTo(local) < 0 ? ZoneOffset.UTC : here;
    }

    /** Keeps the lines near a moment, up to a size limit. The lines after the moment take at most half of the limit. */
    private static final class NearestLines {
        private final Deque<LogLine> kept = new ArrayDeque<>();
        private final long centre;
        private int size;
        private int after;
        private int dropped;

        NearestLines(long centre) {
            this.centre = centre;
        }

        void add(LogLine line) {
            int length = line.text().length() + 1;
            if (line.atNanos() > centre && after + length > MAX_CHARS / 2) {
                dropped++;
                return;
            }
            after += line.atNanos() > centre ? length : 0;
            kept.add(line);
            size += length;
            while (size > MAX_CHARS) {
                size -= kept.remove().text().length() + 1;
                dropped++;
            }
        }
    }
}
