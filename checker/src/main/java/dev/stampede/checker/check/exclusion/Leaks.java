package dev.stampede.checker.check.exclusion;

import static dev.stampede.checker.check.Surroundings.hex;
import static dev.stampede.checker.check.Surroundings.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.exclusion.Connections.Connected;
import dev.stampede.checker.check.exclusion.Folders.Child;
import dev.stampede.checker.history.Attempt;
import dev.stampede.checker.history.Operation;
import dev.stampede.checker.history.RunHeader.CheckSpec;
import dev.stampede.checker.history.Settings;
import dev.stampede.checker.history.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nothing stays behind: the ephemeral znode of an acquire that granted nothing by it, and that of a hold that was released,
 * goes while its client lives on.
 *
 * <p>A znode is needed no longer when the acquire beneath which it was created has returned without granting a hold by it
 * (it failed, it was somebody else's turn, it was an inner lock's), or when the last release of its hold has returned. Then
 * it must be gone within the bound of {@link Bound#wakeUp}, of which only time counts in which the client was connected in
 * the session that owns the znode, and that was calm (see {@link Calm}): a delete whose answer was lost is sent again after
 * the reconnect, and a session that ends takes its znodes along. Only znodes of which a watcher saw the delete as it happened
 * are judged; at the latest the close of the client shows it.
 *
 * <p>A history that passes, and one that fails, kind {@link Kinds#LEAKED_ZNODE}:
 *
 * <pre>{@code
 * acquire /a → failed   deletes its znode 0x10    acquire /a → failed   ........ 0x10 is there until the client closes
 * VALID                                           INVALID
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusion}. O(n log n).
 */
public final class Leaks extends SceneCheck {
    /** What it is called on the command line and in reports. */
    public static final String NAME = "leaks";

    private Leaks(CheckSpec spec) {
        super(Terms.LOCK.of(NAME, Citations.UNLOCK), spec, Set.of());
    }

    /**
     * The check with the parameters that are described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is not known
     */
    public static Leaks of(CheckSpec spec) {
        return new Leaks(spec);
    }

    /** A znode that nobody needs any more. */
    private record Left(Attempt create, long czxid, long sinceNanos, String why, int operation) {}

    @Override
    Look look(Scene scene) {
        Settings settings = scene.settings();
        if (settings == null) {
            return new Look(
                    "not judged: the settings of the ensemble, from which the bound follows, are not known", List.of());
        }
        List<Left> left = left(scene);
        Map<Long, Child> byCzxid = new HashMap<>();
        Folders folders = new Folders(scene);
        left.stream()
                .map(l -> Folders.folder(String.valueOf(l.create().path())))
                .distinct()
                .forEach(f -> folders.in(f).forEach(c -> byCzxid.put(c.czxid(), c)));
        Calm calm = new Calm(scene);
        Map<Integer, List<Connected>> connections = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Left each : left) {
            scene.pace().step();
            Child child = byCzxid.get(each.czxid());
            List<Connected> connected =
                    connections.computeIfAbsent(each.create().client(), c -> Connections.of(scene.timeline(), c));
            Finding finding = child == null || !child.seen() || child.goneNanos() == Life.NEVER
                    ? null
                    : judge(scene, calm, each, child, connected, settings);
            if (finding != null) {
                findings.add(finding);
            }
        }
        Bound bound = Bound.wakeUp(settings, settings.negotiate(settings.requestedSessionTimeoutMillis()));
        return new Look(
                String.format(
                        Locale.ROOT,
                        "%,d znodes that were needed no longer, %,d of them there for more than %s",
                        left.size(),
                        findings.size(),
                        bound.text()),
                findings);
    }

    private static List<Left> left(Scene scene) {
        Map<Long, Hold> byToken = new HashMap<>();
        scene.holds().all().forEach(hold -> byToken.put(hold.token(), hold)); // the last tenure by it counts
        List<Operation> operations = scene.history().operations();
        List<Left> left = new ArrayList<>();
        for (Attempt a : scene.history().attempts()) {
            scene.pace().step();
            ZnodeStat stat = a.stat();
            boolean own = "OK".equals(a.code())
                    && stat != null
                    && a.operation() >= 0
                    && a.opcode().startsWith("create")
                    && stat.ephemeralOwner() == a.session();
            if (!own || stat == null) {
                continue;
            }
            Operation o = operations.get(a.operation());
            Hold hold = byToken.get(stat.czxid());
            if (hold != null && hold.last() >= 0) {
                Operation release = operations.get(hold.last());
                if (release.completed()) {
                    left.add(new Left(
                            a, stat.czxid(), release.completedNanos(), "its hold was released", release.number()));
                }
            } else if (hold == null && o.function().startsWith("acquire") && o.completed()) {
                String why = "the acquire that had created it returned " + o.outcome() + " and granted nothing by it";
                left.add(new Left(a, stat.czxid(), o.completedNanos(), why, o.number()));
            }
        }
        return left;
    }

    private static @Nullable Finding judge(
            Scene scene, Calm calm, Left left, Child child, List<Connected> connections, Settings settings) {
        int client = left.create().client();
        for (Connected c : connections) {
            long from = Math.max(c.fromNanos(), left.sinceNanos());
            long to = Math.min(c.toNanos(), child.goneNanos());
            int timeout = scene.timeline().timeoutMillis(client, from);
            Bound bound = Bound.wakeUp(
                    settings, timeout > 0 ? timeout : settings.negotiate(settings.requestedSessionTimeoutMillis()));
            if (c.session() == left.create().session()
                    && to - from > bound.nanos()
                    && calm.between(client, from, to) > bound.nanos()) {
                return finding(scene, left, child, from, to, bound);
            }
        }
        return null;
    }

    private static Finding finding(Scene scene, Left left, Child child, long from, long to, Bound bound) {
        return new Finding(
                Kinds.LEAKED_ZNODE,
                scene.timeline().name(left.create().client()) + " left the znode " + child.path() + " behind for "
                        + seconds(child.goneNanos() - left.sinceNanos()) + ", though it was connected",
                List.of(
                        "it was needed no longer from " + seconds(left.sinceNanos()) + " on, when " + left.why()
                                + "; it was deleted at zxid " + hex(child.gone()) + ", seen at "
                                + seconds(child.goneNanos()),
                        "its client was connected in the session that owns it, "
                                + hex(left.create().session())
                                + ", without a break from " + seconds(from) + " to " + seconds(to)
                                + ", and has " + bound.text()),
                Blame.RECIPE,
                List.of(),
                List.of(left.operation()),
                left.sinceNanos(),
                Math.min(child.goneNanos(), from + bound.nanos()),
                Citations.UNLOCK,
                null);
    }
}
