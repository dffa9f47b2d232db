package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a worker's {@code answer} took effect although the response to its write was lost.
 *
 * <p>It took effect if a coordinator saw it. It had no effect if the audit, which reads the tree after the run, shows
 * that an earlier write of the status was the last one (each write has a greater mzxid than all earlier writes), or
 * that the status does not exist although no client asked to withdraw the task. Immutable once built.
 */
final class LostAnswers {
    private final NotificationLog log;
    private final ZnodeTimeline znodes;
    private final Set<String> viewed = new HashSet<>();
    private final Map<String, Long> audited = new HashMap<>();
    private final boolean complete;

    LostAnswers(History history, NotificationLog log) {
        this.log = log;
        this.znodes = Analysis.of(history).znodes();
        for (Iterable<StatusView> views : log.allViews()) {
            views.forEach(view -> viewed.add(view.operation().key() + " " + view.data()));
        }
        history.events(Event.ZnodeAudited.class)
                .forEach(e -> audited.merge(znodes.absolute(e.path()), e.stat().mzxid(), Math::max));
        boolean read = history.events(Event.MemberAudited.class).anyMatch(e -> e.problem() == null);
        boolean cut = history.events(Event.LimitReached.class)
                .anyMatch(e -> e.limit() == HarnessLimit.AUDITED_ZNODES || e.limit() == HarnessLimit.AUDIT_READS);
        complete = read && !cut;
    }

    /** Whether a coordinator saw this answer. */
    boolean tookEffect(TaskStatus answer) {
        return viewed.contains(answer.operation().key() + " " + answer.data());
    }

    /** Whether the audit shows that neither this answer of a task nor a later write of its status took effect. */
    boolean hadNoEffect(TaskAssignment task, TaskStatus answer) {
        String path = String.valueOf(answer.operation().key());
        Long mzxid = audited.get(znodes.absolute(path));
        if (!complete || !audited.containsKey(znodes.absolute(task.path()))) {
            return false;
        }
        if (mzxid == null) {
            return task.withdrawnNanos() == Operation.OPEN;
        }
        return log.statuses(path).stream()
                .anyMatch(s -> s.mzxid() == mzxid
                        && s.operation().completedNanos() <= answer.operation().invokedNanos());
    }
}
