package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessPart;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.workloads.client.store.FencedWrite;
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
        journal.harnessFailed(HarnessPart.NEMESIS, "one");
        journal.harnessFailed(HarnessPart.RECORDER, "two");

        assertThat(journal.failure()).isEqualTo("the harness failed: one");
        assertThat(recorded.of(Event.HarnessFailed.class))
                .as("the history has both, typed")
                .extracting(e -> e.part() + " " + e.reason())
                .containsExactly("NEMESIS one", "RECORDER two");
    }

    @Test
    void client_waits_if_it_has_an_operation_under_way_and_completed_none_since_unless_it_waits_for_a_grant() {
        long before = journal.clock().nanos();
        assertThat(journal.anyClientWaits(before)).as("nobody does anything").isFalse();

        invoked(0, 0, "acquire");
        assertThat(journal.anyClientWaits(before)).as("its turn comes later").isFalse();
        invoked(1, 0, "get");
        assertThat(journal.anyClientWaits(before)).isTrue();
        completed(1, 0, Outcome.INDETERMINATE);
        invoked(1, 1, "get");
        assertThat(journal.anyClientWaits(before))
                .as("nobody knows the outcome")
                .isTrue();
        completed(1, 1, Outcome.FAILED);
        invoked(1, 2, "get");
        assertThat(journal.anyClientWaits(before)).isFalse();
    }

    @Test
    void close_drops_later_events() {
        journal.note(Event.Severity.QUIET, "before");
        journal.close();
        journal.note(Event.Severity.QUIET, "after");

        assertThat(notes()).containsExactly("before");
    }

    private void invoked(int client, int own, String function) {
        journal.accept(client, new Event.Invoked(own, client, function, "/a", null, System.nanoTime()));
    }

    private void completed(int client, int own, Outcome outcome) {
        journal.accept(client, new Event.Completed(own, outcome, null, null, 1, 0, 9, System.nanoTime()));
    }

    @Test
    void operations_of_several_clients_are_numbered_in_the_order_of_recording() {
        invoked(0, 0, "acquire");
        invoked(1, 0, "acquire");
        completed(1, 0, Outcome.OK);
        invoked(1, 1, "release");
        completed(0, 0, Outcome.FAILED);

        assertThat(recorded.of(Event.Invoked.class))
                .extracting(e -> e.operation() + " " + e.client())
                .containsExactly("0 0", "1 1", "2 1");
        assertThat(recorded.of(Event.Completed.class))
                .extracting(Event.Completed::operation)
                .containsExactly(1, 0);
        assertThat(journal.operations()).isEqualTo(3);
        assertThat(journal.succeeded()).isEqualTo(1);
        assertThat(journal.lastOkInvokedNanos())
                .isEqualTo(recorded.of(Event.Invoked.class).get(1).atNanos());
    }

    @Test
    void completion_of_an_operation_that_was_never_invoked_is_dropped() {
        completed(0, 7, Outcome.OK);

        assertThat(recorded.all()).isEmpty();
        assertThat(journal.succeeded()).isZero();
        assertThat(journal.lastOkInvokedNanos()).isEqualTo(-1);
    }

    @Test
    void reopened_client_restarts_its_numbers() {
        journal.opened(0, "", Event.ClientKind.WORKLOAD, "worker-1");
        invoked(0, 0, "acquire");
        journal.opened(0, "", Event.ClientKind.WORKLOAD, "worker-1");
        completed(0, 0, Outcome.OK);
        invoked(0, 0, "acquire");

        assertThat(recorded.of(Event.Completed.class)).as("of the killed JVM").isEmpty();
        assertThat(recorded.of(Event.Invoked.class))
                .extracting(Event.Invoked::operation)
                .containsExactly(0, 1);
    }

    @Test
    void attempts_are_numbered_and_belong_to_the_operations_of_the_history() {
        invoked(1, 0, "acquire");
        invoked(0, 0, "acquire");
        journal.accept(0, new Event.AttemptSent(0, 0, 0, 1, 0, Opcode.CREATE, "/a/1", System.nanoTime()));
        journal.accept(0, new Event.AttemptAnswered(0, ResultCode.OK, 1, 9, null, null, null, System.nanoTime()));
        journal.accept(0, new Event.AttemptAnswered(0, ResultCode.OK, 1, 9, null, null, null, System.nanoTime()));

        assertThat(recorded.of(Event.AttemptSent.class))
                .extracting(e -> e.attempt() + " of operation " + e.operation())
                .containsExactly("0 of operation 1");
        assertThat(recorded.of(Event.AttemptAnswered.class))
                .as("the second answer belongs to no attempt")
                .extracting(Event.AttemptAnswered::attempt)
                .containsExactly(0);
    }

    @Test
    void answer_whose_frame_is_not_known_has_no_zxid_of_its_reply() {
        journal.accept(0, new Event.AttemptSent(0, 0, -1, 1, 0, Opcode.CREATE, "/a/1", System.nanoTime()));
        journal.accept(0, new Event.AttemptAnswered(0, ResultCode.OK, 1, 9, 8L, null, null, System.nanoTime()));

        assertThat(recorded.of(Event.AttemptAnswered.class))
                .as("only the tap of the harness knows the zxids of replies")
                .extracting(Event.AttemptAnswered::replyZxid)
                .containsOnlyNulls();
    }

    @Test
    void write_to_the_store_that_arrives_before_its_operation_waits_for_it() {
        journal.accept(new FencedWrite(0, 3, "/a", 5, true, 4, System.nanoTime()));
        assertThat(recorded.all()).isEmpty();
        invoked(1, 3, "acquire");
        invoked(0, 3, "acquire");

        assertThat(recorded.of(Event.StoreWritten.class))
                .extracting(Event.StoreWritten::operation)
                .containsExactly(1);
    }

    @Test
    void write_to_the_store_without_an_operation_is_recorded_when_the_journal_closes() {
        journal.accept(new FencedWrite(0, 3, "/a", 5, true, 4, System.nanoTime()));
        journal.close();

        assertThat(recorded.of(Event.StoreWritten.class))
                .extracting(Event.StoreWritten::operation)
                .containsExactly(-1);
    }

    @Test
    void event_that_cannot_be_recorded_is_a_failure_of_the_harness_and_later_events_are_recorded() {
        journal.accept(0, new Event.RunEnded(null, 7));
        invoked(0, 0, "acquire");

        assertThat(journal.failure())
                .startsWith("the harness failed: an event of client 0 could not be recorded:"
                        + " java.lang.IllegalArgumentException: expected an event that a client reports");
        assertThat(recorded.of(Event.Invoked.class)).hasSize(1);
    }

    @Test
    void failed_driver_of_the_harness_is_a_failure_of_the_harness_with_its_stack_trace() {
        journal.accept(2, new Event.ClientEnded(2, Event.FailureOrigin.HARNESS, "java.lang.Error: x\n\tat A.b", 7));

        assertThat(recorded.of(Event.ClientEnded.class))
                .extracting(Event.ClientEnded::stackTrace)
                .containsExactly("java.lang.Error: x\n\tat A.b");
        assertThat(journal.failure())
                .isEqualTo("the harness failed: the driver of client 2 ended with java.lang.Error: x\n\tat A.b");
    }

    @Test
    void failed_driver_of_the_user_is_recorded_and_not_a_failure_of_the_harness() {
        journal.accept(2, new Event.ClientEnded(2, Event.FailureOrigin.USER_CODE, "java.lang.Error: x", 7));

        assertThat(recorded.of(Event.ClientEnded.class)).hasSize(1);
        assertThat(journal.failure()).isNull();
    }
}
