package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.MemberResource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResourceExhaustionTest {
    private final FaultFixture bench = new FaultFixture();
    private final FakeMember member = bench.ensemble.fake(2);

    @AfterEach
    void close() {
        bench.close();
    }

    private Fault starve(FaultShape shape, String name) {
        return bench.make(shape, ResolvedTarget.members(List.of(2)), name);
    }

    @Test
    void starvation_that_is_missed_bites_and_is_healed_by_giving_it_back() throws InterruptedException {
        Fault fault = starve(FaultShape.CPU_THROTTLE, "a");

        fault.inject();
        assertThat(member.resources.missing).containsExactly(MemberResource.PROCESSOR);
        assertThat(fault.bite().holds()).isTrue();

        fault.heal();
        assertThat(member.resources.missing).isEmpty();
        assertThat(fault.cure().holds()).isTrue();
    }

    @Test
    void starvation_that_nobody_notices_has_not_bitten() throws InterruptedException {
        member.resources.unnoticed = true;
        Fault fault = starve(FaultShape.MEMORY_LIMIT, "a");

        fault.inject();

        assertThat(fault.bite().state()).isEqualTo(Proof.State.OPEN);
    }

    @Test
    void member_that_ended_of_it_is_started_again_by_the_heal() throws InterruptedException {
        member.resources.deadly = true;
        Fault fault = starve(FaultShape.DISK_FULL, "a");
        fault.inject();
        assertThat(member.alive).isFalse();

        fault.heal();

        assertThat(member.alive).isTrue();
        assertThat(fault.cure().holds()).isTrue();
    }

    @Test
    void member_that_ends_of_it_only_after_the_heal_is_started_again_by_the_next_look() throws InterruptedException {
        Fault fault = starve(FaultShape.DISK_FULL, "a");
        fault.inject();
        fault.heal();
        member.alive = false;

        assertThat(fault.cure().holds()).isTrue();
        assertThat(member.alive).isTrue();
    }

    @Test
    void heal_without_effect_is_not_proven() throws InterruptedException {
        Fault fault = starve(FaultShape.DISK_READ_ONLY, "a");
        fault.inject();
        member.resources.stingy = true;
        fault.heal();

        assertThat(fault.cure().state()).isEqualTo(Proof.State.OPEN);
    }

    @Test
    void what_two_faults_take_is_given_back_when_both_are_healed() throws InterruptedException {
        Fault one = starve(FaultShape.CPU_THROTTLE, "a");
        Fault two = starve(FaultShape.CPU_THROTTLE, "b");
        one.inject();
        two.inject();

        one.heal();
        assertThat(member.resources.missing).containsExactly(MemberResource.PROCESSOR);
        assertThat(one.cure().state()).isEqualTo(Proof.State.BLOCKED);

        two.heal();
        assertThat(member.resources.missing).isEmpty();
    }

    @Test
    void member_that_is_killed_by_another_fault_is_left_to_it() throws InterruptedException {
        Fault starvation = starve(FaultShape.MEMORY_LIMIT, "a");
        Fault kill = bench.make(FaultShape.KILL_RANDOM, ResolvedTarget.members(List.of(2)), "b");
        starvation.inject();
        kill.inject();

        starvation.heal();
        assertThat(member.alive).isFalse();
        assertThat(starvation.cure().state()).isEqualTo(Proof.State.BLOCKED);

        kill.heal();
        assertThat(starvation.cure().holds()).isTrue();
    }

    @Test
    void starved_member_is_disturbed_so_that_no_role_falls_on_it() throws InterruptedException {
        starve(FaultShape.CPU_THROTTLE, "a").inject();

        assertThat(bench.ledger.disturbed(2)).isTrue();
        assertThat(bench.ledger.disturbed(1)).isFalse();
    }

    @Test
    void member_that_is_down_cannot_be_starved() {
        member.alive = false;

        assertThatThrownBy(() -> starve(FaultShape.CPU_THROTTLE, "a").inject())
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("member 2 to run");
    }
}
