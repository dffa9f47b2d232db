package dev.stampede.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly.Group;
import dev.stampede.checker.check.Anomaly.Signature;
import dev.stampede.checker.check.Anomaly.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingRankingTest {
    private static final Citation PROMISE = new Citation("It holds.", "the documentation", "https://example.org");
    private static final Citation EXCUSE = new Citation("Not always.", "a note", "https://example.org/note");

    private static final Map<String, Gravity> GRAVITY = Map.of(
            "overlap", Gravity.STATE,
            "lost-write", Gravity.STATE,
            "order", Gravity.ORDER,
            "stale-write", Gravity.EFFECT,
            "unreached", Gravity.PROGRESS,
            "leak", Gravity.LEFTOVER);

    private static Anomaly anomaly(String check, String kind, Blame blame, long from, long to, String... paths) {
        return anomaly(check, kind, blame, from, to, null, new Subject(Set.of(paths), Set.of()));
    }

    private static Anomaly anomaly(
            String check, String kind, Blame blame, long from, long to, @Nullable Citation excuse, Subject subject) {
        return new Anomaly(
                check,
                kind,
                kind + " at " + from,
                List.of(),
                List.of(),
                blame,
                null,
                List.of(1),
                List.of(),
                from,
                to,
                PROMISE,
                excuse,
                new Signature(check, kind, List.of(), "lock/naive"),
                subject);
    }

    private static List<RunFinding> rank(Anomaly... anomalies) {
        return rank(Map.of(), anomalies);
    }

    private static List<RunFinding> rank(Map<Group, Integer> counts, Anomaly... anomalies) {
        Map<String, List<Anomaly>> byCheck = new java.util.TreeMap<>();
        for (Anomaly a : anomalies) {
            byCheck.computeIfAbsent(a.check(), c -> new ArrayList<>()).add(a);
        }
        List<CheckResult> results = byCheck.entrySet().stream()
                .map(e -> CheckResult.of(e.getKey(), Coverage.of("holds", 9), "all", e.getValue())
                        .counted(counts))
                .toList();
        return FindingRanking.rank(results, a -> GRAVITY.getOrDefault(a.kind(), Gravity.STATE));
    }

    private static List<String> tree(List<RunFinding> findings) {
        return findings.stream().map(FindingRankingTest::tree).toList();
    }

    private static String tree(RunFinding finding) {
        return finding.kind() + "*" + finding.count()
                + (finding.consequences().isEmpty() ? "" : tree(finding.consequences()));
    }

    @Test
    void rank_the_most_direct_statement_comes_first_regardless_of_time() {
        assertThat(tree(rank(
                        anomaly("lock", "leak", Blame.RECIPE, 1, 2, "/z"),
                        anomaly("lock", "stale-write", Blame.USER_CODE, 2, 3, "/y"),
                        anomaly("lock", "order", Blame.RECIPE, 4, 5, "/x"),
                        anomaly("lock", "overlap", Blame.RECIPE, 6, 7, "/w"),
                        anomaly("recovery", "unreached", Blame.ZOOKEEPER, 0, 1))))
                .containsExactly("overlap*1", "order*1", "stale-write*1", "unreached*1", "leak*1");
    }

    @Test
    void rank_caveats_come_after_all_violations() {
        assertThat(tree(rank(
                        anomaly("lock", "overlap", Blame.ASYNCHRONY, 1, 2, EXCUSE, Subject.NOTHING),
                        anomaly("lock", "leak", Blame.RECIPE, 3, 4))))
                .containsExactly("leak*1", "overlap*1");
    }

    @Test
    void rank_anomalies_of_one_kind_are_one_entry_with_the_count_of_all_and_the_first_example() {
        List<RunFinding> findings = rank(
                Map.of(new Group("overlap", Blame.RECIPE, false), 1129),
                anomaly("lock", "overlap", Blame.RECIPE, 1, 2, "/a"),
                anomaly("lock", "overlap", Blame.RECIPE, 5, 6, "/b"));

        assertThat(tree(findings)).containsExactly("overlap*1129");
        assertThat(findings.get(0).headline()).isEqualTo("overlap at 1; no fault was in effect (the first of 1,129)");
    }

    @Test
    void rank_a_stale_write_on_the_same_key_is_a_consequence_of_the_overlap_that_began_before_it_was_over() {
        assertThat(tree(rank(
                        anomaly("lock", "overlap", Blame.RECIPE, 2, 4, "/locks/a"),
                        anomaly("lock", "stale-write", Blame.USER_CODE, 1, 3, "/locks/a"))))
                .containsExactly("overlap*1[stale-write*1]");
    }

    @Test
    void rank_a_stale_write_before_the_overlap_or_on_another_key_stays_a_cause() {
        assertThat(tree(rank(
                        anomaly("lock", "overlap", Blame.RECIPE, 5, 6, "/locks/a"),
                        anomaly("lock", "stale-write", Blame.USER_CODE, 1, 3, "/locks/a"))))
                .containsExactly("overlap*1", "stale-write*1");
        assertThat(tree(rank(
                        anomaly("lock", "overlap", Blame.RECIPE, 1, 6, "/locks/a"),
                        anomaly("lock", "stale-write", Blame.USER_CODE, 1, 3, "/locks/ab"))))
                .containsExactly("overlap*1", "stale-write*1");
    }

    @Test
    void rank_a_caveat_is_no_cause_of_a_stale_write() {
        assertThat(tree(rank(
                        anomaly(
                                "lock",
                                "overlap",
                                Blame.ASYNCHRONY,
                                1,
                                4,
                                EXCUSE,
                                new Subject(Set.of("/locks/a"), Set.of())),
                        anomaly("lock", "stale-write", Blame.USER_CODE, 1, 3, "/locks/a"))))
                .containsExactly("stale-write*1", "overlap*1");
    }

    @Test
    void rank_anomalies_caused_by_the_ensemble_are_its_consequences_with_their_own_consequences() {
        List<RunFinding> findings = rank(
                Map.of(new Group("overlap", Blame.RECIPE, false), 40),
                anomaly("guarantees", "lost-write", Blame.ZOOKEEPER, 1, 1, "/locks/a/x-1"),
                anomaly("lock", "overlap", Blame.RECIPE, 2, 4, "/locks/a"),
                anomaly("lock", "stale-write", Blame.USER_CODE, 3, 3, "/locks/a"));

        assertThat(tree(findings)).containsExactly("lost-write*1[overlap*40[stale-write*1]]");
        assertThat(findings.get(0).layer()).isEqualTo("the ensemble: ZooKeeper broke a guarantee");
    }

    @Test
    void rank_anomalies_on_other_znodes_or_before_the_ensembles_violation_stay_causes() {
        assertThat(tree(rank(
                        anomaly("guarantees", "lost-write", Blame.ZOOKEEPER, 9, 9, "/locks/a/x-1"),
                        anomaly("lock", "overlap", Blame.RECIPE, 2, 4, "/locks/a"))))
                .containsExactly("lost-write*1", "overlap*1");
        assertThat(tree(rank(
                        anomaly("guarantees", "lost-write", Blame.ZOOKEEPER, 1, 1, "/registers/3"),
                        anomaly("lock", "overlap", Blame.RECIPE, 2, 4, "/locks/a"))))
                .containsExactly("lost-write*1", "overlap*1");
    }

    @Test
    void rank_only_the_examples_caused_by_the_ensemble_move_below_it() {
        assertThat(tree(rank(
                        Map.of(new Group("overlap", Blame.RECIPE, false), 10),
                        anomaly("guarantees", "lost-write", Blame.ZOOKEEPER, 5, 5, "/locks/a"),
                        anomaly("lock", "overlap", Blame.RECIPE, 2, 4, "/locks/a"),
                        anomaly("lock", "overlap", Blame.RECIPE, 6, 7, "/locks/a"))))
                .containsExactly("lost-write*1[overlap*1]", "overlap*9");
    }

    @Test
    void rank_a_session_that_the_ensemble_ended_wrongly_is_the_cause_of_anomalies_in_it() {
        assertThat(tree(rank(
                        anomaly(
                                "guarantees",
                                "lost-write",
                                Blame.ZOOKEEPER,
                                1,
                                1,
                                null,
                                new Subject(Set.of(), Set.of(0x10L))),
                        anomaly(
                                "lock",
                                "overlap",
                                Blame.RECIPE,
                                2,
                                4,
                                null,
                                new Subject(Set.of("/a"), Set.of(0x10L))))))
                .containsExactly("lost-write*1[overlap*1]");
    }

    @Test
    void verdict_lists_the_anomalies_in_the_order_of_the_findings() {
        CheckResult result = CheckResult.of(
                "lock",
                Coverage.of("holds", 9),
                "all",
                List.of(
                        anomaly("lock", "leak", Blame.RECIPE, 1, 2),
                        anomaly("lock", "overlap", Blame.ASYNCHRONY, 1, 2, EXCUSE, Subject.NOTHING),
                        anomaly("lock", "overlap", Blame.RECIPE, 3, 4)));
        RunVerdict verdict = new RunVerdict(
                Verdict.INVALID,
                "",
                FindingRanking.rank(List.of(result), a -> GRAVITY.getOrDefault(a.kind(), Gravity.STATE)),
                List.of(result),
                null,
                List.of());

        assertThat(verdict.violations()).extracting(Anomaly::kind).containsExactly("overlap", "leak");
        assertThat(verdict.caveats()).extracting(Anomaly::kind).containsExactly("overlap");
    }

    @Test
    void subject_concerns_a_znode_its_ancestors_and_descendants_but_not_a_path_with_the_same_prefix() {
        Subject lock = new Subject(Set.of("/locks/a"), Set.of());

        assertThat(lock.concerns(new Subject(Set.of("/locks/a/x"), Set.of()))).isTrue();
        assertThat(lock.concerns(new Subject(Set.of("/locks"), Set.of()))).isTrue();
        assertThat(lock.concerns(new Subject(Set.of("/"), Set.of()))).isFalse();
        assertThat(lock.concerns(new Subject(Set.of("/locks/ab"), Set.of()))).isFalse();
    }
}
