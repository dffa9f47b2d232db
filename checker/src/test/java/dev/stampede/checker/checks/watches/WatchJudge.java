package dev.stampede.checker.checks.watches;

import dev.stampede.checker.checks.watches.WatchWorld.Connection;
import dev.stampede.checker.checks.watches.WatchWorld.Fired;
import dev.stampede.checker.checks.watches.WatchWorld.Look;
import dev.stampede.checker.checks.watches.WatchWorld.Write;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges a {@link WatchWorld} by comparing each watch with each fact, and by walking through time in steps of a
 * millisecond. It shares no code with the check.
 */
final class WatchJudge {
    private static final int LIMIT = 4_000;

    private final WatchWorld world;
    private final Set<String> kinds = new TreeSet<>();

    private final boolean[] calm;

    private WatchJudge(WatchWorld world) {
        this.world = world;
        this.calm = new boolean[(int) world.end];
        for (int at = 0; at < calm.length; at++) {
            calm[at] = isCalm(at);
        }
    }

    static Set<String> kinds(WatchWorld world) {
        WatchJudge judge = new WatchJudge(world);
        world.sets.forEach(judge::judge);
        judge.order();
        return judge.kinds;
    }

    static Set<ChangeType> types(WatchWorld.Set set) {
        boolean absent = set.kind() == WatchKind.EXISTS && set.stat() == null;
        return switch (set.kind()) {
            case DATA, EXISTS ->
                absent ? EnumSet.of(ChangeType.CREATED) : EnumSet.of(ChangeType.DATA_CHANGED, ChangeType.DELETED);
            case CHILDREN -> EnumSet.of(ChangeType.CHILDREN_CHANGED, ChangeType.DELETED);
            case PERSISTENT -> EnumSet.allOf(ChangeType.class);
            case PERSISTENT_RECURSIVE -> EnumSet.complementOf(EnumSet.of(ChangeType.CHILDREN_CHANGED));
        };
    }

    private void judge(WatchWorld.Set set) {
        List<Fired> events = world.fired.stream()
                .filter(e -> e.name().equals(set.name()))
                .sorted(Comparator.comparingLong(Fired::at))
                .toList();
        if (set.kind().oneShot() && events.size() > 1) {
            kinds.add("fired-twice");
        }
        for (Fired e : events) {
            if (!WatchWorld.covers(set, e.path()) || !types(set).contains(e.type())) {
                kinds.add("wrong-event");
            }
            if (e.zxid() > 0 && e.zxid() <= Math.max(set.seen(), shown(set))) {
                kinds.add("event-before-watch");
            }
            if (e.zxid() > 0 && isFalse(e)) {
                kinds.add("false-event");
            }
        }
        if (set.kind().oneShot()) {
            oneShot(set, events);
        } else {
            persistent(set, events);
        }
        for (Write write : world.writes) {
            missing(set, events, write);
        }
    }

    private static long shown(WatchWorld.Set set) {
        ZnodeStat stat = set.stat();
        return stat == null ? 0 : set.kind() == WatchKind.CHILDREN ? stat.pzxid() : stat.mzxid();
    }

    /** The creates and sets have their zxids in the history; those of the deletes are unknown. */
    private boolean isFalse(Fired e) {
        return world.writes.stream().anyMatch(w -> w.zxid() == e.zxid())
                && world.writes.stream()
                        .noneMatch(w -> w.zxid() == e.zxid()
                                && w.type() == e.type()
                                && w.path().equals(e.path()));
    }

    private void oneShot(WatchWorld.Set set, List<Fired> events) {
        for (Look look : world.looks) {
            boolean later = look.session() == set.session() && look.path().equals(set.path()) && look.at() > set.at();
            boolean heard = events.stream().anyMatch(e -> e.at() <= look.at());
            if (later && !heard && !same(set, look)) {
                kinds.add("data-before-event");
            }
        }
        if (events.isEmpty() || events.get(0).type() == ChangeType.CREATED) {
            return;
        }
        Fired event = events.get(0);
        world.looks.stream()
                .filter(l -> l.session() == set.session() && l.path().equals(set.path()) && l.sent() > event.at())
                .min(Comparator.comparingLong(Look::at))
                .filter(l -> same(set, l)
                        && !broken(event.at(), l.at())
                        && event.path().equals(set.path()))
                .ifPresent(l -> kinds.add("event-without-change"));
    }

    private static boolean same(WatchWorld.Set set, Look look) {
        ZnodeStat one = set.stat();
        ZnodeStat two = look.stat();
        if (one == null || two == null) {
            return one == null && two == null;
        }
        return one.czxid() == two.czxid()
                && (set.kind() == WatchKind.CHILDREN ? one.pzxid() == two.pzxid() : one.mzxid() == two.mzxid());
    }

    private boolean broken(long from, long to) {
        return world.breaks.stream().anyMatch(at -> at >= from && at <= to && at < world.end);
    }

    private void persistent(WatchWorld.Set set, List<Fired> events) {
        List<Look> looks = world.looks.stream()
                .filter(l -> l.session() == set.session() && l.at() > set.at() && WatchWorld.covers(set, l.path()))
                .toList();
        for (Look one : looks) {
            looks.stream()
                    .filter(two -> two.path().equals(one.path()) && two.at() > one.at())
                    .min(Comparator.comparingLong(Look::at))
                    .filter(two -> !broken(one.at(), two.at()))
                    .ifPresent(two -> {
                        for (ChangeType type : ChangeType.values()) {
                            long received = events.stream()
                                    .filter(e -> e.type() == type && e.path().equals(one.path()))
                                    .filter(e -> e.at() > one.at() && e.at() <= two.at())
                                    .count();
                            if (types(set).contains(type) && received < changes(one.stat(), two.stat(), type)) {
                                kinds.add("event-skipped");
                            }
                        }
                    });
        }
    }

    private static long changes(@Nullable ZnodeStat one, @Nullable ZnodeStat two, ChangeType type) {
        boolean same = one != null && two != null && one.czxid() == two.czxid();
        return switch (type) {
            case CREATED -> two != null && !same ? 1 : 0;
            case DELETED -> one != null && !same ? 1 : 0;
            case DATA_CHANGED -> two == null ? 0 : two.version() - (same ? one.version() : 0);
            case CHILDREN_CHANGED -> two == null ? 0 : two.cversion() - (same ? one.cversion() : 0);
        };
    }

    private void missing(WatchWorld.Set set, List<Fired> events, Write write) {
        if (!WatchWorld.covers(set, write.path()) || !types(set).contains(write.type()) || write.at() < set.at()) {
            return;
        }
        long end = world.end;
        for (Connection c : world.connections) {
            if (c.session() == set.session()) {
                end = lastEnd(set.session());
            }
        }
        if (set.kind().oneShot()) {
            long shown = set.stat() == null ? set.zxid() : shown(set);
            long deadline = deadline(write.at());
            boolean after = write.sent() > set.at() || write.zxid() > shown;
            if (after && deadline < end && events.stream().noneMatch(e -> e.at() <= deadline)) {
                kinds.add("event-missing");
            }
            return;
        }
        for (Connection c : world.connections) {
            boolean within = c.session() == set.session() && c.from() <= write.sent() && write.sent() < c.to();
            boolean used = world.replies.stream().anyMatch(r -> r >= c.from() && r < write.sent());
            long deadline = deadline(write.at());
            boolean reported = events.stream()
                    .anyMatch(e -> e.type() == write.type()
                            && e.path().equals(write.path())
                            && e.at() >= write.sent()
                            && e.at() <= deadline
                            && (e.zxid() == 0 || write.zxid() == 0 || e.zxid() == write.zxid()));
            if (within && used && write.sent() > set.at() && deadline < Math.min(end, c.to()) && !reported) {
                kinds.add("event-missing");
            }
        }
    }

    private long lastEnd(int session) {
        return world.connections.stream()
                .filter(c -> c.session() == session)
                .mapToLong(Connection::to)
                .max()
                .orElse(world.end);
    }

    /** The first time at which client 1 had been connected and undisturbed for the limit without a break. */
    private long deadline(long from) {
        int length = 0;
        for (int at = (int) from; at < calm.length; at++) {
            length = calm[at] ? length + 1 : 0;
            if (length == LIMIT) {
                return at + 1L;
            }
        }
        return Long.MAX_VALUE;
    }

    private boolean isCalm(long at) {
        for (long[] fault : world.faults) {
            if (fault[0] <= at && at < fault[1]) {
                return false;
            }
        }
        return world.connections.stream().anyMatch(c -> c.from() <= at && at < c.to());
    }

    private void order() {
        List<Fired> all = world.fired.stream()
                .filter(e -> e.zxid() > 0)
                .filter(e -> world.sets.stream().anyMatch(s -> s.name().equals(e.name())))
                .sorted(Comparator.comparingLong(Fired::at))
                .toList();
        for (int i = 1; i < all.size(); i++) {
            Fired one = all.get(i - 1);
            Fired two = all.get(i);
            if (one.session() == two.session() && one.zxid() > two.zxid() && !broken(one.at(), two.at())) {
                kinds.add("event-order");
            }
        }
    }
}
