package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Release;
import org.junit.jupiter.api.Test;

/** Readers exclude writers, and writers exclude all others. */
class ReadersWriterTest {
    private static LockHistoryBuilder two(String first, String second) {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grantAs(1, first, 0x10, 0x12, 100);
        history.grantAs(2, second, 0x11, 0x12, 110);
        history.gone(0x10, 0x20, 500).gone(0x11, 0x21, 600);
        return history.ended(900);
    }

    @Test
    void two_readers_at_once_are_valid() {
        assertThat(kinds(two("read", "read").check())).isEmpty();
    }

    @Test
    void reader_and_writer_at_once_are_a_server_overlap() {
        assertThat(kinds(two("read", "write").check())).containsExactly("server-overlap!");
        assertThat(kinds(two("write", "read").check())).containsExactly("server-overlap!");
    }

    @Test
    void two_writers_at_once_are_a_server_overlap() {
        assertThat(kinds(two("write", "write").check())).containsExactly("server-overlap!");
    }

    @Test
    void writer_that_also_reads_does_not_exclude_itself() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grantAs(1, "write", 0x10, 0x10, 100);
        history.grantAs(1, "read", 0x11, 0x12, 110);
        history.gone(0x10, 0x20, 500).gone(0x11, 0x21, 600);

        assertThat(kinds(history.ended(900).check())).isEmpty();
    }

    @Test
    void writer_that_released_and_reads_on_excludes_the_next_writer() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grantAs(1, "write", 0x10, 0x10, 100);
        history.grantAs(1, "read", 0x11, 0x11, 110);
        history.invoked(1, LockHistoryBuilder.KEY, new Release("write"), 200);
        history.gone(0x10, 0x12, 201);
        history.grantAs(2, "write", 0x13, 0x14, 300);
        history.gone(0x11, 0x20, 500).gone(0x13, 0x21, 600);

        assertThat(kinds(history.ended(900).check())).containsExactly("server-overlap!");
    }
}
