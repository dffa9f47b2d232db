package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads that return a state which their session, a sync, or time rules out: an older one, or none. */
final class OlderStates {
    private OlderStates() {}

    /**
     * A read of a znode that returns the state before one that its session has seen.
     *
     * @param own whether its session wrote the newer state, otherwise it read it
     */
    static Places older(boolean sameSession, boolean own) {
        return recording -> {
            List<Consumer<HistoryEdit>> places = new ArrayList<>();
            for (RecordedRequest read : recording.requests()) {
                if (!read.reads() || !read.hasStat()) {
                    continue;
                }
                recording.requests().stream()
                        .filter(seen -> seen.hasStat()
                                && seen.precedes(read)
                                && seen.path().equals(read.path()))
                        .filter(seen -> sameSession == ReadPerturbations.sameSession(seen, read)
                                && own == seen.acknowledgedWrite())
                        .filter(seen -> seen.stat().mzxid() == read.stat().mzxid())
                        .findFirst()
                        .flatMap(seen -> before(recording, read))
                        .ifPresent(old -> places.add(edit -> show(edit, read, old)));
            }
            return places;
        };
    }

    /** A response with the state of the same incarnation before the one that a read returned. */
    private static Optional<RecordedRequest> before(Recording recording, RecordedRequest read) {
        return recording.requests().stream()
                .filter(r -> r.hasStat()
                        && r.path().equals(read.path())
                        && r.stat().czxid() == read.stat().czxid()
                        && r.stat().mzxid() < read.stat().mzxid())
                .max(Comparator.comparingLong(r -> r.stat().mzxid()));
    }

    /** Makes a read return the state that another request showed. */
    private static void show(HistoryEdit edit, RecordedRequest read, RecordedRequest old) {
        edit.set(read.answer(), "stat", old.stat());
        RecordedOperation operation = read.operation();
        if (operation != null && operation.state() != null) {
            String data = edit.recording().operations().stream()
                    .filter(o -> o.key().equals(operation.key()) && o.state() != null)
                    .map(ReadPerturbations::state)
                    .filter(s -> s.mzxid() == old.stat().mzxid())
                    .map(ZnodeState::data)
                    .findFirst()
                    .orElse(written(old));
            edit.state(
                    operation,
                    new ZnodeState(
                            data,
                            old.stat().version(),
                            old.stat().czxid(),
                            old.stat().mzxid()));
        }
    }

    private static String written(RecordedRequest write) {
        OperationInput input =
                write.operation() == null ? null : write.operation().input();
        return input instanceof ZnodeInput.Create create
                ? create.data()
                : input instanceof ZnodeInput.SetData set ? set.data() : "unknown";
    }

    static void absent(HistoryEdit edit, RecordedRequest read) {
        edit.set(read.answer(), "code", ResultCode.NONODE).set(read.answer(), "stat", null);
        RecordedOperation operation = read.operation();
        if (operation != null && operation.state() != null) {
            edit.state(operation, null);
        }
    }

    static List<Consumer<HistoryEdit>> absentBetween(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        List<RecordedRequest> all = recording.requests().stream()
                .filter(r -> r.hasStat() && !r.path().startsWith("/zookeeper"))
                .toList();
        for (RecordedRequest read : all) {
            boolean before = all.stream()
                    .anyMatch(r ->
                            ReadPerturbations.sameSession(r, read) && r.precedes(read) && sameIncarnation(r, read));
            boolean after = all.stream()
                    .anyMatch(r -> read.answer().zxid()
                                    <= Math.max(r.stat().mzxid(), r.stat().pzxid())
                            && sameIncarnation(r, read));
            if (read.reads() && before && after) {
                places.add(edit -> absent(edit, read));
            }
        }
        return places;
    }

    private static boolean sameIncarnation(RecordedRequest a, RecordedRequest b) {
        return a.path().equals(b.path()) && a.stat().czxid() == b.stat().czxid();
    }

    static List<Consumer<HistoryEdit>> undone(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedRequest delete : recording.requests()) {
            if (!delete.ok() || delete.opcode() != Opcode.DELETE) {
                continue;
            }
            Optional<RecordedRequest> seen = recording.requests().stream()
                    .filter(r -> r.hasStat() && ReadPerturbations.sameSession(r, delete) && r.precedes(delete))
                    .filter(r -> r.path().equals(delete.path()))
                    .reduce((one, two) -> two);
            Optional<RecordedRequest> read = recording.requests().stream()
                    .filter(r -> r.answered() != null
                            && r.reads()
                            && ReadPerturbations.sameSession(delete, r)
                            && delete.precedes(r))
                    .filter(r -> r.path().equals(delete.path()))
                    .findFirst();
            if (seen.isPresent() && read.isPresent()) {
                places.add(edit -> {
                    edit.set(read.get().answer(), "code", ResultCode.OK);
                    edit.set(read.get().answer(), "stat", seen.get().stat());
                });
            }
        }
        return places;
    }

    static Places afterSync() {
        return recording -> {
            List<Consumer<HistoryEdit>> places = new ArrayList<>();
            for (RecordedRequest read : recording.requests()) {
                boolean synced = read.operation() != null
                        && read.operation().input() instanceof ZnodeInput.Read asked
                        && asked.kind() == ZnodeInput.ReadKind.SYNC_GET
                        && read.hasStat()
                        && read.opcode() == Opcode.GET_DATA;
                boolean calm = synced
                        && recording.events(Event.FaultInjecting.class).stream()
                                .allMatch(f -> f.members().isEmpty());
                boolean written = synced
                        && recording.requests().stream()
                                .anyMatch(w -> w.acknowledgedWrite()
                                        && w.path().equals(read.path())
                                        && w.stat().mzxid() == read.stat().mzxid()
                                        && w.answeredNanos() < read.operation().invokedNanos()
                                        && w.session() != read.session());
                if (calm && written) {
                    before(recording, read).ifPresent(old -> places.add(edit -> show(edit, read, old)));
                }
            }
            return places;
        };
    }

    /** Moves everything after a moment by a minute, and one later read of another session back to the state before. */
    static List<Consumer<HistoryEdit>> aMinuteLater(Recording recording) {
        long minute = 60_000_000_000L;
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedRequest read : recording.requests()) {
            boolean late = read.reads()
                    && read.hasStat()
                    && recording.requests().stream()
                            .anyMatch(r -> r.hasStat()
                                    && r.precedes(read)
                                    && r.session() != read.session()
                                    && r.path().equals(read.path())
                                    && r.stat().mzxid() == read.stat().mzxid());
            boolean first = late
                    && recording.requests().stream()
                            .noneMatch(r -> ReadPerturbations.sameSession(r, read)
                                    && r.precedes(read)
                                    && r.answer().zxid() >= read.stat().mzxid());
            if (first) {
                before(recording, read)
                        .ifPresent(old -> places.add(edit -> {
                            show(edit, read, old);
                            edit.set(read.answer(), "zxid", old.stat().mzxid());
                            edit.later(read.sentNanos(), minute);
                        }));
            }
        }
        return places;
    }
}
