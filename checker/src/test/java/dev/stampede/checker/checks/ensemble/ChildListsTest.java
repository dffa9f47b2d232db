package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.fuzz.Rounds;
import dev.stampede.checker.history.data.Event.ChildrenListed;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The parent /locks of czxid 0x1 with sequential children; requests take 5 ms. */
class ChildListsTest {
    private static final String PARENT = "/locks";

    private HistoryBuilder history =
            HistoryBuilder.of("lock").bound("recovery", 9_000).clients(2);

    private static String child(int number) {
        return "lock-%010d".formatted(number);
    }

    private void create(String name, long zxid, long at) {
        history.attempt(1, -1, Opcode.CREATE, PARENT + "/" + name, Reply.ok(zxid, stat(zxid, 0)), at, at + 5);
    }

    private void delete(String name, long zxid, long at) {
        history.attempt(1, -1, Opcode.DELETE, PARENT + "/" + name, Reply.ok(zxid), at, at + 5);
    }

    private void list(long pzxid, int numChildren, long at, String... names) {
        ZnodeStat parent = new ZnodeStat(1, 1, pzxid, 0, 0, 0, 0, 0, 0, numChildren);
        history.add(new ChildrenListed(2, PARENT, parent, List.of(names), at * 1_000_000));
    }

    private void list(long pzxid, long at, String... names) {
        list(pzxid, names.length, at, names);
    }

    private CheckResult check() {
        return history.ended(60_000).checkNamed("guarantees");
    }

    private void assertOnly(String problem) {
        CheckResult result = check();
        assertThat(kinds(result)).containsExactly("child-list!");
        assertThat(result.anomalies().get(0).headline()).endsWith(problem);
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(result.anomalies().get(0).subject().paths()).contains(PARENT);
    }

    @Test
    void lists_of_the_children_of_their_pzxids_are_valid_also_if_they_are_old() {
        create(child(0), 0x10, 100);
        create(child(1), 0x11, 200);
        delete(child(0), 0x12, 300);
        list(0x12, 400, child(1));
        list(0x11, 500, child(1), child(0));
        list(0x10, 600, child(0));

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void number_of_names_is_num_children() {
        list(0x10, 2, 100, child(0));

        assertOnly("has 1 names, but numChildren in its Stat is 2");
    }

    @Test
    void one_state_has_one_list() {
        list(0x10, 100, child(0), child(1));
        list(0x10, 200, child(0), child(2));

        assertOnly("has the child " + child(2) + ", which a list of the same pzxid, which client 2 received at 0.100 s,"
                + " lacks");
    }

    @Test
    void child_that_was_created_by_the_pzxid_is_not_missing() {
        create(child(0), 0x10, 100);
        create(child(1), 0x11, 200);
        history.attempt(
                1, -1, Opcode.SET_DATA, PARENT + "/" + child(0), Reply.ok(0x12, stat(0x10, 0x12, 1, 0)), 300, 305);
        list(0x11, 400, child(1));

        assertOnly("lacks the child " + child(0) + ", which existed from zxid 0x10 to at least 0x12");
    }

    @Test
    void child_whose_delete_may_have_taken_effect_may_be_missing() {
        create(child(0), 0x10, 100);
        create(child(1), 0x11, 200);
        list(0x12, 400, child(1));

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void absence_of_a_later_znode_does_not_show_that_an_earlier_one_existed_until_then() {
        create("member", 0x10, 100);
        delete("member", 0x13, 200);
        create("member", 0x19, 300);
        history.observed(ZnodeChange.PRESENT, PARENT + "/member", 0x1a, 0, stat(0x19, 0), 310);
        history.observed(ZnodeChange.ABSENT, PARENT + "/member", 0x25, 0x1a, null, 400);
        list(0x13, 500);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void sequential_child_is_not_listed_before_its_create() {
        create(child(0), 0x10, 100);
        create(child(1), 0x12, 200);
        list(0x10, 400, child(0), child(1));

        assertOnly("has the child " + child(1) + ", which was created later, at zxid 0x12");
    }

    @Test
    void sequential_child_is_not_listed_after_its_delete() {
        create(child(0), 0x10, 100);
        create(child(1), 0x11, 200);
        delete(child(0), 0x12, 300);
        list(0x12, 400, child(0), child(1));

        assertOnly("has the child " + child(0) + ", which had been deleted by zxid 0x12");
    }

    @Test
    void sequential_child_does_not_come_back() {
        list(0x10, 100, child(0));
        list(0x11, 200);
        list(0x12, 300, child(0));

        assertOnly("has the child " + child(0) + ", which the list of pzxid 0x11 lacks and that of pzxid 0x10 has");
    }

    @Test
    void child_with_a_name_of_its_client_may_come_back() {
        create("member", 0x10, 100);
        delete("member", 0x11, 200);
        list(0x10, 300, "member");
        list(0x11, 400);
        list(0x12, 500, "member");

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void sequential_child_that_an_indeterminate_create_may_have_made_again_may_come_back() {
        create(child(0), 0x10, 100);
        delete(child(0), 0x11, 200);
        history.attempt(
                1, -1, Opcode.CREATE, PARENT + "/lock-", Reply.of(ResultCode.CONNECTIONLOSS, 0, null), 300, 305);
        list(0x12, 500, child(0));

        assertThat(kinds(check())).isEmpty();
    }

    /** Members answer from any earlier state; a wrong list differs from the true one in one name. */
    @Test
    @Tag("random")
    void random_lists_are_judged_as_by_comparison_with_the_true_state() {
        SplittableRandom random = new SplittableRandom(7);
        int wrong = 0;
        for (int round = 0; round < Rounds.of(400); round++) {
            history = HistoryBuilder.of("lock").bound("recovery", 9_000).clients(2);
            TreeMap<Long, Set<String>> states = new TreeMap<>();
            Set<String> now = new HashSet<>();
            List<String> deleted = new ArrayList<>();
            long zxid = 0x10;
            long at = 100;
            for (int i = 0; i < 8; i++, zxid++, at += 10) {
                if (now.isEmpty() || random.nextInt(3) > 0) {
                    create(child(i), zxid, at);
                    now.add(child(i));
                } else {
                    String gone = now.iterator().next();
                    delete(gone, zxid, at);
                    history.observed(ZnodeChange.DELETED, PARENT + "/" + gone, zxid, 0, null, at + 1);
                    now.remove(gone);
                    deleted.add(gone);
                }
                states.put(zxid, Set.copyOf(now));
            }
            boolean tamper = random.nextBoolean();
            int tampered = random.nextInt(3);
            boolean differs = false;
            for (int i = 0; i < 3; i++, at += 10) {
                long pzxid = 0x10L + random.nextInt(8);
                Set<String> names = new HashSet<>(states.get(pzxid));
                if (tamper && i == tampered) {
                    String name = child(random.nextInt(8));
                    boolean known = states.values().stream().anyMatch(s -> s.contains(name));
                    boolean missing = names.contains(name);
                    // A child that is never deleted is known to exist at the zxid of its create only.
                    boolean decidable = missing ? deleted.contains(name) || created(name, states) == pzxid : known;
                    if (decidable) {
                        differs = missing ? names.remove(name) : names.add(name);
                    }
                }
                list(pzxid, at, names.toArray(String[]::new));
            }
            wrong += differs ? 1 : 0;
            assertThat(Set.copyOf(kinds(check())))
                    .as("round %d", round)
                    .isEqualTo(differs ? Set.of("child-list!") : Set.of());
        }
        assertThat(wrong).isGreaterThan(Rounds.of(60));
    }

    private static long created(String name, Map<Long, Set<String>> states) {
        return states.entrySet().stream()
                .filter(s -> s.getValue().contains(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
