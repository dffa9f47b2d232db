package dev.stampede.checker.checks.queue;

import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Taken;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/**
 * Methods for one queue. The znode of an item is named after it: item {@code a} is {@code /queues/q/item-a}. Each method
 * takes the time at which its operation is invoked, and its operation takes 4 ms.
 */
final class QueueHistoryBuilder extends AbstractHistoryBuilder<QueueHistoryBuilder> {
    static final String KEY = "/queues/q";

    private static final int LENGTH = 4;

    QueueHistoryBuilder() {
        super("queue");
        clients(3);
    }

    @Override
    protected QueueHistoryBuilder self() {
        return this;
    }

    static String path(String item) {
        return KEY + "/item-" + item;
    }

    /** The reply to a sequential create. */
    private static Reply created(String item, long zxid) {
        return new Reply(ResultCode.OK, zxid, path(item), stat(zxid, 0));
    }

    /** An acknowledged enqueue whose create has this zxid. */
    QueueHistoryBuilder enqueued(int client, String item, long zxid, long at) {
        return enqueued(client, new QueueInput.Enqueue(item), zxid, at);
    }

    QueueHistoryBuilder enqueued(int client, QueueInput.Enqueue input, long zxid, long at) {
        int op = invoked(client, KEY, input, at);
        return attempt(client, op, Opcode.CREATE, KEY + "/item-", created(input.item(), zxid), at + 1, at + 2)
                .completed(op, Custom.DONE, zxid, at + LENGTH);
    }

    /** An acknowledged enqueue whose first create had no answer, and whose second create succeeded. */
    QueueHistoryBuilder enqueuedAgain(int client, String item, long zxid, long at) {
        int op = invoked(client, KEY, new QueueInput.Enqueue(item), at);
        return attempt(client, op, Opcode.CREATE, KEY + "/item-", lost(), at, at + 1)
                .attempt(client, op, Opcode.CREATE, KEY + "/item-", created(item, zxid), at + 2, at + 3)
                .completed(op, Custom.DONE, zxid, at + LENGTH);
    }

    /** An enqueue with a lost answer. */
    QueueHistoryBuilder enqueueLost(int client, String item, long at) {
        int op = invoked(client, KEY, new QueueInput.Enqueue(item), at);
        return attempt(client, op, Opcode.CREATE, KEY + "/item-", lost(), at + 1, at + 2)
                .completed(op, Outcome.INDETERMINATE, "CONNECTIONLOSS " + KEY, at + LENGTH);
    }

    static Reply lost() {
        return Reply.error(ResultCode.CONNECTIONLOSS);
    }

    /** A client sends a delete of an item's znode, which is answered 1 ms later, within an operation (-1 for none). */
    QueueHistoryBuilder deletes(int client, int op, String item, Reply reply, long at) {
        return attempt(client, op, Opcode.DELETE, path(item), reply, at, at + 1);
    }

    /** A dequeue that removes an item with its delete, and returns it. */
    QueueHistoryBuilder dequeued(int client, String item, long zxid, long at) {
        int op = invoked(client, KEY, new QueueInput.Dequeue(), at);
        return deletes(client, op, item, Reply.ok(zxid), at + 1)
                .gone(item, zxid, at + 2)
                .completed(op, new Taken(item), zxid, at + LENGTH);
    }

    /** A dequeue that returns an item without having removed it. */
    QueueHistoryBuilder dequeuedWithoutDelete(int client, String item, long at) {
        int op = invoked(client, KEY, new QueueInput.Dequeue(), at);
        return completed(op, new Taken(item), 0, at + LENGTH);
    }

    /** A dequeue that finds nothing in time. */
    QueueHistoryBuilder foundNothing(int client, long from, long to) {
        return completed(invoked(client, KEY, new QueueInput.Dequeue(), from), Outcome.FAILED, "no item in time", to);
    }

    /** A dequeue whose delete of this item had no answer, and that ended with this error. */
    QueueHistoryBuilder dequeueLost(int client, String item, String error, long at) {
        int op = invoked(client, KEY, new QueueInput.Dequeue(), at);
        return deletes(client, op, item, lost(), at + 1).completed(op, Outcome.INDETERMINATE, error, at + LENGTH);
    }

    /** A watcher observes the delete of an item's znode. */
    QueueHistoryBuilder gone(String item, long zxid, long at) {
        return observed(ZnodeChange.DELETED, path(item), zxid, 0, null, at);
    }

    /** The queue calls a consumer, which processes the item in 4 ms. */
    QueueHistoryBuilder consumed(int client, String item, long at) {
        return consumed(client, new QueueInput.Consume(item, 0), at);
    }

    QueueHistoryBuilder consumed(int client, QueueInput.Consume input, long at) {
        return completed(invoked(client, KEY, input, at), Custom.DONE, 0, at + LENGTH);
    }

    /** The queue calls a consumer, which rejects the item. */
    QueueHistoryBuilder rejected(int client, String item, long at) {
        int op = invoked(client, KEY, new QueueInput.Consume(item, 0), at);
        return completed(op, Outcome.FAILED, "rejected", at + LENGTH);
    }

    QueueHistoryBuilder removed(int client, String item, long count, long at) {
        int op = invoked(client, KEY, new QueueInput.Remove(item), at);
        return completed(op, new WholeNumber(count), 0, at + LENGTH);
    }

    QueueHistoryBuilder opened(int client, long at) {
        return completed(invoked(client, KEY, new QueueInput.Open(), at), Custom.DONE, 0, at + LENGTH);
    }

    QueueHistoryBuilder closed(int client, long at) {
        return completed(invoked(client, KEY, new QueueInput.Close(), at), Custom.DONE, 0, at + LENGTH);
    }

    /** The audit finds these items in the queue. */
    QueueHistoryBuilder audited(long at, String... items) {
        memberAudited(1, 0x1000, items.length + 1, at).znodeAudited(1, KEY, stat(1, 0), "", "", at);
        for (String item : List.of(items)) {
            znodeAudited(1, path(item), stat(2, 0), "", "", at);
        }
        return self();
    }

    List<String> kinds(String check, String... parameters) {
        return kinds(checkNamed(check, parameters));
    }
}
