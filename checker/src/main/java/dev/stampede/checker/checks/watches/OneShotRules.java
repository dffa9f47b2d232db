package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import java.util.List;

/**
 * Compares the event of a one-shot watch with what its session read. One event thread received the event and the
 * responses, so their order is known and no time limit is needed. Stateless apart from its collaborators.
 *
 * <ul>
 *   <li>{@code data-before-event}: the session was shown a later state than that on which the watch was set, but had
 *       not received the event. The member sends the event when it applies the change, and the response later on the
 *       same connection. After a reconnect, the client library sets its watches again before it sends other requests,
 *       and the member first sends the events of changes during the disconnect.
 *   <li>{@code event-without-change}: a request that the client sent after it had received the event was answered, on
 *       the same connection, with the state on which the watch was set. Not judged for a watch on an absent znode,
 *       because the znode may have been deleted again.
 * </ul>
 *
 * <p>After a reconnect, {@code event-without-change} is not judged: the next member may be behind the member that sent
 * the event.
 */
final class OneShotRules {
    private final WatchLog log;
    private final WatchReport report;

    OneShotRules(WatchLog log, WatchReport report) {
        this.log = log;
        this.report = report;
    }

    /** Judges a one-shot watch. Returns whether there was an event, or a response to compare. */
    boolean judge(WatchRegistration watch) {
        WatchEvent event = watch.first();
        List<StatReply> replies = log.repliesAfter(watch, watch.path());
        for (StatReply reply : replies) {
            if (event != null && event.atNanos() <= reply.atNanos()) {
                break;
            } else if (!unchanged(watch, reply)) {
                tooEarly(watch, reply);
                return true;
            }
        }
        if (event != null) {
            withoutChange(watch, event, replies);
        }
        return event != null || !replies.isEmpty();
    }

    private static boolean unchanged(WatchRegistration watch, StatReply reply) {
        return watch.kind() == WatchKind.CHILDREN ? reply.sameChildren(watch.reply()) : reply.sameData(watch.reply());
    }

    private void tooEarly(WatchRegistration watch, StatReply reply) {
        report.add(
                "data-before-event",
                watch,
                watch.text() + " was set at " + seconds(watch.setNanos()) + " on " + text(watch, watch.reply())
                        + ", and the client was shown " + text(watch, reply) + " at " + seconds(reply.atNanos())
                        + " in the same session, but had received no event",
                reply.atNanos(),
                List.of(reply.operation()),
                WatchCitations.EVENT_FIRST);
    }

    private void withoutChange(WatchRegistration watch, WatchEvent event, List<StatReply> replies) {
        if (event.type() == ChangeType.CREATED || !watch.covers(event.path())) {
            return;
        }
        for (StatReply reply : replies) {
            if (reply.sentNanos() <= event.atNanos()) {
                continue;
            }
            if (unchanged(watch, reply) && log.sameConnection(watch.client(), event.atNanos(), reply.atNanos())) {
                report.add(
                        "event-without-change",
                        watch,
                        watch.text() + " received " + EventRules.text(event) + ", but the client was shown "
                                + text(watch, reply) + " at " + seconds(reply.atNanos())
                                + " on the same connection, as when the watch was set",
                        reply.atNanos(),
                        List.of(event.operation(), reply.operation()),
                        WatchCitations.ONE_TIME);
            }
            return;
        }
    }

    private static String text(WatchRegistration watch, StatReply reply) {
        if (reply.stat() == null) {
            return "no znode";
        }
        return watch.kind() == WatchKind.CHILDREN
                ? "the pzxid " + hex(reply.stat().pzxid())
                : "the mzxid " + hex(reply.stat().mzxid());
    }
}
