package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.fault.Proof.State;
import dev.stampede.nemesis.fault.network.PartitionLinks;
import dev.stampede.nemesis.fault.session.SessionExpiryFault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that faults that end a session, or pretend to, become active and are healed, and that no proof succeeds without
 * an effect.
 */
final class SessionFaultsTest {
    private static final List<Integer> ALL = List.of(1, 2, 3);

    private final FaultFixture fixture = new FaultFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void session_close_is_active_when_a_server_refuses_the_session() throws Exception {
        Fault fault = fixture.make(SessionExpiryFault.CLOSE, ResolvedTarget.clients(List.of(1)), "e-1#1");

        fault.inject();
        assertThat(fault.verifyActive().evidence())
                .isEqualTo("session 0x101 of client 1: closed at direct-2; refused")
                .as("a member that the client is not connected to");
        assertThat(fault.verifyActive().isProven()).isTrue();

        fault.heal();
        assertThat(fault.verifyHealed().state()).isEqualTo(State.NOT_YET);
        fixture.clients.get(1).session = 0x999;
        assertThat(fault.verifyHealed().evidence()).isEqualTo("client 1 has the session 0x999 now instead of 0x101");
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void session_close_without_effect_is_not_proven() throws Exception {
        fixture.endsSessions = false;
        Fault fault = fixture.make(SessionExpiryFault.CLOSE, ResolvedTarget.clients(List.of(1)), "e-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void expiry_of_a_client_without_a_session_is_refused() {
        fixture.clients.get(1).session = 0;

        assertThatThrownBy(fixture.make(SessionExpiryFault.CLOSE, ResolvedTarget.clients(List.of(1)), "e-1#1")::inject)
                .hasMessage("expected client 1 to have a session; it has none");
    }

    @Test
    void session_cut_is_active_only_when_the_leader_has_expired_the_session() throws Exception {
        ResolvedTarget target = new ResolvedTarget(List.of(), List.of(2), PartitionLinks.client(2, ALL));
        fixture.dump = "SessionTracker dump:\nGlobal Sessions(1):\n0x102\t3000ms\n";
        Fault fault = fixture.make(SessionExpiryFault.CUT, target, "e-1#1");

        fault.inject();
        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
        assertThat(fault.verifyActive().evidence()).contains("still has the session 0x102 of client 2");

        fixture.dump = "SessionTracker dump:\nGlobal Sessions(1):\n0x1021\t3000ms\n";
        assertThat(fault.verifyActive().isProven()).isTrue();
        assertThat(fault.verifyActive().evidence())
                .startsWith("member 1, which leads, no longer has the session 0x102");
    }

    @Test
    void session_cut_took_effect_if_the_session_has_expired_by_the_heal() throws Exception {
        ResolvedTarget target = new ResolvedTarget(List.of(), List.of(2), PartitionLinks.client(2, ALL));
        fixture.dump = "SessionTracker dump:\nGlobal Sessions(1):\n0x102\t3000ms\n";
        Fault fault = fixture.make(SessionExpiryFault.CUT, target, "e-1#1");
        fault.inject();
        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        assertThat(fault.verifyTookEffect().state()).isEqualTo(State.NOT_YET);
        fixture.dump = "SessionTracker dump:\nGlobal Sessions(0):\n";
        assertThat(fault.verifyTookEffect().isProven()).isTrue();
    }

    @Test
    void session_cut_whose_links_were_never_silent_does_not_count_as_the_cause_of_an_expiry() throws Exception {
        fixture.ensemble.links.leaky = true;
        ResolvedTarget target = new ResolvedTarget(List.of(), List.of(2), PartitionLinks.client(2, ALL));
        Fault fault = fixture.make(SessionExpiryFault.CUT, target, "e-1#1");
        fault.inject();
        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);

        fault.heal();

        assertThat(fault.verifyTookEffect().state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void session_close_whose_effect_is_delayed_is_proven_after_the_heal() throws Exception {
        fixture.endsSessions = false;
        Fault fault = fixture.make(SessionExpiryFault.CLOSE, ResolvedTarget.clients(List.of(1)), "e-1#1");
        fault.inject();
        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);

        fault.heal();
        fixture.endsSessions = true;

        assertThat(fault.verifyTookEffect().isProven()).isTrue();
    }

    @Test
    void session_cut_is_not_proven_while_the_leader_does_not_answer() throws Exception {
        ResolvedTarget target = new ResolvedTarget(List.of(), List.of(2), PartitionLinks.client(2, ALL));
        fixture.dump = "dump is not executed because it is not in the whitelist.";
        Fault fault = fixture.make(SessionExpiryFault.CUT, target, "e-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
        assertThat(fault.verifyActive().evidence()).contains("4lw.commands.whitelist");
    }

    @Test
    void faked_expiry_is_active_when_the_client_abandons_its_session() throws Exception {
        Fault fault = fixture.make(SessionExpiryFault.FAKED, ResolvedTarget.clients(List.of(0)), "e-1#1");
        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);

        fault.inject();

        assertThat(fault.verifyActive().evidence()).contains("the server keeps it (faked)");
        assertThat(fault.verifyActive().isProven()).isTrue();
        assertThat(fault.verifyHealed().isProven()).isTrue();
    }

    @Test
    void faked_expiry_that_the_client_ignores_is_not_proven() throws Exception {
        fixture.clients.get(0).stubborn = true;
        Fault fault = fixture.make(SessionExpiryFault.FAKED, ResolvedTarget.clients(List.of(0)), "e-1#1");

        fault.inject();

        assertThat(fault.verifyActive().state()).isEqualTo(State.NOT_YET);
    }
}
