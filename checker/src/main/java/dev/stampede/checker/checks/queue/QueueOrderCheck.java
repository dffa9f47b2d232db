package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.checks.queue.QueueZnodes.Claim;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether consumers took the items of a queue in the promised order, by the zxids of the znodes.
 *
 * <p>Parameters: {@code order} is {@code fifo} (the default) or {@code priority}. A consumer claims an item by the
 * delete of its znode or, if {@code locks} is given, by a lock of the same name below this path. Only the first lock of
 * an item counts, so no order is expected of an item that is delivered again. The place of an item that is put into the
 * queue again is that of its new znode. {@code min-items} is Curator's {@code minItemsBeforeRefresh}, for priorities.
 *
 * <ul>
 *   <li>{@code overtaken}, with the order {@code fifo}: an item was taken while an older one was free ({@link
 *       FifoRule});
 *   <li>{@code priority-inverted}, with the order {@code priority}: a consumer knew an item, and took more than {@code
 *       min-items} items with a lower priority before it ({@link PriorityRule}).
 * </ul>
 *
 * <p>Histories that pass and fail, with the zxids of creates and deletes:
 *
 * <pre>
 *   passes:  create a (5)   create b (6)   delete a (7)   delete b (8)
 *   fails:   create a (5)   create b (6)   delete b (7)   delete a (8)
 * </pre>
 *
 * <p>No client may rely on the order in which items reach different consumers, so this order is not judged. O(n log n)
 * in operations, attempts and observations of watchers.
 */
public final class QueueOrderCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "queue-order";

    private static final String ORDER = "order";
    private static final String FIFO = "fifo";
    private static final String PRIORITY = "priority";
    private static final String LOCKS = "locks";
    private static final String MIN_ITEMS = "min-items";

    private final CheckSpec spec;
    private final boolean priority;
    private final @Nullable String locks;
    private final int minItems;

    private QueueOrderCheck(CheckSpec spec, boolean priority, @Nullable String locks, int minItems) {
        this.spec = spec;
        this.priority = priority;
        this.locks = locks;
        this.minItems = minItems;
    }

    /** The check for a spec. */
    public static QueueOrderCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        String order = parameters.text(ORDER, FIFO);
        if (!order.equals(FIFO) && !order.equals(PRIORITY)) {
            throw new IllegalArgumentException("the check " + NAME + " expects " + FIFO + " or " + PRIORITY + " for "
                    + ORDER + ", found \"" + order + "\"");
        }
        String locks = parameters.text(LOCKS, "");
        String minItems = parameters.text(MIN_ITEMS, "0");
        if (!minItems.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "the check " + NAME + " expects a whole number for " + MIN_ITEMS + ", found \"" + minItems + "\"");
        }
        parameters.nothingElse(ORDER + ", " + LOCKS + ", " + MIN_ITEMS);
        return new QueueOrderCheck(
                spec, order.equals(PRIORITY), locks.isEmpty() ? null : locks, Integer.parseInt(minItems));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    public Gravity gravity(String kind) {
        return Gravity.ORDER;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        QueueLog.All all = QueueLog.of(history);
        if (all.queues().isEmpty()) {
            return CheckResult.inconclusive(NAME, Coverage.of("znodes", 0), "", "no operation on a queue was recorded");
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally("znodes");
        int queues = 0;
        for (QueueLog log : all.queues()) {
            if (budget.exhausted()) {
                return findings.resultOfPart(tally.coverage(), count(queues, "queue"), budget);
            }
            List<Claim> claims = new QueueZnodes(history, log, all.requests(), locks).inOrder();
            if (priority) {
                new PriorityRule(history, log, all.requests(), minItems, findings, tally).judge(claims);
            } else {
                new FifoRule(history, log, findings, tally).judge(claims);
            }
            queues++;
        }
        return findings.result(tally.coverage(), count(queues, "queue"));
    }
}
