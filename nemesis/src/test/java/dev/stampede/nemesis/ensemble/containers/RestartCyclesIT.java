package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code -Dstampede.cycles=50} for more than three. */
@Tag("containers")
@Isolated("it counts all that anybody has at the engine, and all processes of this JVM")
class RestartCyclesIT {
    @TempDir
    Path folder;

    @Test
    void cycles_that_end_in_order_by_sigterm_and_by_sigkill_leave_nothing_after_the_next_start() throws Exception {
        assertThat(new RestartCycles(folder).run(Integer.getInteger("stampede.cycles", 3)))
                .isEmpty();
    }
}
