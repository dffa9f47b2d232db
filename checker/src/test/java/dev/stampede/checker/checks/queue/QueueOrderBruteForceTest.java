package dev.stampede.checker.checks.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Compares the rules of order with their definitions on small random histories.
 *
 * <p>First in, first out, by definition: every choice of the zxids of the deletes, within their intervals, contains a
 * znode that was deleted before an older one. Priorities, by definition: a consumer took more than {@code min-items}
 * items with a lower priority, one by one, after it knew the item.
 */
class QueueOrderBruteForceTest {
    private static final int ITEMS = 4;

    /** A znode that was deleted in (after, by]. */
    private record Znode(int number, long czxid, long after, long by) {}

    @Test
    void check_fifo_on_small_histories_agrees_with_the_definition() {
        SplittableRandom random = new SplittableRandom(21);
        int broken = 0;
        for (int round = 0; round < 1_500; round++) {
            List<Znode> znodes = znodes(random);
            boolean explained = explained(znodes, new ArrayList<>());
            boolean found = !history(znodes).kinds(QueueOrderCheck.NAME).isEmpty();
            assertThat(found).as("round %d: %s", round, znodes).isEqualTo(!explained);
            broken += found ? 1 : 0;
        }
        assertThat(broken).isBetween(150, 1_400);
    }

    private static List<Znode> znodes(SplittableRandom random) {
        List<Znode> znodes = new ArrayList<>();
        List<Long> deletes = new ArrayList<>(
                IntStream.range(0, ITEMS).mapToObj(i -> 20L + 4L * i).toList());
        for (int i = 0; i < random.nextInt(3); i++) {
            deletes.add(deletes.remove(random.nextInt(ITEMS)));
        }
        for (int number = 0; number < ITEMS; number++) {
            long zxid = deletes.get(number);
            boolean exact = random.nextInt(3) != 0;
            long after = exact ? zxid - 1 : zxid - 1 - random.nextInt(6);
            long by = exact ? zxid : zxid + random.nextInt(6);
            znodes.add(new Znode(number, 5L + number, Math.max(after, 12), by));
        }
        return znodes;
    }

    private static QueueHistoryBuilder history(List<Znode> znodes) {
        QueueHistoryBuilder history = new QueueHistoryBuilder();
        for (Znode z : znodes) {
            String item = "i" + z.number();
            history.enqueued(1, item, z.czxid(), 10L * z.number()).deletes(2, -1, item, Reply.ok(99), 100 + z.by());
            if (z.after() == z.by() - 1) {
                history.gone(item, z.by(), 100 + z.by());
            } else {
                history.observed(ZnodeChange.ABSENT, QueueHistoryBuilder.path(item), z.by(), z.after(), null, 200);
            }
        }
        return history;
    }

    /**
     * Whether some choice of zxids deletes the znodes in the order of their creation. Equal zxids are possible, because one
     * transaction can delete several znodes.
     */
    private static boolean explained(List<Znode> znodes, List<Long> chosen) {
        if (chosen.size() == znodes.size()) {
            return true;
        }
        Znode next = znodes.get(chosen.size());
        long last = chosen.isEmpty() ? 0 : chosen.get(chosen.size() - 1);
        for (long zxid = next.after() + 1; zxid <= next.by(); zxid++) {
            if (zxid >= last) {
                chosen.add(zxid);
                boolean done = explained(znodes, chosen);
                chosen.remove(chosen.size() - 1);
                if (done) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Prioritised(int number, int priority, long czxid, long zxid, long takenAt) {}

    @Test
    void check_priorities_on_small_histories_agrees_with_the_definition() {
        SplittableRandom random = new SplittableRandom(22);
        int broken = 0;
        for (int round = 0; round < 600; round++) {
            int minItems = random.nextInt(3);
            long listedAt = 1_000;
            long pzxid = 5L + random.nextInt(2 * ITEMS);
            List<Prioritised> items = new ArrayList<>();
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, 2 * ITEMS).boxed().toList());
            order.sort(Comparator.comparingInt(i -> random.nextInt(100)));
            for (int number = 0; number < 2 * ITEMS; number++) {
                int place = order.indexOf(number);
                items.add(new Prioritised(
                        number, 1 + random.nextInt(4), 5L + number, 50L + place, 1_700 + 100L * place));
            }
            boolean inverted = items.stream().anyMatch(h -> h.czxid() <= pzxid
                    && items.stream()
                                    .filter(l -> l.zxid() < h.zxid() && l.takenAt() >= listedAt + 1 + 1_000)
                                    .filter(l -> l.priority() > h.priority())
                                    .count()
                            > minItems);
            QueueHistoryBuilder history = new QueueHistoryBuilder();
            items.forEach(i -> history.enqueued(
                    1, new QueueInput.Enqueue("i" + i.number(), i.priority(), 0), i.czxid(), 10L * i.number()));
            ZnodeStat children = new ZnodeStat(1, 1, pzxid, 0, 0, 3, 0, 0, 0, 3);
            history.attempt(
                    2,
                    -1,
                    Opcode.GET_CHILDREN,
                    QueueHistoryBuilder.KEY,
                    Reply.ok(pzxid, children),
                    listedAt,
                    listedAt + 1);
            items.forEach(i -> history.deletes(2, -1, "i" + i.number(), Reply.ok(i.zxid()), i.takenAt())
                    .gone("i" + i.number(), i.zxid(), i.takenAt() + 1));
            boolean found = !history.kinds(QueueOrderCheck.NAME, "order=priority", "min-items=" + minItems)
                    .isEmpty();
            assertThat(found).as("round %d: %s, %s", round, items, pzxid).isEqualTo(inverted);
            broken += found ? 1 : 0;
        }
        assertThat(broken).isBetween(50, 580);
    }
}
