package dev.stampede.checker.checks.membership;

import static dev.stampede.checker.checks.membership.MembershipWorld.END;
import static dev.stampede.checker.checks.membership.MembershipWorld.FOREVER;
import static dev.stampede.checker.checks.membership.MembershipWorld.STEPS;

import dev.stampede.checker.checks.membership.MembershipWorld.Create;
import dev.stampede.checker.checks.membership.MembershipWorld.Life;
import dev.stampede.checker.checks.membership.MembershipWorld.Listing;
import dev.stampede.checker.checks.membership.MembershipWorld.Read;
import dev.stampede.checker.checks.membership.MembershipWorld.Write;
import dev.stampede.checker.checks.membership.MembershipWorld.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a world by the promises that {@link MembershipCheck} documents, step by step and without code of the check. Slow
 * on purpose.
 *
 * <p>Time limits in steps of 100 ms, with T = 3 s, tickTime 200 ms and syncLimit 5: a session ends within 33 steps, a
 * change is delivered within 33 steps and the slowest read, a deleted znode is created again within 63 steps, and a recipe
 * does within 50 steps what it was asked to do.
 */
final class MembershipJudge {
    private static final int EXPIRY = 33;
    private static final int RE_CREATION = 63;
    private static final int BACKGROUND = 50;

    private final MembershipWorld world;
    private final int delivery;
    private final Set<String> kinds = new TreeSet<>();

    private MembershipJudge(MembershipWorld world) {
        this.world = world;
        this.delivery = 33 + world.longestRead;
    }

    /** The kinds of the anomalies. */
    static Set<String> kinds(MembershipWorld world) {
        MembershipJudge judge = new MembershipJudge(world);
        for (int member = 1; member <= world.members; member++) {
            judge.absent(member);
            judge.lost(member);
            for (int client = world.members + 1; client <= world.clients; client++) {
                judge.view(client, member);
            }
        }
        if (world.listings.stream().anyMatch(l -> l.from() < END && l.members().containsValue("x"))) {
            judge.kinds.add("unknown-data");
        }
        return judge.kinds;
    }

    /** The end of an action of this length that client 0 (the ensemble) or another one can start at a step. */
    private int doneBy(int client, int from, int length) {
        int run = 0;
        for (int t = from; t < END; t++) {
            boolean away = client > 0 && world.away.get(client)[t];
            run = world.turned[t] || world.faulted[t] || away ? 0 : run;
            boolean waits = client > 0 && world.waiting.get(client)[t];
            run += world.faulted[t] || away || waits ? 0 : 1;
            if (run == length) {
                return t + 1;
            }
        }
        return FOREVER;
    }

    /** A time in which the path certainly had no znode, from a step to another. */
    private record Gap(int from, int to) {}

    private List<Gap> gaps(int member) {
        List<Gap> gaps = new ArrayList<>(List.of(new Gap(0, created(member, 0, -1))));
        world.znodes.stream()
                .filter(z -> z.client == member)
                .forEach(z -> gaps.add(new Gap(knownGone(z), created(member, z.czxid, z.from))));
        gaps.removeIf(gap -> gap.from() >= gap.to());
        return gaps;
    }

    private int created(int member, long czxid, int after) {
        return world.creates.stream()
                .filter(c -> c.client() == member)
                .filter(c -> c.czxid() == 0 ? c.step() > after : c.czxid() > czxid)
                .mapToInt(Create::step)
                .min()
                .orElse(FOREVER);
    }

    /** When a znode is known to be gone: it or a successor was seen to be gone, or a successor was acknowledged. */
    private int knownGone(Znode znode) {
        int gone = FOREVER;
        for (Znode z : world.znodes) {
            if (z.client == znode.client && z.czxid >= znode.czxid) {
                gone = Math.min(gone, z == znode ? z.seenGone : Math.min(z.from, z.seenGone));
            }
        }
        return gone;
    }

    private void absent(int member) {
        for (Life life : world.lives) {
            for (Gap gap : gaps(member)) {
                int from = Math.max(gap.from(), life.join);
                int until = Math.min(Math.min(gap.to(), life.leaving), END);
                if (life.client == member && from < until && doneBy(member, from, RE_CREATION) < until) {
                    kinds.add("absent");
                }
            }
        }
    }

    private void lost(int member) {
        for (Read read : world.reads) {
            if (read.client() != member) {
                continue;
            }
            Write shown = write(member, read.data());
            for (Write later : world.writes) {
                boolean newer = later.client() == member
                        && world.writes.indexOf(later) > world.writes.indexOf(shown)
                        && later.ok()
                        && later.step() <= read.step();
                if (shown.ok() && newer && showsBy(later, read.session()) < read.step()) {
                    kinds.add("data-lost");
                }
            }
        }
    }

    private int showsBy(Write write, long session) {
        int done = writtenBy(write);
        return done == FOREVER || write.session() == session ? done : doneBy(write.client(), done, delivery);
    }

    private int writtenBy(Write write) {
        return write.acknowledged() ? write.step() : doneBy(write.client(), write.step(), BACKGROUND);
    }

    private Write write(int member, String data) {
        return world.writes.stream()
                .filter(w -> w.client() == member && w.data().equals(data))
                .findFirst()
                .orElse(null);
    }

    /** What a client takes for a member from each step to the next: "?" if it has no view, null if the member is missing. */
    private String[] shown(int client, int member) {
        String[] shown = new String[STEPS + 1];
        for (int t = 0; t <= STEPS; t++) {
            shown[t] = "?";
            Listing last = null;
            for (Listing listing : world.listings) {
                last = listing.client() == client && listing.from() <= t ? listing : last;
            }
            int adopted = last == null ? 0 : last.from();
            int step = t;
            boolean closed = world.closed.get(client).stream().anyMatch(c -> c >= adopted && c <= step);
            if (last != null && !closed && t < END) {
                shown[t] = last.members().get("c" + member);
            }
        }
        return shown;
    }

    private void view(int client, int member) {
        String[] shown = shown(client, member);
        int from = 0;
        while (from < END) {
            int to = from + 1;
            while (to < END && Objects.equals(shown[to], shown[from])) {
                to++;
            }
            if (shown[from] == null) {
                missing(client, member, from, to);
            } else if (!shown[from].equals("?")) {
                listed(client, member, from, to, shown[from]);
            }
            from = to;
        }
    }

    private void missing(int client, int member, int from, int to) {
        for (Znode znode : world.znodes) {
            Life life = null;
            for (Life l : world.lives) {
                life = l.client == member && l.join <= znode.from ? l : life;
            }
            if (znode.client != member || life == null || znode.from >= to) {
                continue;
            }
            int present = Math.min(
                    Math.min(life.leaving, life.dead), world.proven.getOrDefault(znode.session, znode.from));
            int until = Math.min(to, present);
            int since = Math.max(from, znode.from);
            if (since < until && knownGone(znode) >= present && doneBy(client, since, delivery) < until) {
                kinds.add("missing");
            }
        }
    }

    private void listed(int client, int member, int from, int to, String data) {
        Write entry = write(member, data);
        if (entry == null) {
            return; // Data that no client wrote.
        }
        if (ghost(client, member, from, to)) {
            kinds.add("ghost");
        } else if (outlived(client, member, from, to, entry)) {
            kinds.add("outlived");
        } else if (entry.ok()) {
            stale(client, member, to, entry);
        }
    }

    private boolean ghost(int client, int member, int from, int to) {
        boolean found = false;
        for (Gap gap : gaps(member)) {
            int until = Math.min(to, gap.to());
            found |= gap.to() > from && until > gap.from() && doneBy(client, gap.from(), delivery) < until;
        }
        return found;
    }

    private boolean outlived(int client, int member, int from, int to, Write entry) {
        Life life = entry.life();
        int left = life.left == FOREVER ? FOREVER : doneBy(member, life.left, BACKGROUND);
        int dead = life.dead == FOREVER ? FOREVER : doneBy(0, life.dead, EXPIRY);
        int gone = Math.min(left, dead);
        int next = world.lives.stream()
                .filter(l -> l.client == member && l.join > life.join)
                .mapToInt(l -> l.join)
                .min()
                .orElse(FOREVER);
        int until = Math.min(to, next);
        boolean seenGone = gaps(member).stream().anyMatch(gap -> gap.from() < until && gap.to() >= until);
        return gone < until && !seenGone && doneBy(client, gone, delivery) < until;
    }

    private void stale(int client, int member, int to, Write entry) {
        for (Write later : world.writes) {
            boolean newer = later.client() == member
                    && world.writes.indexOf(later) > world.writes.indexOf(entry)
                    && later.ok();
            int done = newer ? writtenBy(later) : FOREVER;
            if (done == FOREVER) {
                continue;
            }
            for (Read read : world.reads) {
                boolean same = read.client() == member && read.data().equals(entry.data());
                done = same ? Math.max(done, read.step()) : done;
            }
            if (done < to && doneBy(client, done, delivery) < to) {
                kinds.add("stale-data");
            }
            return; // The first one that is certain.
        }
    }
}
