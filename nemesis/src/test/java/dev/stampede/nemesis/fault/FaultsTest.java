package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.fault.Proof.State;
import dev.stampede.nemesis.fault.network.PartitionFault;
import dev.stampede.nemesis.fault.network.PartitionLinks;
import dev.stampede.nemesis.fault.process.KillFault;
import dev.stampede.nemesis.fault.process.PauseFault;
import dev.stampede.nemesis.fault.process.WorkerFault;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that each fault becomes active and is healed, that no proof succeeds without an effect, and that overlapping
 * faults do not heal each other.
 */
final class FaultsTest {
    private final FaultFixture fixture = new FaultFixture();
    private static final List<Integer> ALL = List.of(1, 2, 3);

    @AfterEach
    void close() {
        fixture.close();
    }

    private Fault isolate(int member, String name) {
        return fixture.make(
                PartitionFault.RANDOM,
                new ResolvedTarget(List.of(member), List.of(), PartitionLinks.isolate(member, ALL)),
                name);
    }

    private Fault kill(int member, String name) {
        return fixture.make(KillFault.RANDOM, ResolvedTarget.members(List.of(member)), name);
    }

    private Fault pause(int member, String name) {
        return fixture.make(PauseFault.RANDOM, ResolvedTarget.members(List.of(member)), name);
    }

    @Test
    void partition_that_is_injected_becomes_active_and_is_healed() throws Exception {
        Fault fault = isolate(1, "p-1#1");

        fault.inject();
        assertThat(fault.verifyActive().isProven()).isTrue();
        assertThat(fault.verifyActive().evidence()).contains("4 of 4 links were open before and are silent now");
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
        assertThat(fixture.ensemble.links.cuts).isEmpty();
    }

    @Test
    void partition_whose_cut_drops_nothing_is_not_proven() throws Exception {
        fixture.ensemble.links.leaky = true;
        Fault fault = isolate(1, "p-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
        assertThat(fault.verifyActive().evidence()).contains("still open after the cut: 1->2");
    }

    @Test
    void partition_of_a_member_that_was_silent_before_is_not_proven() throws Exception {
        fixture.ensemble.fake(1).alive = false;
        Fault fault = isolate(1, "p-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
        assertThat(fault.verifyActive().evidence()).contains("0 of them were open before it");
    }

    @Test
    void partition_that_cannot_be_cut_leaves_nothing_to_heal() throws Exception {
        fixture.ensemble.links.brokenCut = true;
        Fault fault = isolate(1, "p-1#1");

        assertThatThrownBy(fault::inject).hasMessage("the proxies do not answer");

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
        assertThat(fixture.holdings.held()).isEmpty();
    }

    @Test
    void two_partitions_of_one_link_stay_cut_until_both_are_healed() throws Exception {
        Fault one = isolate(1, "p-1#1");
        Fault two = isolate(2, "p-2#1");
        one.inject();
        two.inject();

        one.heal();
        assertThat(one.verifyHealed().state()).isEqualTo(State.BLOCKED);
        assertThat(one.verifyHealed().evidence()).contains("p-2#1");
        assertThat(two.verifyActive().isProven()).isTrue();

        two.heal();
        assertThat(one.verifyHealed().isProven()).isTrue();
        assertThat(two.verifyHealed().isProven()).isTrue();
    }

    @Test
    void partition_healed_while_its_member_is_down_waits_for_the_restart() throws Exception {
        Fault partition = isolate(1, "p-1#1");
        Fault kill = kill(1, "k-1#1");
        partition.inject();
        kill.inject();

        partition.heal();
        assertThat(partition.verifyHealed().state()).isEqualTo(State.BLOCKED);

        kill.heal();
        assertThat(partition.verifyHealed().isProven()).isTrue();
    }

    @Test
    void kill_that_is_injected_becomes_active_and_is_healed_by_a_restart() throws Exception {
        Fault fault = kill(2, "k-1#1");

        fault.inject();
        assertThat(fault.verifyActive().evidence())
                .contains("the process of member 2 is gone")
                .contains("DOWN");
        assertThat(fault.verifyActive().isProven()).isTrue();

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
        assertThat(fixture.ensemble.fake(2).restarts).isOne();
    }

    @Test
    void kill_that_the_process_survives_is_not_proven() throws Exception {
        fixture.ensemble.fake(2).deaf = true;
        Fault fault = kill(2, "k-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
        assertThat(fault.verifyActive().evidence()).contains("still alive after SIGKILL: [member 2]");
    }

    @Test
    void two_kills_of_one_member_restart_it_once_when_both_are_healed() throws Exception {
        Fault one = kill(2, "k-1#1");
        Fault two = kill(2, "k-2#1");
        one.inject();
        two.inject();

        one.heal();
        assertThat(fixture.ensemble.fake(2).alive).isFalse();
        assertThat(one.verifyHealed().state()).isEqualTo(State.BLOCKED);

        two.heal();
        assertThat(fixture.ensemble.fake(2).restarts).isOne();
        assertThat(one.verifyHealed().isProven()).isTrue();
    }

    @Test
    void restart_that_fails_can_be_retried() throws Exception {
        fixture.ensemble.fake(2).failingRestarts = 1;
        Fault fault = kill(2, "k-1#1");
        fault.inject();

        assertThatThrownBy(fault::heal).hasMessage("the port is taken");
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void pause_that_is_injected_becomes_active_and_is_healed() throws Exception {
        Fault fault = pause(3, "s-1#1");

        fault.inject();
        assertThat(fault.verifyActive().isProven()).isTrue();
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void pause_without_effect_is_not_proven() throws Exception {
        fixture.ensemble.fake(3).deaf = true;
        Fault fault = pause(3, "s-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void pause_of_a_member_that_is_down_is_refused_with_the_fault_that_killed_it() throws Exception {
        kill(3, "k-1#1").inject();

        assertThatThrownBy(pause(3, "s-1#1")::inject)
                .hasMessage("expected member 3 to run, so that it can be paused; it is down, killed by [k-1#1]");
    }

    @Test
    void two_pauses_of_one_member_end_when_both_are_healed() throws Exception {
        Fault one = pause(3, "s-1#1");
        Fault two = pause(3, "s-2#1");
        one.inject();
        two.inject();

        two.heal();
        assertThat(fixture.ensemble.fake(3).paused).isTrue();
        assertThat(two.verifyHealed().state()).isEqualTo(State.BLOCKED);

        one.heal();
        assertThat(fixture.ensemble.fake(3).paused).isFalse();
        assertThat(two.verifyHealed().isProven()).isTrue();
    }

    @Test
    void kill_of_a_paused_member_ends_the_pause_and_the_heal_of_the_pause_does_nothing() throws Exception {
        Fault pause = pause(3, "s-1#1");
        Fault kill = kill(3, "k-1#1");
        pause.inject();
        kill.inject();

        pause.heal();
        assertThat(pause.verifyHealed().evidence()).contains("gone, killed by [k-1#1]");
        assertThat(fixture.ensemble.fake(3).resumes).isZero();

        kill.heal();
        assertThat(kill.verifyHealed().isProven()).isTrue();
        assertThat(fixture.ensemble.fake(3).alive).isTrue();
    }

    @Test
    void pause_of_a_member_that_was_restarted_is_healed_without_a_signal() throws Exception {
        Fault pause = pause(3, "s-1#1");
        Fault kill = kill(3, "k-1#1");
        pause.inject();
        kill.inject();
        kill.heal();

        pause.heal();

        assertThat(fixture.ensemble.fake(3).resumes).isZero();
        assertThat(pause.verifyHealed().isProven()).isTrue();
    }

    @Test
    void partition_is_not_proven_after_its_heal() throws Exception {
        Fault fault = isolate(1, "p-1#1");
        fault.inject();
        fault.heal();

        assertThat(fault.verifyTookEffect().state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void killed_worker_ends_and_is_restarted_as_another_process() throws Exception {
        fixture.clients.get(0).process = OptionalLong.of(70);
        Fault fault = fixture.make(WorkerFault.KILL, ResolvedTarget.clients(List.of(0)), "ck-1#1");

        fault.inject();
        assertThat(fault.verifyActive().evidence()).isEqualTo("the worker process 70, with the clients [0], is gone");
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyHealed().evidence()).contains("run in the worker process 1070 instead of 70");
    }

    @Test
    void worker_kill_that_the_process_survives_is_not_proven() throws Exception {
        fixture.clients.get(0).process = OptionalLong.of(70);
        fixture.processes.deaf = true;
        Fault fault = fixture.make(WorkerFault.KILL, ResolvedTarget.clients(List.of(0)), "ck-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void paused_worker_is_stopped_and_resumed() throws Exception {
        fixture.clients.get(0).process = OptionalLong.of(70);
        Fault fault = fixture.make(WorkerFault.PAUSE, ResolvedTarget.clients(List.of(0)), "cp-1#1");

        fault.inject();
        assertThat(fault.verifyActive().isProven()).isTrue();
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void client_in_the_harness_cannot_be_killed_and_the_message_has_the_remedy() {
        assertThatThrownBy(() -> fixture.make(WorkerFault.KILL, ResolvedTarget.clients(List.of(0)), "ck-1#1"))
                .hasMessageContaining("client 0")
                .hasMessageContaining("--client-jvms");
    }
}
