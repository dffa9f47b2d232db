package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.plan.HealReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Recorded recorded = new Recorded();
    private final Journal journal = recorded.journal;

    private List<String> notes() {
        return recorded.of(Event.Note.class).stream().map(Event.Note::text).toList();
    }

    @Test
    void healed_completely_is_no_failure() {
        journal.healed(new HealReport(List.of(), List.of(), null));

        assertThat(recorded.all()).isEmpty();
        assertThat(journal.failure()).isNull();
    }

    @Test
    void healed_with_something_left_over_is_a_failure_of_the_harness() {
        journal.healed(new HealReport(List.of(), List.of("member 2 was still stopped and was let go on"), null));

        assertThat(notes()).containsExactly("after all heals: member 2 was still stopped and was let go on");
        assertThat(journal.failure())
                .isEqualTo("the harness failed: a heal was not complete: member 2 was still stopped and was let go on");
    }

    @Test
    void healed_without_proof_is_recorded() {
        journal.healed(new HealReport(
                List.of(new HealReport.Unhealed("kill-1#1", "kill:leader", "member 3 did not come back")),
                List.of(),
                null));

        assertThat(notes())
                .containsExactly("kill-1#1 (kill:leader) is not proven to be healed: member 3 did not come back");
        assertThat(journal.failure())
                .as("the check of the requirements judges it")
                .isNull();
    }

    @Test
    void healed_while_events_were_lost_is_a_failure_of_the_harness() {
        journal.healed(new HealReport(List.of(), List.of(), new IllegalStateException("closed")));

        assertThat(journal.failure())
                .isEqualTo("the harness failed: events of the nemesis could not be recorded:"
                        + " java.lang.IllegalStateException: closed");
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
