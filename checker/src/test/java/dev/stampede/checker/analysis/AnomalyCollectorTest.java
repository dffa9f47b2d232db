package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnomalyCollectorTest {

    private static final Citation PROMISE = new Citation("It holds.", "the documentation", "https://example.org");
    private static final Citation EXCUSE = new Citation("Not always.", "a note", "https://example.org/note");

    /** Two kills and a partition, which end at 8 s, 10 s and 11 s; the session timeout is 3 s. */
    private static History faulty() {
        List<Event> events = new ArrayList<>();
        events.addAll(Histories.fault("p", "partition", "leader", 6, 8));
        events.addAll(Histories.fault("k", "kill", "leader", 9, 10));
        events.addAll(Histories.fault("l", "kill", "leader", 10.5, 11));
        return Histories.of(Histories.header(), events);
    }

    private static Extent at(double from, double to) {
        return new Extent(seconds(from), seconds(to), Set.of(), List.of());
    }

    private static Anomaly only(AnomalyCollector collector) {
        assertThat(collector.anomalies()).hasSize(1);
        return collector.anomalies().get(0);
    }

    @Test
    void signature_has_the_kinds_of_the_faults_around_it_sorted_and_each_once() {
        AnomalyCollector collector = new AnomalyCollector("mutual-exclusion", faulty());
        collector.add("overlap", "Two hold it.", Blame.RECIPE, at(11, 12), PROMISE);

        assertThat(only(collector).faults()).containsExactly("p#0", "k#0", "l#0");
        assertThat(only(collector).signature())
                .hasToString("mutual-exclusion/overlap under kill:leader+partition:leader in lock/naive");
    }

    @Test
    void signature_of_an_anomaly_that_its_finder_explains_has_only_the_faults_during_it() {
        AnomalyCollector collector = new AnomalyCollector("linearizability", faulty());
        collector.addExplained("stale", "It is old.", List.of("Because."), Blame.RECIPE, at(9.5, 12), PROMISE);

        assertThat(only(collector).faults()).containsExactly("k#0", "l#0");
        assertThat(only(collector).because()).containsExactly("Because.");
        assertThat(only(collector).caveat()).isFalse();
        assertThat(only(collector).signature()).hasToString("linearizability/stale under kill:leader in lock/naive");
    }

    @Test
    void signature_names_the_given_recipe() {
        AnomalyCollector collector =
                AnomalyCollector.ofEachKind("mutual-exclusion", Histories.of(Histories.header()), "lock/mutex", 5);
        collector.add("overlap", "Two hold it.", Blame.RECIPE, at(1, 2), PROMISE);

        assertThat(only(collector).signature()).hasToString("mutual-exclusion/overlap under no fault in lock/mutex");
    }

    @Test
    void because_begins_with_the_reasons_of_the_finder() {
        AnomalyCollector collector = new AnomalyCollector("mutual-exclusion", faulty());
        collector.add("overlap", "Two hold it.", List.of("One.", "Two."), Blame.RECIPE, at(15, 16), PROMISE, EXCUSE);

        assertThat(only(collector).because())
                .startsWith("One.", "Two.", "10.500 s: kill:leader of member 1 begins (l#0)");
        assertThat(only(collector).caveat()).isTrue();
        assertThat(only(collector).excuse()).isEqualTo(EXCUSE);
    }

    @Test
    void operations_are_named_once_and_those_that_do_not_exist_are_not() {
        AnomalyCollector collector = new AnomalyCollector("mutual-exclusion", faulty());
        collector.add(
                "overlap", "Two hold it.", Blame.RECIPE, new Extent(1, 2, Set.of(), List.of(7, -1, 3, 7)), PROMISE);

        assertThat(only(collector).operations()).containsExactly(7, 3);
    }

    @Test
    void anomalies_beyond_the_limit_are_counted_but_not_kept() {
        AnomalyCollector collector = new AnomalyCollector("audit", Histories.of(Histories.header()));
        for (int i = AnomalyCollector.MAX_ANOMALIES + 5; i > 0; i--) {
            collector.add("lost", "It is lost.", Blame.RECIPE, Extent.at(i), PROMISE);
        }
        collector.add("lost", "It may be lost.", Blame.RECIPE, Extent.at(0), PROMISE, EXCUSE);

        assertThat(collector.count()).isEqualTo(25);
        assertThat(collector.caveats()).isEqualTo(1);
        assertThat(collector.anomalies())
                .hasSize(21)
                .extracting(Anomaly::fromNanos)
                .isSorted();
        assertThat(collector.anomalies().get(1).fromNanos()).isEqualTo(6);
        assertThat(collector.result(Coverage.of("things", 25), "25 things").scope())
                .isEqualTo("25 things, 25 violations (20 are shown), 1 caveat");
        assertThat(collector.result(Coverage.of("things", 25), "25 things").verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void first_anomaly_of_each_kind_and_layer_is_kept_beyond_the_limit() {
        AnomalyCollector collector = new AnomalyCollector("guarantees", Histories.of(Histories.header()));
        for (int i = 0; i < AnomalyCollector.MAX_ANOMALIES + 5; i++) {
            collector.add("zxid-twice", "It is repeated.", Blame.ZOOKEEPER, Extent.at(i), PROMISE);
        }
        collector.add("not-found", "It is not found.", Blame.ZOOKEEPER, Extent.at(30), PROMISE);
        collector.add("not-found", "It is not found.", Blame.ZOOKEEPER, Extent.at(31), PROMISE);
        collector.add("not-found", "It is not found.", Blame.RECIPE, Extent.at(32), PROMISE);

        assertThat(collector.anomalies())
                .hasSize(22)
                .extracting(Anomaly::kind)
                .endsWith("zxid-twice", "not-found", "not-found");
        assertThat(collector.anomalies()).extracting(Anomaly::fromNanos).endsWith(30L, 32L);
        assertThat(collector.result(Coverage.of("things", 25), "25 things").scope())
                .isEqualTo("25 things, 28 violations (22 are shown)");
    }

    @Test
    void of_each_kind_many_of_one_kind_do_not_hide_another_and_caveats_do_not_hide_violations() {
        AnomalyCollector collector = AnomalyCollector.ofEachKind("leases", Histories.of(Histories.header()), null, 2);
        for (int i = 0; i < 4; i++) {
            collector.add("many", "One more.", Blame.RECIPE, Extent.at(i), PROMISE, EXCUSE);
            collector.add("many", "One more.", Blame.RECIPE, Extent.at(i), PROMISE);
        }
        collector.add("few", "Only one.", Blame.RECIPE, Extent.at(9), PROMISE);

        assertThat(collector.anomalies())
                .extracting(a -> a.kind() + " " + a.caveat() + " " + a.fromNanos())
                .containsExactly("many true 0", "many false 0", "many true 1", "many false 1", "few false 9");
        assertThat(collector.result(Coverage.of("things", 1), "all").scope())
                .isEqualTo("all, 5 violations (3 are shown), 4 caveats (2 are shown)");
    }

    @Test
    void because_has_at_most_eight_steps_and_the_rest_is_folded() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(new Event.Invoked(i, 0, "acquire", "/a", null, seconds(i)));
            events.add(new Event.Completed(i, Outcome.OK, null, null, 0x10, 0, 0, seconds(i + 0.5)));
        }
        AnomalyCollector collector = new AnomalyCollector("mutual-exclusion", Histories.of(Histories.header(), events));
        Extent extent = new Extent(seconds(1), seconds(29), Set.of(0), List.of(7, 20));
        collector.add("overlap", "Two hold it.", List.of("One."), Blame.RECIPE, extent, PROMISE, null);

        assertThat(only(collector).because())
                .hasSize(4)
                .startsWith("One.")
                .anyMatch(step -> step.contains("(operation 7)"))
                .anyMatch(step -> step.contains("(operation 20)"));
        assertThat(only(collector).folded()).hasSize(27);
    }

    @Test
    void counts_include_all_anomalies_of_a_group_and_are_in_the_result() {
        AnomalyCollector collector = AnomalyCollector.ofEachKind("leases", Histories.of(Histories.header()), null, 2);
        for (int i = 0; i < 1129; i++) {
            collector.add("many", "One more.", Blame.RECIPE, Extent.at(i), PROMISE);
        }
        collector.add("many", "One more.", Blame.ASYNCHRONY, Extent.at(1), PROMISE, EXCUSE);

        assertThat(collector.result(Coverage.of("things", 1), "all").counts())
                .containsOnly(
                        Map.entry(new Anomaly.Group("many", Blame.RECIPE, false), 1129),
                        Map.entry(new Anomaly.Group("many", Blame.ASYNCHRONY, true), 1));
    }

    @Test
    void blame_of_the_recipe_is_that_of_the_users_class_if_the_run_tested_one() {
        RunHeader header = Histories.header();
        AnomalyCollector collector = new AnomalyCollector(
                "mutual-exclusion",
                Histories.of(new RunHeader(
                        header.run(),
                        "lock",
                        "com.example.BrokenLock",
                        header.seed(),
                        header.startedAt(),
                        header.ensemble(),
                        header.members(),
                        header.settings(),
                        header.families(),
                        header.plan(),
                        header.checks(),
                        header.replay(),
                        header.recheck(),
                        header.environment())));
        collector.add("overlap", "Two hold it.", Blame.RECIPE, Extent.at(1), PROMISE);
        collector.add("lost", "It is lost.", Blame.ZOOKEEPER, Extent.at(2), PROMISE);

        assertThat(collector.anomalies())
                .extracting(Anomaly::blame, Anomaly::culprit)
                .containsExactly(tuple(Blame.USER_CODE, "com.example.BrokenLock"), tuple(Blame.ZOOKEEPER, null));
    }

    @Test
    void subject_has_the_keys_of_the_operations_and_their_sessions_unless_ZooKeeper_is_to_blame() {
        History history = Histories.of(
                Histories.header(),
                List.of(
                        new Event.Invoked(0, 0, "acquire", "/locks/a", null, 1),
                        new Event.Completed(0, Outcome.OK, null, null, 0x10, 0, 0, 2)));
        Extent extent = new Extent(1, 2, Set.of(0), List.of(0)).about(Set.of("/locks/a/x"), Set.of(0x20L));
        AnomalyCollector collector = new AnomalyCollector("guarantees", history);
        collector.add("overlap", "Two hold it.", Blame.RECIPE, extent, PROMISE);
        collector.add("lost", "It is lost.", Blame.ZOOKEEPER, extent, PROMISE);

        assertThat(collector.anomalies())
                .extracting(Anomaly::subject)
                .containsExactly(
                        new Anomaly.Subject(Set.of("/locks/a", "/locks/a/x"), Set.of(0x10L, 0x20L)),
                        new Anomaly.Subject(Set.of("/locks/a", "/locks/a/x"), Set.of(0x20L)));
    }
}
