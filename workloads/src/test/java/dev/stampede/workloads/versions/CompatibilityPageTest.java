package dev.stampede.workloads.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.Baseline;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import dev.stampede.workloads.run.RunConfigFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers on the page about compatibility are those of the code. */
class CompatibilityPageTest {
    private static final Pattern FORMAT = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| [\\w ]+ \\| (\\d+) \\|$");

    @Test
    void formats_have_the_versions_that_are_written() throws Exception {
        Map<String, Integer> formats = FORMAT.matcher(page())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Integer.parseInt(row.group(2))));

        assertThat(formats)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "history.jsonl.gz",
                        version("dev.stampede.checker.history.io.HistoryFormat"),
                        "run.json",
                        version("dev.stampede.reports.RunJson"),
                        RunIndex.RUNS,
                        RunSummary.VERSION,
                        "plan.json",
                        Plan.VERSION,
                        "run-config.json",
                        RunConfigFile.VERSION,
                        "stampede-baseline.txt",
                        Baseline.VERSION));
    }

    @Test
    void server_is_the_bundled_one() throws IOException {
        assertThat(page())
                .containsPattern("\\| ZooKeeper server \\| 3\\.4\\.6 to " + ServerVersion.BUNDLED + " \\| "
                        + ServerVersion.BUNDLED + ",");
    }

    /** Of a class that is not public. */
    private static int version(String type) throws ReflectiveOperationException {
        Field version = Class.forName(type).getDeclaredField("VERSION");
        version.setAccessible(true);
        return version.getInt(null);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("COMPATIBILITY.md"));
    }
}
