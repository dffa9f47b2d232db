package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Three cycles by default; {@code -Dstampede.cycles=50} runs more. */
@Tag("containers")
@Isolated("it counts all that anybody has at the engine, and all processes of this JVM")
class RestartCyclesIT {
    @TempDir
    Path folder;

    @Test
    void orderly_terminated_and_killed_cycles_leave_nothing_after_the_next_start() throws Exception {
        assertThat(new RestartCycles(folder).run(Integer.getInteger("stampede.cycles", 3)))
                .isEmpty();
    }
}
