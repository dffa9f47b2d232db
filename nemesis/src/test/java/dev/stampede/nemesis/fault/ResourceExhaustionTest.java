package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.fault.process.KillFault;
import dev.stampede.nemesis.fault.resource.ResourceFault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResourceExhaustionTest {
    private final FaultFixture fixture = new FaultFixture();
    private final FakeMember member = fixture.ensemble.fake(2);

    @AfterEach
    void close() {
        fixture.close();
    }

    private Fault exhaust(FaultType shape, String name) {
        return fixture.make(shape, ResolvedTarget.members(List.of(2)), name);
    }

    @Test
    void exhaustion_that_is_observed_is_active_and_is_healed_by_restoring_the_resource() throws InterruptedException {
        Fault fault = exhaust(ResourceFault.CPU_THROTTLE, "a");

        fault.inject();
        assertThat(member.resources.missing).containsExactly(MemberResource.PROCESSOR);
        assertThat(fault.verifyActive().isProven()).isTrue();

        fault.heal();
        assertThat(member.resources.missing).isEmpty();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void exhaustion_without_an_effect_is_not_active() throws InterruptedException {
        member.resources.unnoticed = true;
        Fault fault = exhaust(ResourceFault.MEMORY_LIMIT, "a");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(Proof.State.NOT_YET);
    }

    @Test
    void member_that_exited_is_restarted_by_the_heal() throws InterruptedException {
        member.resources.deadly = true;
        Fault fault = exhaust(ResourceFault.DISK_FULL, "a");
        fault.inject();
        assertThat(member.alive).isFalse();

        fault.heal();

        assertThat(member.alive).isTrue();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void member_that_exits_only_after_the_heal_is_restarted_by_the_next_check() throws InterruptedException {
        Fault fault = exhaust(ResourceFault.DISK_FULL, "a");
        fault.inject();
        fault.heal();
        member.alive = false;

        assertThat(fault.verifyHealed().isProven()).isTrue();
        assertThat(member.alive).isTrue();
    }

    @Test
    void heal_without_effect_is_not_proven() throws InterruptedException {
        Fault fault = exhaust(ResourceFault.DISK_READ_ONLY, "a");
        fault.inject();
        member.resources.stingy = true;
        fault.heal();

        assertThat(fault.verifyHealed().state()).isEqualTo(Proof.State.NOT_YET);
    }

    @Test
    void resource_that_two_faults_exhaust_is_restored_when_both_are_healed() throws InterruptedException {
        Fault one = exhaust(ResourceFault.CPU_THROTTLE, "a");
        Fault two = exhaust(ResourceFault.CPU_THROTTLE, "b");
        one.inject();
        two.inject();

        one.heal();
        assertThat(member.resources.missing).containsExactly(MemberResource.PROCESSOR);
        assertThat(one.verifyHealed().state()).isEqualTo(Proof.State.BLOCKED);

        two.heal();
        assertThat(member.resources.missing).isEmpty();
    }

    @Test
    void member_that_another_fault_killed_is_not_restarted() throws InterruptedException {
        Fault exhaustion = exhaust(ResourceFault.MEMORY_LIMIT, "a");
        Fault kill = fixture.make(KillFault.RANDOM, ResolvedTarget.members(List.of(2)), "b");
        exhaustion.inject();
        kill.inject();

        exhaustion.heal();
        assertThat(member.alive).isFalse();
        assertThat(exhaustion.verifyHealed().state()).isEqualTo(Proof.State.BLOCKED);

        kill.heal();
        assertThat(exhaustion.verifyHealed().isProven()).isTrue();
    }

    @Test
    void exhausted_member_is_disturbed_and_not_eligible_as_target() throws InterruptedException {
        exhaust(ResourceFault.CPU_THROTTLE, "a").inject();

        assertThat(fixture.holdings.disturbed(2)).isTrue();
        assertThat(fixture.holdings.disturbed(1)).isFalse();
    }

    @Test
    void resource_of_a_member_that_is_down_cannot_be_exhausted() {
        member.alive = false;

        assertThatThrownBy(() -> exhaust(ResourceFault.CPU_THROTTLE, "a").inject())
                .isInstanceOf(FaultImpossibleException.class)
                .hasMessageContaining("member 2 to run");
    }
}
