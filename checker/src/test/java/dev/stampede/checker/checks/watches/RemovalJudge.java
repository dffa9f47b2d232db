package dev.stampede.checker.checks.watches;

import dev.stampede.checker.checks.watches.RemovalWorld.Child;
import dev.stampede.checker.checks.watches.RemovalWorld.Write;
import dev.stampede.checker.checks.watches.RemovalWorld.Znode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a {@link RemovalWorld} by walking through time in steps of a millisecond. It shares no code with the check.
 */
final class RemovalJudge {
    private final RemovalWorld world;
    private final boolean[] servers;
    private final boolean[] client;

    private RemovalJudge(RemovalWorld world) {
        this.world = world;
        this.servers = new boolean[(int) world.end];
        this.client = new boolean[(int) world.end];
        for (int at = 0; at < servers.length; at++) {
            servers[at] = outside(world.faults, at);
            client[at] = servers[at] && outside(world.away, at);
        }
    }

    static Set<String> kinds(RemovalWorld world) {
        RemovalJudge judge = new RemovalJudge(world);
        Set<String> kinds = new TreeSet<>();
        world.znodes.forEach(znode -> judge.judge(znode, kinds));
        return kinds;
    }

    private static boolean outside(List<long[]> intervals, long at) {
        return intervals.stream().noneMatch(i -> i[0] <= at && at < i[1]);
    }

    private void judge(Znode znode, Set<String> kinds) {
        if (znode.gone != 0) {
            for (Child child : znode.children) {
                if (child.gone > znode.gone) {
                    kinds.add("removed-with-children!");
                }
            }
            if (znode.ttl == 0 && !znode.asked) {
                kinds.add("removed-unused!");
            }
            if (znode.ttl > 0) {
                early(znode, kinds);
                lapsed(znode, kinds);
            }
        }
        late(znode, kinds);
    }

    private void early(Znode znode, Set<String> kinds) {
        Optional<Write> next = world.writes.stream()
                .filter(w -> w.zxid() > znode.gone && w.zxid() >>> 32 == znode.gone >>> 32)
                .min(Comparator.comparingLong(Write::zxid));
        if (next.isPresent() && next.get().at() - znode.last().at() <= znode.ttl) {
            boolean candidate = false;
            for (int i = 1; i < znode.changes.size(); i++) {
                candidate |=
                        znode.changes.get(i).at() - znode.changes.get(i - 1).at() > znode.ttl;
            }
            kinds.add(candidate ? "removed-early?" : "removed-early!");
        }
    }

    private void lapsed(Znode znode, Set<String> kinds) {
        if (znode.goneAt < znode.letGo && deadline(client, znode.last().at(), znode.ttl) <= znode.goneAt) {
            kinds.add("ttl-lapsed!");
        }
    }

    private void late(Znode znode, Set<String> kinds) {
        if (znode.uncertain || (znode.ttl == 0 && znode.children.isEmpty())) {
            return;
        }
        long from = znode.last().at() + znode.ttl;
        for (Child child : znode.children) {
            from = Math.max(from, child.goneAt);
        }
        if (from == Long.MAX_VALUE) {
            return;
        }
        long deadline = deadline(servers, from, RemovalWorld.INTERVAL + 6L * world.znodes.size() + 1_000);
        long alive = znode.gone == 0 ? znode.last().zxid() : znode.gone - 1;
        long existed = world.writes.stream()
                .filter(w -> w.zxid() <= alive)
                .mapToLong(Write::at)
                .max()
                .orElse(0);
        if (deadline <= world.end && existed > deadline) {
            kinds.add("not-removed!");
        }
    }

    /** The first time at which this had been undisturbed for some milliseconds without a break. */
    private long deadline(boolean[] calm, long from, long length) {
        long passed = 0;
        for (long at = from; at < calm.length; at++) {
            if (world.roles.contains(at)) {
                passed = 0;
            }
            passed = calm[(int) at] ? passed + 1 : 0;
            if (passed == length) {
                return at + 1;
            }
        }
        return Long.MAX_VALUE;
    }
}
