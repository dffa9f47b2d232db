package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Recorded recorded = new Recorded();
    private final Journal journal = recorded.journal;

    private List<String> notes() {
        return recorded.of(Event.Note.class).stream().map(Event.Note::text).toList();
    }

    @Test
    void harness_failed_twice_keeps_the_first_reason() {
        journal.harnessFailed("one");
        journal.harnessFailed("two");

        assertThat(journal.failure()).isEqualTo("the harness failed: one");
    }

    @Test
    void close_drops_what_comes_later() {
        journal.note(Event.Severity.QUIET, "before");
        journal.close();
        journal.note(Event.Severity.QUIET, "after");

        assertThat(notes()).containsExactly("before");
    }
}
