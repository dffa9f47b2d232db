package dev.stampede.checker.findings;

import dev.stampede.checker.registry.Checks;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that the runs of a project may show without failing its build, for users who cannot avoid a finding. A
 * baseline changes no verdict and no report. It changes only whether a command or a test fails. Immutable.
 *
 * <p>The file is text that people read, review and edit. The first line names the format and its version; {@code #}
 * begins a comment; each other line is an entry:
 *
 * |<pre>{@code
 * |stampede-baseline 1
 * |# a check and a kind, in a recipe, with any faults
 * |mutual-exclusion/foreign-grant in lock/inter-process-mutex
 * |# only with a fault, only without one, or only with exactly these
 * |mutual-exclusion/foreign-grant under faults in lock/com.example.MyLock
 * |mutual-exclusion/belief-overlap under no fault in lock/com.example.MyLock
 * |naming/vanished under client-partition:one+session-expiry:cut in naming/service-discovery
 * |# the id of a known finding: not covered once a version is in use that fixes it
 * |CURATOR-604 in lock/inter-process-multi-lock
 * |}</pre>
 *
 * @param file the file, for messages
 * @param lines the lines of the file without line feeds, including comments
 * @param entries in the order of their lines
 */
public record Baseline(Path file, List<String> lines, List<BaselineEntry> entries) {
    /** The only version of the format that is written and read. */
    public static final int VERSION = 1;

    private static final String FORMAT = "stampede-baseline";
    private static final String HEADER = FORMAT + " " + VERSION;
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_PROBLEMS = 20;

    public Baseline {
        lines = List.copyOf(lines);
        entries = List.copyOf(entries);
    }

    /** A baseline without entries, for a file that does not exist yet. */
    public static Baseline empty(Path file) {
        return new Baseline(
                file,
                List.of(
                        HEADER,
                        "# Findings that runs may show without failing; their reports still say INVALID.",
                        "# An entry: " + BaselineEntry.SYNTAX
                                + "; FAULTS: no fault, faults (any), or kinds joined by +"),
                List.of());
    }

    /**
     * Reads a file of at most 1 MiB.
     *
     * @throws InvalidBaselineException if it cannot be read or violates the format; lists at most 20 problems
     */
    public static Baseline read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidBaselineException(List.of(
                        file + ": expected a baseline of at most " + MAX_BYTES + " bytes, found " + Files.size(file)));
            }
            return parse(file, Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new InvalidBaselineException(
                    List.of("there is no file " + file + "; write one with: baseline update " + file + " RUN_DIR..."));
        } catch (CharacterCodingException e) {
            throw new InvalidBaselineException(List.of(file + ": expected text in UTF-8"));
        } catch (IOException e) {
            throw new InvalidBaselineException(List.of(file + ": cannot be read: " + e));
        }
    }

    /** A baseline from the lines of a file; see {@link #read}. */
    static Baseline parse(Path file, List<String> lines) {
        requireHeader(file, lines);
        List<BaselineEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                BaselineEntry entry = BaselineEntry.parse(i + 1, line);
                String problem = problem(entry, entries);
                if (problem == null) {
                    entries.add(entry);
                } else {
                    problems.add(file + ":" + (i + 1) + ": " + problem);
                }
            } catch (IllegalArgumentException e) {
                problems.add(file + ":" + (i + 1) + ": " + e.getMessage());
            }
        }
        if (problems.size() > MAX_PROBLEMS) {
            int more = problems.size() - MAX_PROBLEMS;
            problems = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
            problems.add("and " + more + " more");
        }
        if (!problems.isEmpty()) {
            throw new InvalidBaselineException(problems);
        }
        return new Baseline(file, lines, entries);
    }

    private static void requireHeader(Path file, List<String> lines) {
        String first = lines.isEmpty() ? "" : lines.get(0).trim();
        if (first.equals(HEADER)) {
            return;
        }
        throw new InvalidBaselineException(List.of(
                first.startsWith(FORMAT + " ")
                        ? file + ":1: expected version " + VERSION + " of the format, found \"" + first
                                + "\": it was written by another version of Stampede"
                        : file + ":1: expected \"" + HEADER + "\", found \"" + first + "\""));
    }

    private static @Nullable String problem(BaselineEntry entry, List<BaselineEntry> before) {
        if (entry.byId() && FindingCatalogue.entry(entry.finding()).isEmpty()) {
            return "expected CHECK/KIND or the id of a known finding (see: list findings), found \"" + entry.finding()
                    + "\"";
        }
        if (!entry.byId() && !Checks.names().contains(entry.check())) {
            return "there is no check \"" + entry.check() + "\" (see: list checks)";
        }
        return before.stream()
                .filter(entry::sameAs)
                .findFirst()
                .map(other -> "repeats line " + other.line())
                .orElse(null);
    }

    /** Compares the baseline with the violations of a run. */
    public BaselineComparison compare(List<ViolationSignature> violations) {
        return new BaselineComparison(
                entries.stream()
                        .filter(e -> violations.stream().anyMatch(e::names))
                        .toList(),
                violations.stream()
                        .filter(v -> entries.stream().noneMatch(e -> e.covers(v)))
                        .toList());
    }

    /** A copy with one more entry at its end. */
    Baseline with(BaselineEntry entry) {
        List<String> moreLines = new ArrayList<>(lines);
        moreLines.add(entry.text());
        List<BaselineEntry> moreEntries = new ArrayList<>(entries);
        moreEntries.add(
                new BaselineEntry(moreLines.size(), entry.finding(), entry.faults(), entry.recipe(), entry.comment()));
        return new Baseline(file, moreLines, moreEntries);
    }

    /** A copy without some of its entries, and with all other lines. */
    public Baseline without(List<BaselineEntry> gone) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            if (gone.stream().noneMatch(e -> e.line() == number)) {
                kept.add(lines.get(i));
            }
        }
        return parse(file, kept);
    }

    /** The text of the file. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }
}
