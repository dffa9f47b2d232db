package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.soak.HarnessResource;
import dev.stampede.workloads.soak.ResourceSample;
import dev.stampede.workloads.soak.SoakBatch;
import dev.stampede.workloads.soak.SoakResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SoakCommandTest {
    @TempDir
    private Path folder;

    private static final long MIB = 1 << 20;

    private static SoakResult soak(int samples, String verdict, long eachSample) {
        return new SoakResult(
                IntStream.range(0, samples)
                        .mapToObj(i -> new SoakBatch(
                                1,
                                i,
                                1,
                                i,
                                List.of(run(i == samples - 1 ? verdict : "VALID")),
                                new ResourceSample(Map.of(HarnessResource.HEAP, 50 * MIB + i * eachSample))))
                        .toList(),
                false);
    }

    private static JobResult run(String verdict) {
        return run(verdict, null);
    }

    private static JobResult run(String verdict, @Nullable List<ViolationSignature> signatures) {
        return new JobResult(
                "id",
                "lock",
                "naive",
                1,
                "none",
                verdict,
                null,
                null,
                null,
                List.of(),
                signatures,
                List.of(),
                null,
                "",
                null,
                null,
                null);
    }

    private static ExitCode code(SoakResult result) {
        return SoakCommand.code(result, new BaselineOptions());
    }

    private static SoakResult withAlarm(SoakResult soak, ViolationSignature signature) {
        List<SoakBatch> batches = new ArrayList<>(soak.batches());
        SoakBatch last = batches.get(batches.size() - 1);
        batches.set(
                batches.size() - 1,
                new SoakBatch(
                        last.process(),
                        last.first(),
                        last.runs(),
                        last.elapsedMillis(),
                        List.of(run("INVALID", List.of(signature))),
                        last.sample()));
        return new SoakResult(batches, false);
    }

    private BaselineOptions baseline(String entry) throws IOException {
        Path file = Files.writeString(folder.resolve("baseline.txt"), "stampede-baseline 1\n" + entry + "\n");
        BaselineOptions options = CommandLine.populateCommand(new BaselineOptions(), "--baseline", file.toString());
        options.read();
        return options;
    }

    @Test
    void baseline_excuses_the_alarms_that_it_lists_and_no_leak() throws IOException {
        ViolationSignature overlap = new ViolationSignature(
                "mutual-exclusion", "server-overlap", List.of("kill:leader"), "lock/naive", null, true);

        assertThat(code(withAlarm(soak(16, "VALID", 0), overlap))).isEqualTo(ExitCode.INVALID);
        assertThat(SoakCommand.code(
                        withAlarm(soak(16, "VALID", 0), overlap),
                        baseline("mutual-exclusion/server-overlap in lock/naive")))
                .isEqualTo(ExitCode.VALID);
        assertThat(SoakCommand.code(
                        withAlarm(soak(16, "VALID", 0), overlap), baseline("naming/vanished in lock/naive")))
                .isEqualTo(ExitCode.INVALID);
        assertThat(SoakCommand.code(
                        withAlarm(soak(16, "VALID", MIB), overlap),
                        baseline("mutual-exclusion/server-overlap in lock/naive")))
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void baseline_does_not_excuse_a_result_that_does_not_name_its_violations() throws IOException {
        assertThat(SoakCommand.code(soak(16, "INVALID", 0), baseline("mutual-exclusion/server-overlap in lock/naive")))
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void exit_code_is_red_for_a_leak_and_for_a_false_alarm_and_green_only_with_enough_samples() {
        assertThat(code(soak(16, "VALID", 0))).isEqualTo(ExitCode.VALID);
        assertThat(code(soak(16, "INCONCLUSIVE", 0))).isEqualTo(ExitCode.VALID);
        assertThat(code(soak(16, "VALID", MIB))).isEqualTo(ExitCode.INVALID);
        assertThat(code(soak(16, "INVALID", 0))).isEqualTo(ExitCode.INVALID);
        assertThat(code(soak(4, "INVALID", 0))).isEqualTo(ExitCode.INVALID);
        assertThat(code(soak(16, JobResult.FAILED, MIB))).isEqualTo(ExitCode.HARNESS_ERROR);
        assertThat(code(soak(4, "VALID", 0))).isEqualTo(ExitCode.INCONCLUSIVE);
    }
}
