package dev.stampede.checker.tamper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applies each perturbation to recorded histories of each scenario to which it applies. An impossible change must be
 * INVALID, with the right check and the right layer in the headline, or INCONCLUSIVE if it removes evidence. A legal
 * change must not alter the verdict or add an anomaly.
 *
 * <p>The build applies a perturbation to one recording of each scenario. With {@code -Dstampede.tamper.places=N} it is
 * applied to all recordings, at up to N places of each. The results are in {@code target/tamper.md}.
 */
class TamperTest {
    private static final int PLACES = Integer.getInteger("stampede.tamper.places", 0);
    private static final Path TABLE = Path.of("target", "tamper.md");

    private static final List<Recording> RECORDINGS = new ArrayList<>();
    private static final Map<String, RunVerdict> UNCHANGED = new LinkedHashMap<>();
    private static final Map<String, Map<String, String>> RESULTS = new ConcurrentHashMap<>();

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        URL folder = TamperTest.class.getResource("/tamper");
        assertThat(folder).isNotNull();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder.toURI()), "*.jsonl.gz")) {
            for (Path file : files) {
                RECORDINGS.add(Recording.read(file.getFileName().toString().replace(".jsonl.gz", ""), file));
            }
        }
        RECORDINGS.sort((a, b) -> a.name().compareTo(b.name()));
        RECORDINGS.forEach(r -> UNCHANGED.put(r.name(), r.judge()));
    }

    static List<Perturbation> perturbations() {
        return Perturbations.all();
    }

    @Test
    void recordings_without_a_change_are_valid() {
        assertThat(UNCHANGED).hasSizeGreaterThan(10);
        UNCHANGED.forEach((name, verdict) -> assertThat(verdict.verdict())
                .as("%s: %s", name, verdict.headline())
                .isEqualTo(Verdict.VALID));
    }

    @Test
    void names_of_perturbations_are_unique() {
        assertThat(Perturbations.all()).extracting(Perturbation::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("perturbations")
    void changed_history_gets_the_expected_verdict(Perturbation perturbation) {
        int applied = 0;
        for (Recording recording : chosen(perturbation)) {
            for (int seed = 0; seed < Math.max(1, PLACES); seed++) {
                Optional<RecordedEvents> changed = perturbation.apply(recording, seed);
                if (changed.isPresent()) {
                    applied++;
                    judge(perturbation, recording, changed.get(), seed);
                }
            }
        }
        assertThat(applied)
                .as("the recordings to which \"%s\" applies", perturbation)
                .isPositive();
    }

    /** The first recording of each scenario to which a perturbation applies, in its own order; all if places are given. */
    private static List<Recording> chosen(Perturbation perturbation) {
        if (PLACES > 0) {
            return RECORDINGS;
        }
        int from = Math.floorMod(perturbation.name().hashCode(), RECORDINGS.size());
        Map<String, Recording> first = new TreeMap<>();
        Stream.concat(RECORDINGS.stream().skip(from), RECORDINGS.stream().limit(from))
                .filter(r -> !first.containsKey(r.header().scenario()))
                .filter(r -> !perturbation.places().in(r).isEmpty())
                .forEach(r -> first.put(r.header().scenario(), r));
        return List.copyOf(first.values());
    }

    private static void judge(Perturbation perturbation, Recording recording, RecordedEvents changed, int seed) {
        RunVerdict before = UNCHANGED.get(recording.name());
        RunVerdict after = changed.judge();
        String where = perturbation + ", " + recording + ", place " + seed + ": " + after.headline();
        RESULTS.computeIfAbsent(perturbation.name(), p -> new TreeMap<>())
                .merge(recording.header().scenario(), result(after), (a, b) -> a.contains(b) ? a : a + ", " + b);
        if (perturbation.legal()) {
            assertThat(after.verdict()).as(where).isEqualTo(before.verdict());
            assertThat(kinds(before)).as(where).containsAll(kinds(after));
            return;
        }
        assertThat(after.verdict()).as(where).isEqualTo(perturbation.expected());
        if (perturbation.expected() == Verdict.INVALID) {
            RunFinding top = after.findings().get(0);
            assertThat(top.blame()).as(where).isEqualTo(perturbation.layer());
            assertThat(perturbation.found()).as(where).containsAnyOf(top.check(), top.check() + "/" + top.kind());
        } else if (!perturbation.found().equals(List.of("run"))) {
            assertThat(after.checks().stream()
                            .filter(c -> c.verdict() == Verdict.INCONCLUSIVE)
                            .map(c -> c.check()))
                    .as(where)
                    .containsAnyElementsOf(perturbation.found());
        } else {
            assertThat(after.failure()).as(where).isNotNull();
        }
    }

    private static Set<String> kinds(RunVerdict verdict) {
        Set<String> kinds = new TreeSet<>();
        verdict.allFindings().forEach(f -> kinds.add(f.check() + "/" + f.kind() + (f.caveat() ? " (caveat)" : "")));
        return kinds;
    }

    private static String result(RunVerdict verdict) {
        RunFinding top =
                verdict.verdict() == Verdict.INVALID ? verdict.findings().get(0) : null;
        return top == null ? verdict.verdict().toString() : top.check() + "/" + top.kind();
    }

    /** Runs after all others of this class, so it sees their results; a run of single tests writes no table. */
    @AfterAll
    static void writeTable() throws IOException {
        assumeTrue(RESULTS.size() == Perturbations.all().size());
        assertThat(cells(false)).as("impossible perturbations and scenarios").isGreaterThanOrEqualTo(80);
        assertThat(cells(true)).as("legal perturbations and scenarios").isGreaterThanOrEqualTo(30);
        assertThat(Perturbations.all().stream().filter(p -> !p.legal())).hasSizeGreaterThanOrEqualTo(80);
        assertThat(Perturbations.all().stream().filter(Perturbation::legal)).hasSizeGreaterThanOrEqualTo(30);
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, TamperTable.of(RESULTS));
    }

    private static int cells(boolean legal) {
        return Perturbations.all().stream()
                .filter(p -> p.legal() == legal)
                .mapToInt(p -> RESULTS.getOrDefault(p.name(), Map.of()).size())
                .sum();
    }
}
