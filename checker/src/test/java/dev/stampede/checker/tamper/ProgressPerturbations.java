package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.BALANCING;
import static dev.stampede.checker.tamper.Guarantee.ELECTION;
import static dev.stampede.checker.tamper.Guarantee.GRANT_ORDER;
import static dev.stampede.checker.tamper.Guarantee.MUTUAL_EXCLUSION;
import static dev.stampede.checker.tamper.Guarantee.SINGLE_MASTER;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordedGrants.delete;
import static dev.stampede.checker.tamper.RecordedGrants.grants;
import static dev.stampede.checker.tamper.RecordedGrants.release;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.TrackPoint;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reactions of locks, elections and balancers that come too late. */
final class ProgressPerturbations {
    private static final long MILLI = 1_000_000L;

    private ProgressPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "a waiting client stays idle for a minute after the lock has become free",
                        GRANT_ORDER,
                        List.of("wake-up/lost-wake-up"),
                        wakeUp().of("lock")),
                recipe(
                        "a client deletes its znode a minute after it has released the lock",
                        MUTUAL_EXCLUSION,
                        List.of("leaks/leaked-znode"),
                        ProgressPerturbations::leak),
                recipe(
                        "there is no master for a minute",
                        ELECTION,
                        List.of("re-election/masterless"),
                        masterless().of("election")),
                recipe(
                        "a master leads on although its day has ended by its own clock",
                        SINGLE_MASTER,
                        List.of("day-change/overstayed"),
                        ProgressPerturbations::overstays),
                recipe(
                        "a client becomes the master of a day with the znode of another day",
                        ELECTION,
                        List.of("day-change/binding-of-another-day", "single-master/foreign-grant"),
                        ProgressPerturbations::otherDay),
                recipe(
                        "a balancer keeps the first addresses of all backends",
                        BALANCING,
                        List.of("balancing/stale-address"),
                        Places.whole(ProgressPerturbations::keepsAddresses).of("load-balancing")));
    }

    private static Perturbation recipe(String name, Guarantee promise, List<String> checks, Places places) {
        return impossible(name, promise, Blame.RECIPE, checks, places);
    }

    private static boolean has(Recording recording, String check) {
        return recording.header().checks().stream().anyMatch(c -> c.check().equals(check));
    }

    private static List<ZnodeObserved> deletes(Recording recording) {
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.change() == ZnodeChange.DELETED)
                .toList();
    }

    /** The last pause between two requests of an acquire in which a znode of its lock was deleted. */
    private static Places wakeUp() {
        return QuietTime.after((recording, found) -> {
            if (!has(recording, "wake-up")) {
                return;
            }
            for (RecordedOperation o : recording.operations()) {
                List<RecordedRequest> sent = o.requests();
                for (int i = sent.size() - 1; i > 0 && grants(o); i--) {
                    long from = sent.get(i - 1).answeredNanos();
                    long to = sent.get(i).sentNanos();
                    List<ZnodeObserved> seen = deletes(recording).stream()
                            .filter(e -> e.path().contains(o.key() + "/")
                                    && e.atNanos() > from
                                    && e.atNanos() < to - MILLI / 10)
                            .toList();
                    if (!seen.isEmpty()) {
                        found.accept(seen.get(seen.size() - 1).atNanos());
                        break;
                    }
                }
            }
        });
    }

    /** A release completes, and sends its delete a minute later. Nobody waits for the lock meanwhile. */
    private static List<Consumer<HistoryEdit>> leak(Recording recording) {
        return Places.each(
                recording.operations(),
                o -> has(recording, "leaks")
                        && grants(o)
                        && delete(recording, o) != null
                        && unwanted(
                                recording,
                                o,
                                Objects.requireNonNull(delete(recording, o)).sentNanos()),
                (edit, o) -> {
                    long sent = Objects.requireNonNull(delete(recording, o)).sentNanos();
                    RecordedOperation release = Objects.requireNonNull(release(recording, o));
                    edit.set(release.completion(), "atNanos", sent - 1);
                    QuietTime.minuteAfter(edit, sent - 1);
                });
    }

    /** Whether nobody waits for any lock at a quiet moment after which a holder works on. */
    private static boolean unwanted(Recording recording, RecordedOperation grant, long atNanos) {
        return QuietTime.at(recording, atNanos)
                && recording.operations().stream()
                        .noneMatch(o -> o.input() instanceof LockInput.Acquire
                                && o.invokedNanos() <= atNanos
                                && o.completedNanos() > atNanos)
                && recording.operations().stream()
                        .anyMatch(o -> o.client() == grant.client() && o.invokedNanos() > atNanos);
    }

    /** The time between the end of one master and the grant of the next one. */
    private static Places masterless() {
        return QuietTime.after((recording, found) -> recording.operations().stream()
                .filter(o -> has(recording, "re-election") && grants(o) && release(recording, o) != null)
                .forEach(o -> {
                    long ended = Objects.requireNonNull(release(recording, o)).completedNanos();
                    boolean next = recording.operations().stream()
                            .anyMatch(g -> grants(g) && g.key().equals(o.key()) && g.completedNanos() > ended);
                    boolean meanwhile = recording.operations().stream()
                            .anyMatch(g -> grants(g)
                                    && g.key().equals(o.key())
                                    && g.completedNanos() > o.completedNanos()
                                    && g.completedNanos() <= ended);
                    if (next && !meanwhile && ended != Long.MAX_VALUE) {
                        found.accept(ended);
                    }
                }));
    }

    /** Moves the end of a day, by the clock of its master, to the beginning of a long hold. */
    private static List<Consumer<HistoryEdit>> overstays(Recording recording) {
        return Places.each(
                recording.operations(),
                o -> has(recording, "day-change")
                        && grants(o)
                        && release(recording, o) != null
                        && believes(recording, o, o.completedNanos() + 400 * MILLI)
                        && nextDay(recording, o) != null,
                (edit, o) ->
                        edit.set(Objects.requireNonNull(nextDay(recording, o)), "atNanos", o.completedNanos() + MILLI));
    }

    /** Whether a master believes until a moment, in JVMs without stalls. */
    private static boolean believes(Recording recording, RecordedOperation grant, long untilNanos) {
        return Objects.requireNonNull(release(recording, grant)).invokedNanos() > untilNanos
                && recording.events().stream()
                        .filter(e -> e.atNanos() >= grant.completedNanos() && e.atNanos() <= untilNanos)
                        .noneMatch(e -> e instanceof Event.Stalled
                                || (e instanceof Event.SessionChanged s && s.client() == grant.client())
                                || (e instanceof Event.Doubted d && d.client() == grant.client()));
    }

    /** The start of the next day by the clock of a master; null if its clock does not reach it. */
    private static @Nullable TrackPoint nextDay(Recording recording, RecordedOperation grant) {
        return recording.events(TrackPoint.class).stream()
                .filter(day -> day.track().equals("Days")
                        && day.lane().equals("client " + grant.client())
                        && day.label().compareTo(grant.key()) > 0)
                .findFirst()
                .orElse(null);
    }

    private static List<Consumer<HistoryEdit>> otherDay(Recording recording) {
        return Places.pairs(
                recording.operations(),
                o -> has(recording, "day-change") && grants(o),
                (a, b) -> grants(b) && !a.key().equals(b.key()) && a.client() == b.client(),
                (edit, a, b) -> {
                    recording.events(Event.Believed.class).stream()
                            .filter(e -> e.token() == b.token())
                            .forEach(e -> edit.set(e, "token", a.token()));
                    edit.set(b.completion(), "token", a.token());
                });
    }

    /** Each list of a balancer shows the addresses that it showed first. */
    private static void keepsAddresses(HistoryEdit edit) {
        Map<Integer, Map<String, String>> first = new HashMap<>();
        for (RecordedOperation o : edit.recording().operations()) {
            if (o.ok() && o.output() instanceof OperationOutput.Backends backends) {
                Map<String, String> known = first.computeIfAbsent(o.client(), c -> new HashMap<>());
                backends.addresses().forEach(known::putIfAbsent);
                Map<String, String> shown = new LinkedHashMap<>(backends.addresses());
                shown.replaceAll((path, address) -> known.get(path));
                edit.set(o.completion(), "result", new OperationOutput.Backends(shown).text());
            }
        }
    }
}
