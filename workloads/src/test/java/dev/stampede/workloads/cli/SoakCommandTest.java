package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.soak.HarnessResource;
import dev.stampede.workloads.soak.ResourceSample;
import dev.stampede.workloads.soak.SoakBatch;
import dev.stampede.workloads.soak.SoakResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakCommandTest {
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
        return new JobResult(
                "id", "lock", "naive", 1, "none", verdict, null, null, null, List.of(), null, List.of(), null, "",
                null);
    }

    @Test
    void exit_code_is_red_for_a_leak_and_for_a_false_alarm_and_green_only_with_enough_samples() {
        assertThat(SoakCommand.code(soak(16, "VALID", 0))).isEqualTo(ExitCode.VALID);
        assertThat(SoakCommand.code(soak(16, "INCONCLUSIVE", 0))).isEqualTo(ExitCode.VALID);
        assertThat(SoakCommand.code(soak(16, "VALID", MIB))).isEqualTo(ExitCode.INVALID);
        assertThat(SoakCommand.code(soak(16, "INVALID", 0))).isEqualTo(ExitCode.INVALID);
        assertThat(SoakCommand.code(soak(4, "INVALID", 0))).isEqualTo(ExitCode.INVALID);
        assertThat(SoakCommand.code(soak(16, JobResult.FAILED, MIB))).isEqualTo(ExitCode.HARNESS_ERROR);
        assertThat(SoakCommand.code(soak(4, "VALID", 0))).isEqualTo(ExitCode.INCONCLUSIVE);
    }
}
