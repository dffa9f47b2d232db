package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;

class AuditorTest {
    private static final Duration WRITE_TIME = Duration.ofMillis(300);

    private final Recorded recorded = new Recorded();
    private final Map<String, FakeTree> members = new TreeMap<>();

    private FakeTree member(int number) {
        return members.computeIfAbsent("member-" + number, address -> new FakeTree());
    }

    private Auditor auditor(int maxZnodes) {
        List<Auditor.Subject> subjects = members.keySet().stream()
                .map(address -> new Auditor.Subject(
                        Integer.parseInt(address.substring("member-".length())), address, () -> "it follows"))
                .toList();
        return Auditor.of(
                subjects,
                (address, watcher) -> members.get(address.split(",", -1)[0]).open(address, watcher),
                () -> Optional.of("SessionTracker dump:\n0x1a\n0x2b\nephemeral nodes dump:\n0x3c:"),
                WRITE_TIME,
                maxZnodes,
                recorded.journal);
    }

    private void audit(int maxZnodes, String... acknowledged) throws InterruptedException {
        auditor(maxZnodes).audit(List.of(acknowledged));
    }

    private Event.WriteAudited onlyWrite() {
        assertThat(recorded.of(Event.WriteAudited.class)).hasSize(1);
        return recorded.of(Event.WriteAudited.class).get(0);
    }

    @Test
    void audit_of_two_members_records_their_trees_sessions_and_writes() throws InterruptedException {
        member(1).with("/a/b");
        member(2).with("/a/b");
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::member, Event.MemberAudited::zxid, Event.MemberAudited::znodes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 3L, 3), org.assertj.core.groups.Tuple.tuple(2, 3L, 3));
        assertThat(recorded.of(Event.ZnodeAudited.class))
                .extracting(e -> e.member() + " " + e.path())
                .containsExactly("1 /", "1 /a", "1 /a/b", "2 /", "2 /a", "2 /a/b");
        assertThat(recorded.of(Event.SessionsAudited.class))
                .extracting(Event.SessionsAudited::sessions)
                .containsExactly(List.of(0x1aL, 0x2bL));
        assertThat(recorded.of(Event.WriteAudited.class))
                .extracting(Event.WriteAudited::problem)
                .containsExactly(null, null);
        assertThat(recorded.of(Event.LimitReached.class)).isEmpty();
        assertThat(member(1).has("/stampede-audit-1")).isFalse();
    }

    @Test
    void audit_write_whose_connection_was_lost_once_is_retried() throws InterruptedException {
        member(1).refusing("create", Code.CONNECTIONLOSS);
        audit(100);

        assertThat(onlyWrite().problem()).isNull();
    }

    @Test
    void audit_write_with_lost_answers_is_proven_by_its_effect() throws InterruptedException {
        member(1).losingTheAnswerOf("create", Code.CONNECTIONLOSS).losingTheAnswerOf("delete", Code.CONNECTIONLOSS);
        audit(100);

        assertThat(onlyWrite().problem()).isNull();
        assertThat(member(1).has("/stampede-audit-1")).isFalse();
    }

    @Test
    void audit_write_in_an_expired_session_is_retried_in_a_new_one() throws InterruptedException {
        member(1).refusing("create", Code.SESSIONEXPIRED);
        audit(100);

        assertThat(onlyWrite().problem()).isNull();
        assertThat(member(1).opened()).isEqualTo(2);
    }

    @Test
    void audit_write_that_the_member_refuses_is_a_problem_immediately() throws InterruptedException {
        member(1).refusing("create", Code.INVALIDACL);
        audit(100);

        assertThat(onlyWrite().problem()).isEqualTo("KeeperErrorCode = InvalidACL for /stampede-audit-1");
    }

    @Test
    void audit_write_that_gets_no_answer_within_its_time_is_a_problem() throws InterruptedException {
        Code[] always = new Code[100];
        java.util.Arrays.fill(always, Code.CONNECTIONLOSS);
        member(1).refusing("create", always);
        long began = System.nanoTime();
        audit(100);

        assertThat(onlyWrite().problem()).isEqualTo("KeeperErrorCode = ConnectionLoss for /stampede-audit-1");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(WRITE_TIME.toNanos());
    }

    @Test
    void audit_of_a_tree_beyond_the_limit_is_incomplete_and_reads_the_same_part_of_all_members()
            throws InterruptedException {
        for (int m = 1; m <= 2; m++) {
            member(m).with("/z").with("/a/deep").with("/b").with(DurabilityProbe.FOLDER + "/000001");
        }
        member(2).listingBackwards();
        audit(4, DurabilityProbe.FOLDER + "/000001");

        assertThat(recorded.of(Event.ZnodeAudited.class))
                .extracting(e -> e.member() + " " + e.path())
                .containsExactly(
                        "1 /",
                        "1 /a",
                        "1 /stampede-markers",
                        "1 /stampede-markers/000001",
                        "2 /",
                        "2 /a",
                        "2 /stampede-markers",
                        "2 /stampede-markers/000001");
        assertThat(recorded.of(Event.LimitReached.class))
                .extracting(Event.LimitReached::text)
                .containsExactly(
                        "more than 4 znodes in the tree at member 1", "more than 4 znodes in the tree at member 2");
        assertThat(recorded.of(Event.MarkersAudited.class))
                .extracting(Event.MarkersAudited::missing)
                .containsExactly(List.of());
    }

    @Test
    void audit_of_a_tree_at_the_limit_is_complete() throws InterruptedException {
        member(1).with("/a").with(DurabilityProbe.FOLDER + "/000001");
        audit(4);

        assertThat(recorded.of(Event.LimitReached.class)).isEmpty();
        assertThat(recorded.of(Event.ZnodeAudited.class)).hasSize(4);
    }

    @Test
    void audit_names_acknowledged_znodes_that_one_member_lacks() throws InterruptedException {
        member(1).with(DurabilityProbe.FOLDER + "/000001");
        member(2);
        audit(100, DurabilityProbe.FOLDER + "/000001");

        Event.MarkersAudited probes = recorded.of(Event.MarkersAudited.class).get(0);
        assertThat(probes.acknowledged()).isEqualTo(1);
        assertThat(probes.missing()).containsExactly(DurabilityProbe.FOLDER + "/000001");
    }

    @Test
    void audit_reads_a_tree_again_that_changed_while_it_was_read() throws InterruptedException {
        FakeTree tree = member(1).with("/a");
        tree.before("getACL", () -> tree.with("/b"));
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class).get(0).zxid()).isEqualTo(3);
        assertThat(recorded.of(Event.ZnodeAudited.class))
                .extracting(Event.ZnodeAudited::path)
                .containsExactly("/", "/a", "/b");
    }

    @Test
    void audit_of_a_tree_that_changes_during_each_read_is_recorded_as_torn() throws InterruptedException {
        FakeTree tree = member(1).with("/a");
        Runnable[] changes = new Runnable[1000];
        Arrays.setAll(changes, i -> () -> tree.with("/a/" + i));
        tree.before("getACL", changes);
        audit(2);

        assertThat(recorded.of(Event.MemberAudited.class).get(0).problem()).isNull();
        assertThat(recorded.of(Event.LimitReached.class))
                .extracting(Event.LimitReached::text)
                .contains("the tree changed during each of 20 reads at member 1");
    }

    @Test
    void audit_reads_a_tree_again_after_the_connection_was_lost() throws InterruptedException {
        member(1).with("/a").refusing("getData", Code.CONNECTIONLOSS);
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::problem)
                .containsExactly((String) null);
    }

    @Test
    void audit_waits_for_a_member_that_is_reached_late() throws InterruptedException {
        member(1).refusingOpens(2);
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::problem)
                .containsExactly((String) null);
    }

    @Test
    void audit_reads_a_tree_again_in_a_new_session_after_its_session_expired() throws InterruptedException {
        member(1).with("/a").refusing("getData", Code.SESSIONEXPIRED);
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::problem)
                .containsExactly((String) null);
        assertThat(member(1).opened()).isEqualTo(2);
    }

    @Test
    void audit_of_a_tree_that_can_never_be_read_is_a_problem() throws InterruptedException {
        Code[] always = new Code[100];
        java.util.Arrays.fill(always, Code.CONNECTIONLOSS);
        member(1).refusing("getData", always);
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::problem)
                .containsExactly(
                        "its tree could not be read: org.apache.zookeeper.KeeperException$ConnectionLossException:"
                                + " KeeperErrorCode = ConnectionLoss for /stampede-markers");
        assertThat(recorded.of(Event.WriteAudited.class)).isEmpty();
    }

    @Test
    void audit_of_an_unreachable_member_records_its_status() throws InterruptedException {
        member(1).refusingOpens(1_000);
        audit(100);

        assertThat(recorded.of(Event.MemberAudited.class))
                .extracting(Event.MemberAudited::problem)
                .containsExactly("no session at member-1; its status: it follows");
        assertThat(recorded.of(Event.WriteAudited.class)).isEmpty();
    }

    @Test
    void await_sessions_end_returns_when_the_last_ephemeral_is_gone() throws InterruptedException {
        FakeTree tree = member(1);
        tree.ephemeral("/locks/1", 0x1a);
        tree.before("getChildren", () -> {}, () -> {}, () -> {}, () -> {}, () -> tree.remove("/locks/1"));
        auditor(100).awaitSessionsEnd(Duration.ofSeconds(30));

        assertThat(tree.has("/locks/1")).isFalse();
    }

    @Test
    void await_sessions_end_returns_when_its_time_is_over() throws InterruptedException {
        member(1).ephemeral("/locks/1", 0x1a);
        long began = System.nanoTime();
        auditor(100).awaitSessionsEnd(Duration.ofMillis(200));

        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
    }
}
