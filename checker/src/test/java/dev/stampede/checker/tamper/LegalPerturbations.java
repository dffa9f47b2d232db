package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Perturbation.legal;
import static dev.stampede.checker.tamper.RecordCopy.map;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes after which a history is as possible as before: lost information, delays, and other faults and requests. */
final class LegalPerturbations {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private LegalPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                legal("all clocks are an hour ahead", Places.whole(e -> e.times(t -> t + 3_600 * SECOND))),
                legal(
                        "the whole run is ten percent faster",
                        Places.whole(e -> e.times(t -> t / 10 * 9))
                                .when(r -> !r.isOf("barrier"))), // a call of a barrier would time out too early
                legal("the audit comes a second later", Places.whole(e -> e.later(audit(e), SECOND))),
                legal("a write loses its response", LostResponses.lostWrite()),
                legal("a read loses its response", LostResponses.lostRead(true)),
                legal("a read never gets a response", LostResponses.lostRead(false)),
                legal("a response shows a later zxid that its session saw", LostResponses.lateZxid()),
                legal("every failed request shows no zxid", Places.whole(LegalPerturbations::noZxids)),
                legal("a read is not recorded", Places.operations(LostResponses::plainRead, HistoryEdit::remove)),
                legal(
                        "every third read is not recorded",
                        Places.whole(e -> dropReads(e, 3)).when(r -> r.isOf("registers", "configuration"))),
                legal("a read is repeated", repeatedRead()),
                legal("the watchers' events arrive half a second later", Places.whole(e -> lateEvents(e, 0))),
                legal("the events of one member arrive half a second later", member((e, m) -> lateEvents(e, m))),
                legal("one watcher session reports nothing", member(LegalPerturbations::withoutWatcher)),
                legal("one watcher session is away for a while", member(LegalPerturbations::awayWatcher)),
                legal("one watcher session reads all znodes again", member(LegalPerturbations::readAgain)),
                legal("the observations of one member are recorded twice", member(LegalPerturbations::observedTwice)),
                legal("the JVM of the harness stalls", at((e, t) -> stall(e, t, "harness", 300))),
                legal("the JVM of the harness stalls for long", at((e, t) -> stall(e, t, "harness", 2_500))),
                legal(
                        "a member is paused",
                        at((e, t) -> fault(e, t, "pause", List.of(1), List.of(), FaultEffect.PAUSES_MEMBERS))),
                legal(
                        "a member is cut off",
                        at((e, t) -> fault(e, t, "partition", List.of(2), List.of(), FaultEffect.CUTS_MEMBERS))),
                legal(
                        "a client is cut off",
                        at((e, t) -> fault(e, t, "client-partition", List.of(), List.of(0), FaultEffect.CUTS_CLIENTS))),
                legal("a member reports its role again", at(LegalPerturbations::role)),
                legal("notes and points of tracks are missing", Places.whole(LegalPerturbations::withoutNotes)),
                legal("the mtimes are those of another clock", Places.whole(e -> component(e, "mtime", 77_000))),
                legal("the clients have other sessions", Places.whole(LegalPerturbations::sessions)),
                legal("the ensemble executed a thousand transactions before", Places.whole(e -> zxids(e, 0, 1_000))),
                legal("the whole run happens in a later epoch", Places.whole(e -> zxids(e, 0, 5L << 32))),
                legal("transactions of other clients come in between", gap(100)),
                legal("the lines of one client are recorded late", Places.whole(e -> lateLines(e, 1))),
                legal(
                        "all lines are recorded in the order of time",
                        Places.whole(e -> e.sort(Comparator.comparingLong(LegalPerturbations::lineNanos)))),
                legal("an indeterminate write is never seen", unseenWrite()),
                legal("a member was audited after later transactions", member(LegalPerturbations::auditedLater)),
                legal("the audit knows further live sessions", Places.whole(LegalPerturbations::moreSessions)),
                legal("the last close loses its response", LostResponses.lostClose()),
                legal("operations take a little longer", Places.whole(LegalPerturbations::longer)),
                legal(
                        "the ensemble has a longer description",
                        Places.whole(e -> e.header(
                                with(e.recording().header(), "ensemble", "external: three members in a data centre")))),
                legal(
                        "the run has another seed and name",
                        Places.whole(
                                e -> e.header(with(with(e.recording().header(), "seed", 99L), "run", "another-run")))));
    }

    private static long audit(HistoryEdit edit) {
        return edit.recording().phaseNanos(Event.Phase.AUDIT);
    }

    private static void noZxids(HistoryEdit edit) {
        edit.recording().requests().stream()
                .filter(r -> r.answered() != null && !r.ok())
                .forEach(r -> edit.set(r.answer(), "zxid", 0L));
    }

    private static void dropReads(HistoryEdit edit, int every) {
        List<RecordedOperation> reads = edit.recording().operations().stream()
                .filter(LostResponses::plainRead)
                .toList();
        for (int i = 0; i < reads.size(); i += every) {
            edit.remove(reads.get(i));
        }
    }

    /** The same read again, by the same client, before its next request. */
    private static Places repeatedRead() {
        return Places.operations(o -> LostResponses.plainRead(o) && o.state() != null, (edit, o) -> {
            RecordedRequest r = o.requests().get(0);
            int operation = edit.newNumber();
            int attempt = edit.newNumber();
            long at = o.completedNanos();
            edit.insertAfter(
                    o.completion(),
                    with(with(o.invoked(), "operation", operation), "atNanos", at + 1),
                    with(with(with(r.sent(), "attempt", attempt), "operation", operation), "atNanos", at + 2),
                    with(with(r.answer(), "attempt", attempt), "atNanos", at + 3),
                    with(with(o.completion(), "operation", operation), "atNanos", at + 4));
        });
    }

    private static void lateEvents(HistoryEdit edit, int member) {
        edit.each(event -> event instanceof ZnodeObserved e && (member == 0 || e.member() == member)
                ? with(e, "atNanos", e.atNanos() + 500 * MILLI)
                : event);
    }

    private interface MemberChange {
        void make(HistoryEdit edit, int member);
    }

    private static Places member(MemberChange change) {
        return recording -> Places.each(recording.header().members(), m -> true, (edit, m) -> change.make(edit, m));
    }

    private static void withoutWatcher(HistoryEdit edit, int member) {
        edit.recording().events(ZnodeObserved.class).stream()
                .filter(e -> e.member() == member)
                .forEach(edit::remove);
        edit.recording().events(Event.WatcherChanged.class).stream()
                .filter(e -> e.member() == member)
                .forEach(edit::remove);
    }

    /** The events of a second are missing, and the session is recorded as blind meanwhile. */
    private static void awayWatcher(HistoryEdit edit, int member) {
        List<ZnodeObserved> all = edit.recording().events(ZnodeObserved.class).stream()
                .filter(e -> e.member() == member)
                .toList();
        if (all.isEmpty()) {
            return;
        }
        long from = all.get(all.size() / 2).atNanos();
        all.stream()
                .filter(e -> e.atNanos() >= from && e.atNanos() < from + SECOND)
                .forEach(edit::remove);
        edit.insertBefore(
                all.get(all.size() / 2),
                new Event.WatcherChanged(member, Event.WatcherState.BLIND, from - 1),
                new Event.WatcherChanged(member, Event.WatcherState.WATCHING, from + SECOND));
    }

    private static void readAgain(HistoryEdit edit, int member) {
        edit.recording().events(ZnodeObserved.class).stream()
                .filter(e -> e.member() == member && e.change() == Event.ZnodeChange.PRESENT)
                .forEach(e -> edit.insertAfter(e, with(e, "atNanos", e.atNanos() + 1)));
    }

    private static void observedTwice(HistoryEdit edit, int member) {
        edit.recording().events(ZnodeObserved.class).stream()
                .filter(e -> e.member() == member)
                .forEach(e -> edit.insertAfter(e, with(e, "atNanos", e.atNanos())));
    }

    private interface MomentChange {
        void make(HistoryEdit edit, Event at);
    }

    /** At the completions of operations before the faults are healed. */
    private static Places at(MomentChange change) {
        return recording -> {
            long heal = recording.phaseNanos(Event.Phase.HEAL);
            long chaos = recording.phaseNanos(Event.Phase.CHAOS);
            return Places.each(
                    recording.operations(),
                    o -> o.completed() != null && o.completedNanos() > chaos && o.completedNanos() < heal - 3 * SECOND,
                    (edit, o) -> change.make(edit, o.completion()));
        };
    }

    private static void stall(HistoryEdit edit, Event at, String jvm, long millis) {
        edit.insertAfter(at, new Event.Stalled(jvm, at.atNanos(), at.atNanos() + millis * MILLI));
    }

    private static void fault(
            HistoryEdit edit,
            Event at,
            String family,
            List<Integer> members,
            List<Integer> clients,
            FaultEffect effect) {
        long from = at.atNanos();
        edit.insertAfter(
                at,
                new Event.FaultInjecting(
                        "extra#1",
                        "extra",
                        family,
                        "extra",
                        "extra",
                        members,
                        clients,
                        List.of(),
                        List.of(effect),
                        from),
                new Event.FaultInjected("extra#1", from + 1),
                new Event.FaultActive("extra#1", "it was observed", from + 2),
                new Event.FaultHealing("extra#1", from + 900 * MILLI),
                new Event.FaultHealed("extra#1", "it was observed", from + SECOND));
    }

    private static void role(HistoryEdit edit, Event at) {
        edit.recording().events(Event.RoleChanged.class).stream()
                .filter(e -> e.atNanos() < at.atNanos())
                .reduce((one, two) -> two)
                .ifPresent(e -> edit.insertAfter(at, with(e, "atNanos", at.atNanos() + 1)));
    }

    private static void withoutNotes(HistoryEdit edit) {
        edit.recording().events().stream().filter(e -> e instanceof Event.Note).forEach(edit::remove);
    }

    private static void component(HistoryEdit edit, String component, long shift) {
        edit.each(event ->
                deep(event, (name, value) -> name.equals(component) ? Long.valueOf((long) value + shift) : value));
    }

    /** Changes components of an event and of the Stat in it. */
    private static Event deep(Event event, RecordCopy.Change change) {
        return (Event) map(
                (Record & Event) event,
                (name, value) -> value instanceof ZnodeStat stat ? map(stat, change) : change.of(name, value));
    }

    private static void sessions(HistoryEdit edit) {
        edit.each(event -> deep(event, (name, value) -> {
            boolean session =
                    (name.equals("session") || name.equals("ephemeralOwner")) && value instanceof Long id && id != 0;
            if (session) {
                return Long.valueOf((long) value + 0x100);
            }
            return name.equals("sessions") && value instanceof List<?> all
                    ? all.stream()
                            .map(id -> (Object) Long.valueOf((long) id + 0x100))
                            .toList()
                    : value;
        }));
    }

    /** Raises all zxids above a limit, also those in the texts of operations. */
    private static void zxids(HistoryEdit edit, long aboveZxid, long by) {
        new ZxidShift(aboveZxid, by).apply(edit);
    }

    private static Places gap(long by) {
        return recording -> Places.each(
                recording.requests(),
                r -> r.acknowledgedWrite() && !r.path().startsWith("/zookeeper"),
                (edit, r) -> zxids(edit, r.zxid(), by));
    }

    /** The events of a client come later in the file, in the same order. */
    private static void lateLines(HistoryEdit edit, int client) {
        edit.sort(Comparator.comparingLong(
                event -> lineNanos(event) + (clientOf(edit, event) == client ? 80 * MILLI : 0)));
    }

    private static int clientOf(HistoryEdit edit, Event event) {
        return edit.recording().clientOf(event);
    }

    private static long lineNanos(Event event) {
        return event.atNanos();
    }

    /** A setData whose response is lost, and which never takes effect. */
    private static Places unseenWrite() {
        return Places.operations(
                o -> o.ok()
                        && o.input() instanceof ZnodeInput.SetData
                        && o.requests().size() == 1,
                (edit, o) -> {
                    RecordedRequest r = o.requests().get(0);
                    int operation = edit.newNumber();
                    int attempt = edit.newNumber();
                    long at = o.completedNanos();
                    edit.insertAfter(
                            o.completion(),
                            new Event.Invoked(
                                    operation, o.client(), o.key(), new ZnodeInput.SetData("lost", -1), at + 1),
                            with(with(with(r.sent(), "attempt", attempt), "operation", operation), "atNanos", at + 2),
                            new Event.AttemptAnswered(
                                    attempt,
                                    ResultCode.CONNECTIONLOSS,
                                    r.session(),
                                    r.answer().zxid(),
                                    null,
                                    null,
                                    null,
                                    at + 3),
                            new Event.Completed(
                                    operation,
                                    Outcome.INDETERMINATE,
                                    null,
                                    "CONNECTIONLOSS " + o.key(),
                                    o.session(),
                                    0,
                                    r.answer().zxid(),
                                    at + 4));
                });
    }

    private static void auditedLater(HistoryEdit edit, int member) {
        edit.recording().events(Event.MemberAudited.class).stream()
                .filter(e -> e.member() == member && e.zxid() > 0)
                .forEach(e -> edit.set(e, "zxid", e.zxid() + 3));
    }

    private static void moreSessions(HistoryEdit edit) {
        edit.recording().events(Event.SessionsAudited.class).forEach(e -> {
            List<Long> more = new ArrayList<>(e.sessions());
            more.add(0x7777L);
            edit.set(e, "sessions", more);
        });
    }

    /** Each operation ends up to 20 µs later, but before the next event of its client. */
    private static void longer(HistoryEdit edit) {
        edit.recording().operations().stream()
                .filter(o -> o.completed() != null)
                .forEach(o -> edit.set(
                        o.completion(),
                        "atNanos",
                        Math.min(o.completedNanos() + 20_000, edit.recording().nextOf(o) - 1)));
    }
}
