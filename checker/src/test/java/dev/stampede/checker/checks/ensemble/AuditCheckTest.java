package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AuditCheckTest {
    private static final ZnodeStat STAT = new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0x1, 3, 0);

    private static List<Event> whole() {
        List<Event> events = new ArrayList<>();
        for (int m = 1; m <= 3; m++) {
            events.add(new Event.MemberAudited(m, 9, 2, null, seconds(20)));
            events.add(znode(m, "/a", STAT));
            events.add(new Event.ZnodeAudited(m, "/zookeeper/config", mtime(m), "cfg", "acl", seconds(20)));
            events.add(new Event.WriteAudited(m, null, seconds(21)));
        }
        events.add(new Event.SessionsAudited(List.of(0x1L), seconds(20)));
        events.add(new Event.MarkersAudited(100, List.of(), seconds(20)));
        return events;
    }

    private static Event.ZnodeAudited znode(int member, String path, ZnodeStat stat) {
        return new Event.ZnodeAudited(member, path, stat, "data", "acl", seconds(20));
    }

    private static ZnodeStat mtime(long mtime) {
        return new ZnodeStat(0, 0, 0, mtime, 0, 0, 0, 0, 0, 0);
    }

    private static CheckResult check(UnaryOperator<Event> change) {
        List<Event> events = whole().stream().map(change).toList();
        return new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());
    }

    private static UnaryOperator<Event> onMember3(String path, Event instead) {
        return e ->
                e instanceof Event.ZnodeAudited z && z.member() == 3 && z.path().equals(path) ? instead : e;
    }

    private static void assertViolation(CheckResult result, String kind, String headline) {
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies().get(0).kind()).isEqualTo(kind);
        assertThat(result.anomalies().get(0).headline()).isEqualTo(headline);
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_a_whole_ensemble_is_valid_and_the_mtime_of_the_configuration_is_not_compared() {
        CheckResult result = check(e -> e);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).isEqualTo("2 znodes");
        assertThat(result.coverage()).isEqualTo(Coverage.of("members", 3));
    }

    @Test
    void check_no_audit_is_inconclusive() {
        CheckResult result = new AuditCheck().check(Histories.of(), Histories.plenty());

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("the history contains no audit: the run ended before it");
    }

    @Test
    void check_a_znode_that_one_member_lacks_is_a_violation() {
        CheckResult result = check(onMember3("/a", new Event.Note(Event.Severity.QUIET, "", 0)));

        assertViolation(result, "tree-differs", "member 3 lacks /a, which member 1 has at the same zxid 0x9");
        assertThat(result.anomalies().get(0).promise()).isEqualTo(ZooKeeperCitations.REGARDLESS_OF_THE_SERVER);
    }

    @Test
    void check_any_field_that_differs_is_a_violation() {
        assertViolation(
                check(onMember3("/a", znode(3, "/a", new ZnodeStat(5, 7, 5, 1001, 2, 0, 0, 0x1, 3, 0)))),
                "tree-differs",
                "members 1 and 3 differ in /a (mzxid 0x6 and 0x7, mtime 1000 and 1001, version 1 and 2) at the same"
                        + " zxid 0x9");
        assertViolation(
                check(onMember3("/a", znode(3, "/a", new ZnodeStat(4, 6, 6, 1000, 1, 1, 1, 0, 4, 1)))),
                "tree-differs",
                "members 1 and 3 differ in /a (czxid 0x5 and 0x4, pzxid 0x5 and 0x6, cversion 0 and 1, aversion 0 and"
                        + " 1, ephemeralOwner 0x1 and 0x0, dataLength 3 and 4, numChildren 0 and 1) at the same zxid"
                        + " 0x9");
        assertViolation(
                check(onMember3("/a", new Event.ZnodeAudited(3, "/a", STAT, "other", "none", seconds(20)))),
                "tree-differs",
                "members 1 and 3 differ in /a (data data and other, acl acl and none) at the same zxid 0x9");
    }

    @Test
    void check_an_ephemeral_of_a_dead_session_is_a_violation() {
        assertViolation(
                check(e ->
                        e instanceof Event.SessionsAudited s ? new Event.SessionsAudited(List.of(), s.atNanos()) : e),
                "orphan-ephemeral",
                "member 1 still has /a, whose owner, session 0x1, is no longer alive");
    }

    @Test
    void check_a_member_that_cannot_be_read_is_not_judged() {
        assertNotJudged(
                check(e -> e instanceof Event.MemberAudited m && m.member() == 2
                        ? new Event.MemberAudited(2, 0, 0, "connection refused for 30 s", m.atNanos())
                        : e),
                "it could not be read",
                "the audit is not complete: member 2 could not be read: connection refused for 30 s");
    }

    @Test
    void check_a_member_through_which_a_write_fails_is_not_judged() {
        assertNotJudged(
                check(e -> e instanceof Event.WriteAudited w && w.member() == 2
                        ? new Event.WriteAudited(2, "timed out", w.atNanos())
                        : e),
                "a write through it failed",
                "the audit is not complete: a write through member 2 failed: timed out");
    }

    @Test
    void check_a_violation_on_other_members_counts_although_one_member_cannot_be_read() {
        CheckResult result = check(e -> {
            if (e instanceof Event.MemberAudited m && m.member() == 2) {
                return new Event.MemberAudited(2, 0, 0, "connection refused for 30 s", m.atNanos());
            }
            return e instanceof Event.SessionsAudited s ? new Event.SessionsAudited(List.of(), s.atNanos()) : e;
        });

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
    }

    private static void assertNotJudged(CheckResult result, String reason, String sentence) {
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.coverage().judged()).isEqualTo(2);
        assertThat(result.coverage().notJudged()).containsEntry(reason, 1L);
        assertThat(result.reason()).startsWith(sentence);
    }

    @Test
    void check_a_missing_znode_of_the_durability_probe_is_a_violation() {
        assertViolation(
                check(e -> e instanceof Event.MarkersAudited m
                        ? new Event.MarkersAudited(100, List.of("/m/7", "/m/9"), m.atNanos())
                        : e),
                "lost-write",
                "2 of 100 acknowledged znodes of the durability probe are missing: /m/7, /m/9");
    }

    @Test
    void check_members_read_at_different_zxids_is_inconclusive_and_no_violation() {
        CheckResult result = check(e -> e instanceof Event.MemberAudited m && m.member() == 3
                ? new Event.MemberAudited(3, 10, 2, null, m.atNanos())
                : e instanceof Event.ZnodeAudited z
                                && z.member() == 3
                                && z.path().equals("/a")
                        ? new Event.Note(Event.Severity.QUIET, "", 0)
                        : e);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("the audit is not complete: the members were read at different zxids, and their trees"
                        + " differ");
    }

    @Test
    void check_a_member_that_was_not_audited_is_inconclusive() {
        CheckResult result = check(e -> e instanceof Event.MemberAudited m && m.member() == 3
                ? new Event.Note(Event.Severity.QUIET, "", 0)
                : e);

        assertThat(result.reason()).isEqualTo("the audit is not complete: member 3 was not audited");
    }

    @Test
    void check_equal_trees_at_different_zxids_are_valid() {
        CheckResult result = check(e -> e instanceof Event.MemberAudited m && m.member() == 3
                ? new Event.MemberAudited(3, 10, 2, null, m.atNanos())
                : e);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_unknown_live_sessions_matter_only_if_there_are_ephemerals() {
        UnaryOperator<Event> silent = onAll(Event.SessionsAudited.class);
        assertThat(check(silent).reason())
                .isEqualTo("the audit is not complete: there are ephemeral znodes, and the live sessions are unknown");

        assertThat(check(e -> e instanceof Event.ZnodeAudited z && z.path().equals("/a")
                                ? znode(z.member(), "/a", new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0, 3, 0))
                                : silent.apply(e))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    private static UnaryOperator<Event> onAll(Class<? extends Event> kind) {
        return e -> kind.isInstance(e) ? new Event.Note(Event.Severity.QUIET, "", 0) : e;
    }

    private static CheckResult checkTwice(UnaryOperator<Event> second) {
        List<Event> events = new ArrayList<>(whole());
        events.add(new Event.PhaseBegan(Event.Phase.AUDIT_AGAIN, seconds(30)));
        whole().stream().map(AuditCheckTest::later).map(second).forEach(events::add);
        return new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());
    }

    private static Event later(Event event) {
        if (event instanceof Event.MemberAudited e) {
            return new Event.MemberAudited(e.member(), e.zxid(), e.znodes(), e.problem(), seconds(40));
        } else if (event instanceof Event.ZnodeAudited e) {
            return new Event.ZnodeAudited(e.member(), e.path(), e.stat(), e.data(), e.acl(), seconds(40));
        } else if (event instanceof Event.WriteAudited e) {
            return new Event.WriteAudited(e.member(), e.problem(), seconds(41));
        } else if (event instanceof Event.SessionsAudited e) {
            return new Event.SessionsAudited(e.sessions(), seconds(40));
        }
        return new Event.MarkersAudited(100, List.of(), seconds(40));
    }

    @Test
    void check_a_thorough_audit_judges_both_rounds() {
        CheckResult result = checkTwice(e -> e);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).isEqualTo("2 znodes, and again after every member was killed");
    }

    @Test
    void check_a_loss_after_the_restart_is_a_violation_that_says_so() {
        assertViolation(
                checkTwice(e -> e instanceof Event.MarkersAudited
                        ? new Event.MarkersAudited(100, List.of("/m/7"), seconds(40))
                        : e),
                "lost-write",
                "1 of 100 acknowledged znodes of the durability probe are missing after every member was killed and restarted: /m/7");
    }

    @Test
    void check_a_missing_second_round_is_inconclusive() {
        CheckResult result = checkTwice(e -> new Event.Note(Event.Severity.QUIET, "", seconds(40)));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .startsWith("the audit is not complete: member 1 was not audited after every member was killed");
    }

    @Test
    void check_a_znode_beyond_the_limit_of_the_audit_is_not_judged() {
        List<Event> events = new ArrayList<>(whole());
        events.removeIf(e ->
                e instanceof Event.ZnodeAudited z && z.member() == 3 && z.path().equals("/a"));
        events.add(new Event.LimitReached(HarnessLimit.AUDITED_ZNODES, 3, 1, seconds(20)));

        CheckResult result = new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("the audit is not complete: more than 1 znodes in the tree at member 3:"
                        + " the others were not read");
    }

    @Test
    void check_a_difference_within_the_limit_of_the_audit_is_a_violation() {
        List<Event> events = new ArrayList<>(whole());
        events.replaceAll(onMember3("/a", znode(3, "/a", new ZnodeStat(5, 6, 5, 1000, 2, 0, 0, 0x1, 3, 0)))::apply);
        events.add(new Event.LimitReached(HarnessLimit.AUDITED_ZNODES, 3, 1, seconds(20)));

        CheckResult result = new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());

        assertViolation(result, "tree-differs", "members 1 and 3 differ in /a (version 1 and 2) at the same zxid 0x9");
    }

    @Test
    void check_a_torn_read_is_inconclusive_and_differences_from_it_are_no_violation() {
        List<Event> events = new ArrayList<>(whole());
        events.replaceAll(onMember3("/a", znode(3, "/a", new ZnodeStat(5, 7, 5, 1001, 2, 0, 0, 0x1, 3, 0)))::apply);
        events.add(new Event.LimitReached(HarnessLimit.AUDIT_READS, 3, 20, seconds(20)));

        CheckResult result = new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("the audit is not complete: the tree changed during each of 20 reads at member 3: no read"
                        + " shows it at one zxid");
        assertThat(result.coverage().judged()).isEqualTo(2);
    }

    @Test
    void check_a_member_that_lacks_many_znodes_is_one_violation_with_a_list() {
        List<Event> events = new ArrayList<>(whole());
        for (int i = 1; i <= 12; i++) {
            for (int member = 1; member <= 2; member++) {
                events.add(znode(member, "/b/" + i, new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0, 3, 0)));
            }
        }
        for (int member = 1; member <= 3; member++) {
            int children = member == 3 ? 0 : 12;
            events.add(znode(member, "/b", new ZnodeStat(4, 4, 5, 1000, 0, children, 0, 0, 0, children)));
        }

        CheckResult result = new AuditCheck().check(Histories.of(Histories.header(), events), Histories.plenty());

        assertThat(result.anomalies()).hasSize(1);
        assertViolation(
                result,
                "tree-differs",
                "member 3 lacks 12 znodes that member 1 has at the same zxid 0x9: /b/1, /b/10, /b/11, …");
        assertThat(result.anomalies().get(0).because()).hasSize(8).endsWith("and 5 more");
    }

    @Test
    void check_a_tree_that_changed_while_every_member_was_killed_is_a_violation() {
        assertViolation(
                checkTwice(e -> e instanceof Event.ZnodeAudited z && z.path().equals("/zookeeper/config")
                        ? e
                        : e instanceof Event.ZnodeAudited z ? znodeLater(z, 2) : e),
                "tree-differs",
                "member 1 changed /a (version 1 and 2) after every member was killed and restarted");
    }

    private static Event znodeLater(Event.ZnodeAudited z, int version) {
        ZnodeStat stat = new ZnodeStat(5, 6, 5, 1000, version, 0, 0, 0x1, 3, 0);
        return new Event.ZnodeAudited(z.member(), z.path(), stat, z.data(), z.acl(), z.atNanos());
    }

    @Test
    void check_a_znode_that_is_lost_while_every_member_was_killed_is_a_violation_unless_it_is_ephemeral() {
        UnaryOperator<Event> gone =
                e -> e instanceof Event.ZnodeAudited z && z.path().equals("/a")
                        ? new Event.Note(Event.Severity.QUIET, "", 0)
                        : e;
        assertThat(checkTwice(gone).verdict()).isEqualTo(Verdict.VALID);
    }
}
