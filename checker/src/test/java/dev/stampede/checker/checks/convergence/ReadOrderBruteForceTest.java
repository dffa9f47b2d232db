package dev.stampede.checker.checks.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the cycles with a search for an order of the writes that allows all reads. */
class ReadOrderBruteForceTest {
    private static final int HISTORIES = 4000;

    private record Case(List<ValueWrite> writes, List<ValueRead> reads) {}

    private static Case random(SplittableRandom random) {
        List<ValueWrite> writes = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            long invoked = 1 + random.nextInt(40);
            long acknowledged = random.nextInt(4) == 0 ? Operation.OPEN : invoked + random.nextInt(20);
            writes.add(new ValueWrite("v" + i, i, 0, invoked, acknowledged, acknowledged, true));
        }
        List<ValueRead> reads = new ArrayList<>();
        for (int client = 1; client <= 2; client++) {
            long at = 1;
            for (int i = 0; i < 3; i++) {
                at += random.nextInt(20);
                int which = random.nextInt(count + 1) - 1;
                String value = which < 0 || writes.get(which).invokedNanos() > at ? null : "v" + which;
                reads.add(new ValueRead(10 * client + i, client, "k", value, at, at, 0));
                at++;
            }
        }
        return new Case(writes, reads);
    }

    /** Whether some order of the writes contains the real-time order and lets no client go back. */
    private static boolean possible(Case history) {
        List<ValueWrite> shown = new ArrayList<>();
        for (ValueWrite write : history.writes()) {
            long known = write.acknowledgedNanos();
            for (ValueRead read : history.reads()) {
                known = write.value().equals(read.value()) ? Math.min(known, read.completedNanos()) : known;
            }
            shown.add(new ValueWrite(write.value(), write.operation(), 0, write.invokedNanos(), 0, known, true));
        }
        return permutations(shown).stream().anyMatch(order -> allows(order, history.reads()));
    }

    private static boolean allows(List<ValueWrite> order, List<ValueRead> reads) {
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(j).knownNanos() < order.get(i).invokedNanos()) {
                    return false;
                }
            }
        }
        List<String> values = order.stream().map(ValueWrite::value).toList();
        for (ValueRead earlier : reads) {
            for (ValueRead later : reads) {
                boolean after = earlier.client() == later.client() && earlier.invokedNanos() < later.invokedNanos();
                if (after && values.indexOf(later.value()) < values.indexOf(earlier.value())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<List<ValueWrite>> permutations(List<ValueWrite> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<ValueWrite>> all = new ArrayList<>();
        for (ValueWrite first : of) {
            List<ValueWrite> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<ValueWrite> tail : permutations(rest)) {
                List<ValueWrite> order = new ArrayList<>(Collections.singletonList(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }

    @Test
    void clients_went_back_exactly_if_no_order_of_the_writes_allows_their_reads() {
        SplittableRandom random = new SplittableRandom(7);
        int impossible = 0;
        for (int i = 0; i < HISTORIES; i++) {
            Case history = random(random);
            boolean possible = possible(history);
            impossible += possible ? 0 : 1;

            assertThat(ReadOrder.stepsBack(new KeyValues(history.writes(), history.reads())))
                    .as("history %d: %s", i, history)
                    .matches(steps -> steps.isEmpty() == possible);
        }
        assertThat(impossible).isBetween(HISTORIES / 10, 9 * HISTORIES / 10);
    }
}
