package dev.stampede.checker.testing;

import static dev.stampede.checker.testing.AbstractHistoryBuilder.kinds;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.nanos;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.session;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.spec;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientOpened;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Granted;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryBuilderTest {
    private final HistoryBuilder builder = HistoryBuilder.of("lock");

    @Test
    void example_of_the_javadoc_is_valid() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(2);
        int acquire = history.invoked(1, "/locks/a", Acquire.EXCLUSIVE, 10);
        history.attempt(1, acquire, Opcode.CREATE, "/locks/a/x-1", Reply.ok(0x5, stat(0x5, session(1))), 12, 14)
                .completed(acquire, Granted.UNCOUNTED, 0x5, 0x5, 15)
                .fault(FaultScope.of("pause", "leader").members(1), 1_000, 4_000)
                .ended(9_000);

        CheckResult result = history.checkNamed("mutual-exclusion");

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).startsWith("1 hold of 1 key by 1 client");
    }

    @Test
    void second_grant_of_the_same_lock_is_a_violation() {
        builder.clients(2);
        for (int client = 1; client <= 2; client++) {
            int acquire = builder.invoked(client, "/locks/a", Acquire.EXCLUSIVE, 10L * client);
            builder.completed(acquire, Granted.UNCOUNTED, client, client, 10L * client + 5);
        }
        builder.ended(100);

        assertThat(kinds(builder.checkNamed("mutual-exclusion"))).containsExactly("disciplined-overlap!");
    }

    @Test
    void clients_connect_in_separate_sessions() {
        History history = builder.clients(1).client(2, "worker-1").history();

        assertThat(history.events(Event.class))
                .containsExactly(
                        new ClientOpened(1, "lock-1", Event.ClientKind.WORKLOAD, "harness", 0),
                        new SessionChanged(1, SessionState.CONNECTED, 0xc1, null, 1, 3000, 0),
                        new ClientOpened(2, "lock-2", Event.ClientKind.WORKLOAD, "worker-1", 0),
                        new SessionChanged(2, SessionState.CONNECTED, 0xc2, null, 1, 3000, 0));
    }

    @Test
    void operations_and_requests_are_in_the_session_that_their_client_is_in() {
        builder.clients(1).state(1, SessionState.SUSPENDED, 10).state(1, SessionState.CONNECTED, 0xf1, 20);
        int release = builder.invoked(1, "/locks/a", Release.EXCLUSIVE, 30);
        builder.attempt(1, release, Opcode.DELETE, "/locks/a/x", Reply.error(ResultCode.NONODE), 31, 32);
        History history =
                builder.completed(release, Outcome.FAILED, "NONODE", 33).history();

        Operation operation = history.operations().get(release);
        assertThat(operation.session()).isEqualTo(0xf1);
        assertThat(operation.error()).isEqualTo("NONODE");
        assertThat(operation.invokedNanos()).isEqualTo(nanos(30));
        assertThat(operation.completedNanos()).isEqualTo(nanos(33));
        Attempt attempt = history.attempts().get(0);
        assertThat(attempt.operation()).isEqualTo(release);
        assertThat(attempt.session()).isEqualTo(0xf1);
        assertThat(attempt.code()).isEqualTo(ResultCode.NONODE);
    }

    @Test
    void numbers_ascend_and_an_operation_may_stay_open() {
        builder.clients(2);
        assertThat(builder.invoked(2, "/a", Acquire.EXCLUSIVE, 10)).isZero();
        int second = builder.invoked(1, "/a", Acquire.EXCLUSIVE, 10);
        assertThat(second).isEqualTo(1);
        assertThat(builder.sent(1, second, Opcode.CREATE, "/a/x", 11)).isZero();
        assertThat(builder.sent(1, second, Opcode.CREATE, "/a/x", 12)).isEqualTo(1);
        builder.completed(second, Custom.DONE, 0x5, 13);

        assertThat(builder.history().operations().get(0).outcome()).isEqualTo(Outcome.INDETERMINATE);
        assertThat(builder.history().operations().get(1).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void fault_has_the_effects_of_its_family_unless_others_are_given() {
        FaultScope scope = FaultScope.of("session-expiry", "cut").clients(1).links(List.of("c1->1"));
        History history = builder.fault(scope, 100, 200)
                .fault(FaultScope.of("mine", "some").members(2).effects(FaultEffect.STARVES_MEMBERS), 300, 400)
                .history();

        List<FaultWindow> faults = history.faults();
        assertThat(faults.get(0).effects())
                .containsExactly(FaultEffect.CUTS_CLIENTS, FaultEffect.EXPIRES_CLIENT_SESSION);
        assertThat(faults.get(0).clients()).containsExactly(1);
        assertThat(faults.get(0).fault()).isEqualTo("session-expiry-1#0");
        assertThat(faults.get(0).activeNanos()).isEqualTo(nanos(100));
        assertThat(faults.get(0).healedNanos()).isEqualTo(nanos(200));
        assertThat(faults.get(1).effects()).containsExactly(FaultEffect.STARVES_MEMBERS);
        assertThat(faults.get(1).members()).containsExactly(2);
        assertThat(FaultScope.of("mine", "some").effects()).isEmpty();
    }

    @Test
    void faults_are_numbered_in_their_family_unless_their_step_is_given() {
        builder.fault(FaultScope.of("kill", "leader").members(1), 100, 200)
                .fault(FaultScope.of("pause", "leader").members(1), 300, 400)
                .fault(FaultScope.of("kill", "random").members(2), 500, 550, 600)
                .fault(FaultScope.of("kill", "random").planned("last", "any").members(3), 700, 800);

        List<FaultWindow> faults = builder.history().faults();
        assertThat(faults)
                .extracting(FaultWindow::fault)
                .containsExactly("kill-1#0", "pause-1#0", "kill-2#0", "last#0");
        assertThat(faults).extracting(FaultWindow::target).containsExactly("role", "role", "role", "any");
        assertThat(faults.get(2).activeNanos()).isEqualTo(nanos(550));
        assertThat(builder.events()).hasSize(20).first().isInstanceOf(Event.FaultInjecting.class);
    }

    @Test
    void audit_events_are_those_that_the_check_reads() {
        builder.clients(1);
        for (int member = 1; member <= 3; member++) {
            builder.memberAudited(member, 0x50, 1, 900)
                    .znodeAudited(member, "/a", stat(0x5, 0), member == 3 ? "other" : "data", "acl", 900)
                    .writeAudited(member, null, 910);
        }
        builder.sessionsAudited(List.of(session(1)), 920).markersAudited(1, List.of("/markers/1"), 930);

        assertThat(kinds(builder.ended(1_000).checkNamed("audit"))).contains("lost-write!", "tree-differs!");
    }

    @Test
    void header_says_what_was_given() {
        History history = builder.settings(null).families("kill", "pause").history();

        assertThat(history.header().scenario()).isEqualTo("lock");
        assertThat(history.header().settings()).isNull();
        assertThat(history.header().families()).containsExactly("kill", "pause");
    }

    @Test
    void history_does_not_change_with_the_builder() {
        History before = builder.clients(1).history();
        builder.ended(100);

        assertThat(before.events(Event.class)).hasSize(2);
        assertThat(builder.history().events(Event.class)).hasSize(3);
    }

    @Test
    void parameters_are_names_and_values() {
        assertThat(spec("leases", "leases=3", "note=a=b").parameters()).isEqualTo(Map.of("leases", "3", "note", "a=b"));
        assertThatThrownBy(() -> spec("leases", "leases"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected name=value, found \"leases\"");
    }
}
