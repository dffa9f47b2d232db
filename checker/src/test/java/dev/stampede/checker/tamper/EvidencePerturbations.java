package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Perturbation.uncovering;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.HarnessPart;
import java.util.List;
import java.util.function.Predicate;

/** Changes that remove the evidence of a verdict. */
final class EvidencePerturbations {
    private static final long RECOVERY = 9_000_000_000L;

    private EvidencePerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                uncovering("there was no audit", "audit", without(EvidencePerturbations::audited)),
                uncovering(
                        "the audit did not read one tree",
                        "audit",
                        without(e -> e instanceof Event.ZnodeAudited z && z.member() == 2)),
                uncovering(
                        "the audit did not reach one member",
                        "audit",
                        without(e -> (e instanceof Event.MemberAudited m && m.member() == 3)
                                || (e instanceof Event.ZnodeAudited z && z.member() == 3))),
                uncovering("the audit tried no write", "audit", without(e -> e instanceof Event.WriteAudited)),
                uncovering(
                        "the durability probe was not read", "audit", without(e -> e instanceof Event.MarkersAudited)),
                uncovering(
                        "no fault is proven to have taken effect",
                        "requirements",
                        without(e -> e instanceof Event.FaultActive)),
                uncovering("no heal is proven", "run-integrity", without(e -> e instanceof Event.FaultHealed)),
                uncovering(
                        "the session states of a client are missing",
                        "run-integrity",
                        without(e -> e instanceof Event.SessionChanged s && s.client() == 1)),
                uncovering(
                        "no watcher session watched",
                        "run-integrity",
                        without(e -> e instanceof Event.WatcherChanged).of("lock", "election", "load-balancing")),
                uncovering("the history ends before the run", "run", without(e -> e instanceof Event.RunEnded)),
                uncovering(
                        "the recorder failed",
                        "run-integrity",
                        added(r -> new Event.HarnessFailed(HarnessPart.RECORDER, "the disk is full", r.endNanos()))),
                uncovering(
                        "a client did not stop",
                        "run-integrity",
                        added(r -> new Event.ClientHung(1, "it waits for a lock", r.endNanos()))),
                uncovering(
                        "a worker ended without a fault",
                        "run-integrity",
                        added(r -> new Event.WorkerEnded("worker-1", "exit code 1", r.endNanos() / 2))),
                uncovering(
                        "the audit read only a part of the tree",
                        "audit",
                        added(r -> new Event.LimitReached(
                                HarnessLimit.AUDITED_ZNODES, 1, 100, r.phaseNanos(Event.Phase.AUDIT) + 1))),
                uncovering(
                        "no operation has a result",
                        "requirements",
                        without(e -> e instanceof Event.Completed)
                                .when(r -> !EvidencePerturbations.worksOnAfterTheFaults(r))));
    }

    private static boolean audited(Event e) {
        return e instanceof Event.MemberAudited
                || e instanceof Event.ZnodeAudited
                || e instanceof Event.WriteAudited
                || e instanceof Event.SessionsAudited
                || e instanceof Event.MarkersAudited;
    }

    /** Whether the clients had to make progress after the last fault, within the recovery budget. */
    private static boolean worksOnAfterTheFaults(Recording recording) {
        long healed = recording.events(Event.FaultHealed.class).stream()
                .mapToLong(Event.FaultHealed::atNanos)
                .max()
                .orElse(0);
        return recording.phaseNanos(Event.Phase.AUDIT) - healed > RECOVERY;
    }

    private interface Added {
        Event of(Recording recording);
    }

    private static Places without(Predicate<Event> which) {
        return Places.whole(
                edit -> edit.recording().events().stream().filter(which).forEach(edit::remove));
    }

    private static Places added(Added event) {
        return Places.whole(edit -> {
            Event last = edit.recording().events(Event.PhaseBegan.class).get(0);
            edit.insertAfter(last, event.of(edit.recording()));
        });
    }
}
