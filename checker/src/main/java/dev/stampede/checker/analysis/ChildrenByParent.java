package dev.stampede.checker.analysis;

import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The znodes of each folder with their lives, as the watcher sessions saw them and the clients' own creates tell.
 *
 * <p>The watchers look at everything again whenever they were away, so a znode that is there for long is known. Expects that
 * clients and watchers name a znode alike (no chroot). O(n log n). Immutable once built.
 */
public final class ChildrenByParent {
    /**
     * A znode.
     *
     * @param gone a zxid at which it was certainly deleted, {@link ZnodeLifetime#NEVER} if nobody knows of its delete
     * @param goneNanos when somebody first knew that it was gone
     * @param seen whether {@code gone} is the exact zxid, which a watcher saw as it happened
     */
    public record Child(String path, long czxid, long gone, long goneNanos, boolean seen) {}

    private final Map<String, List<Child>> byFolder = new HashMap<>();

    public ChildrenByParent(HoldAnalysis analysis) {
        Map<Long, String> paths = new HashMap<>();
        Map<String, PathTimeline> histories = new HashMap<>();
        analysis.history().events(Event.ZnodeObserved.class).forEach(e -> {
            analysis.pace().step();
            observe(e, paths, histories.computeIfAbsent(e.path(), p -> new PathTimeline()));
        });
        for (Attempt a : analysis.history().attempts()) {
            analysis.pace().step();
            ZnodeStat stat = a.stat();
            if ("OK".equals(a.code())
                    && stat != null
                    && a.path() != null
                    && a.opcode().startsWith("create")) {
                paths.putIfAbsent(stat.czxid(), a.path());
                histories.computeIfAbsent(a.path(), p -> new PathTimeline()).created(stat.czxid());
            }
        }
        paths.forEach((czxid, path) -> {
            PathTimeline history = histories.computeIfAbsent(path, p -> new PathTimeline());
            ZnodeLifetime life = history.life(path, ZnodeLifetime.UNKNOWN, czxid, 0);
            byFolder.computeIfAbsent(folder(path), f -> new ArrayList<>())
                    .add(new Child(path, czxid, life.gone(), life.goneNanos(), life.exact()));
        });
        byFolder.values().forEach(children -> children.sort(Comparator.comparingLong(Child::czxid)));
    }

    private static void observe(Event.ZnodeObserved e, Map<Long, String> paths, PathTimeline history) {
        ZnodeStat stat = e.stat();
        switch (e.change()) {
            case CREATED -> {
                paths.putIfAbsent(e.zxid(), e.path());
                history.created(e.zxid());
            }
            case DELETED -> history.deleted(e.zxid(), e.atNanos());
            case ABSENT -> history.absent(e);
            case PRESENT, CHANGED -> {
                if (stat != null) {
                    paths.putIfAbsent(stat.czxid(), e.path());
                    history.alive(stat.czxid(), Math.max(stat.mzxid(), stat.pzxid()));
                }
            }
        }
    }

    /** The folder that a znode lies in. */
    public static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** What has been in a folder, in the order of creation. */
    public List<Child> in(String folder) {
        return byFolder.getOrDefault(folder, List.of());
    }
}
