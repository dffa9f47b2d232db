package dev.stampede.checker.checks.watches;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small ensemble that removes TTL znodes and containers every 500 ms, with at most one defect. Client 1 owns them,
 * and client 2 creates children and other znodes. It writes a history, and notes the same facts for
 * {@link RemovalJudge}. Not thread-safe.
 */
final class RemovalWorld {
    enum Defect {
        NONE,
        /** The server removes a TTL znode after a half of its TTL. */
        EARLY,
        /** The server does not remove anything for some time. */
        LATE,
        /** The server removes a znode with a child. */
        WITH_CHILDREN,
        /** The server removes a container that never had a child. */
        UNUSED,
        /** The client does not change its TTL znodes. */
        NOT_KEPT,
        /** The client changes its TTL znodes too rarely. */
        RARELY_KEPT
    }

    /** A write whose zxid and mtime a response showed. */
    record Write(long zxid, long at) {}

    /** A child of a znode; {@code gone} is 0 while it exists. */
    static final class Child {
        final long czxid;
        long gone;
        long goneAt = Long.MAX_VALUE;

        Child(long czxid) {
            this.czxid = czxid;
        }
    }

    /** A TTL znode, or a container whose TTL is 0. */
    static final class Znode {
        final String path;
        final long ttl;
        final List<Write> changes = new ArrayList<>();
        final List<Child> children = new ArrayList<>();
        boolean asked;
        boolean uncertain;
        long letGo = Long.MAX_VALUE;
        long gone;
        long goneAt = Long.MAX_VALUE;

        Znode(String path, long ttl) {
            this.path = path;
            this.ttl = ttl;
        }

        Write last() {
            return changes.get(changes.size() - 1);
        }

        boolean hasChild() {
            return children.stream().anyMatch(c -> c.gone == 0);
        }
    }

    static final int INTERVAL = 500;

    final WatchHistoryBuilder history = WatchHistoryBuilder.of(2);
    final List<Znode> znodes = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<long[]> faults = new ArrayList<>();
    final List<Long> roles = new ArrayList<>();
    final List<long[]> away = new ArrayList<>();
    long end;

    private final SplittableRandom random;
    private final Defect defect;
    private long zxid = 0x1_0000_0010L;
    private long now;
    private long awayUntil;
    private long lateUntil;
    private long nextPass = INTERVAL;
    private int names;

    RemovalWorld(SplittableRandom random, Defect defect) {
        this.random = random;
        this.defect = defect;
    }

    RemovalWorld live() {
        lateUntil = defect == Defect.LATE ? 2_500L + random.nextInt(3_000) : 0;
        for (int i = 0; i < 3; i++) {
            create();
        }
        end = 5_000L + random.nextInt(7_000);
        for (now = 20; now < end - 20; now += 20) {
            step();
        }
        history.until(end);
        return this;
    }

    private void create() {
        now += 2;
        long czxid = ++zxid;
        Znode znode = new Znode("/r/n" + names++, random.nextInt(3) == 0 ? 0 : 500 + 100L * random.nextInt(10));
        if (znode.ttl == 0) {
            history.createsContainer(1, znode.path, czxid, now);
        } else {
            history.createsTtl(1, znode.path, znode.ttl, czxid, now);
        }
        znode.changes.add(new Write(czxid, now));
        writes.add(new Write(czxid, now));
        znodes.add(znode);
    }

    private void step() {
        if (now >= nextPass) {
            pass();
            nextPass += INTERVAL;
        }
        znodes.forEach(this::keep);
        int choice = random.nextInt(100);
        if (choice < 25) {
            now++;
            writes.add(new Write(++zxid, now));
            history.creates(2, "/x" + names++, zxid, now);
        } else if (choice < 30) {
            child(znodes.get(random.nextInt(znodes.size())));
        } else if (choice < 34) {
            znodes.forEach(this::childGone);
        } else if (choice == 34 && random.nextInt(3) == 0) {
            fault();
        } else if (choice == 35 && random.nextInt(3) == 0) {
            leader();
        } else if (choice == 36 && random.nextInt(2) == 0) {
            disconnect();
        } else if (choice == 37 && random.nextInt(4) == 0) {
            unanswered(znodes.get(random.nextInt(znodes.size())));
        }
    }

    private void keep(Znode znode) {
        boolean kept = znode.ttl > 0 && znode.letGo == Long.MAX_VALUE && znode.gone == 0 && now >= awayUntil;
        if (!kept) {
            return;
        }
        if (random.nextInt(defect == Defect.LATE ? 30 : 150) == 0) {
            znode.letGo = now;
            history.letsGo(1, znode.path, now);
            return;
        }
        long pause = defect == Defect.RARELY_KEPT ? znode.ttl + 100 : znode.ttl / 3;
        if (defect != Defect.NOT_KEPT && now - znode.last().at() >= pause) {
            touch(znode);
        }
    }

    private void touch(Znode znode) {
        now++;
        Write change = new Write(++zxid, now);
        znode.changes.add(change);
        writes.add(change);
        history.touches(1, znode.path, znode.changes.get(0).zxid(), zxid, now);
    }

    private void child(Znode znode) {
        if (znode.gone != 0) {
            return;
        }
        now++;
        Child child = new Child(++zxid);
        history.creates(2, znode.path + "/c" + znode.children.size(), zxid, now);
        writes.add(new Write(zxid, now));
        znode.children.add(child);
        znode.asked = true;
    }

    private void childGone(Znode znode) {
        for (int i = 0; i < znode.children.size(); i++) {
            Child child = znode.children.get(i);
            if (child.gone == 0 && random.nextInt(3) > 0) {
                now++;
                child.gone = ++zxid;
                child.goneAt = now;
                history.deletes(2, znode.path + "/c" + i, zxid, now, now).gone(znode.path + "/c" + i, zxid, now);
            }
        }
    }

    private void pass() {
        if (now < lateUntil) {
            return;
        }
        for (Znode znode : znodes) {
            long age = now - znode.last().at();
            boolean children = znode.hasChild() && !(defect == Defect.WITH_CHILDREN && random.nextInt(3) == 0);
            boolean due = znode.ttl == 0
                    ? !znode.children.isEmpty() || (defect == Defect.UNUSED && random.nextInt(4) == 0)
                    : age > (defect == Defect.EARLY ? znode.ttl / 4 : znode.ttl);
            if (znode.gone == 0 && due && !children) {
                if (znode.ttl > 0 && znode.letGo == Long.MAX_VALUE && random.nextInt(4) == 0) {
                    touch(znode); // It is a candidate, and a change does not withdraw it.
                }
                now++;
                znode.gone = ++zxid;
                znode.goneAt = now;
                history.gone(znode.path, zxid, now);
            }
        }
    }

    private void fault() {
        long to = now + 1 + random.nextInt(1_500);
        history.fault(FaultScope.of("pause", "random").members(2), now, to);
        faults.add(new long[] {now, to});
    }

    private void leader() {
        now++;
        zxid = ((zxid >>> 32) + 1) << 32;
        history.role(2, MemberRole.LEADING, zxid >>> 32, now);
        roles.add(now);
        nextPass = now + INTERVAL;
    }

    private void disconnect() {
        if (now < awayUntil) {
            return;
        }
        awayUntil = now + 1 + random.nextInt(2_000);
        long to = Math.min(awayUntil, end - 1);
        history.state(1, SessionState.SUSPENDED, now).state(1, SessionState.RECONNECTED, to);
        away.add(new long[] {now, to});
    }

    private void unanswered(Znode znode) {
        Opcode opcode = random.nextBoolean() ? Opcode.SET_DATA : Opcode.CREATE;
        String path = opcode == Opcode.SET_DATA ? znode.path : znode.path + "/lost";
        history.attempt(2, -1, opcode, path, Reply.error(ResultCode.CONNECTIONLOSS), now, now);
        znode.uncertain = true;
        znode.asked |= opcode == Opcode.CREATE;
    }
}
