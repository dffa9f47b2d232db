package dev.stampede.checker.checks.membership;

import dev.stampede.checker.checks.membership.MembershipWorld.Create;
import dev.stampede.checker.checks.membership.MembershipWorld.Defect;
import dev.stampede.checker.checks.membership.MembershipWorld.Life;
import dev.stampede.checker.checks.membership.MembershipWorld.Read;
import dev.stampede.checker.checks.membership.MembershipWorld.Write;
import dev.stampede.checker.checks.membership.MembershipWorld.Znode;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.testing.AbstractHistoryBuilder;

/** A member of the group in a {@link MembershipWorld}. */
final class WorldMember {
    private final MembershipWorld world;
    private final int client;
    private long session;
    private boolean connected = true;
    private Life life;
    private Znode znode;
    private String data = "";
    private int number;
    private int nextAction;

    WorldMember(MembershipWorld world, int client) {
        this.world = world;
        this.client = client;
        this.session = AbstractHistoryBuilder.session(client);
    }

    void act() {
        if (!connected || world.step < nextAction) {
            return;
        }
        if (life == null) {
            if (world.oneIn(12) && !world.truth().containsKey("c" + client)) {
                join();
            }
            return;
        }
        switch (world.random.nextInt(world.defect == Defect.NONE ? 80 : 160)) {
            case 0, 1 -> setData();
            case 2 -> leave();
            case 3 -> closeSession();
            case 4 -> loseSession();
            case 5 -> loseZnode();
            case 6, 7, 8, 9, 10, 11, 12 -> read();
            default -> {}
        }
    }

    private String nextData() {
        data = "d" + client + "-" + number++;
        return data;
    }

    private void prove() {
        world.proven.merge(session, world.step, Math::max);
    }

    private void join() {
        life = new Life();
        life.client = client;
        life.join = world.step;
        world.lives.add(life);
        boolean background = world.oneIn(2);
        String initial = nextData();
        if (background) {
            world.history.joinsInBackground(client, initial, world.millis());
            world.writes.add(new Write(client, world.step, true, false, initial, life, session));
            createLater(life);
        } else {
            znode = world.create(client, session, initial);
            world.history.joins(client, initial, znode.czxid, world.millis());
            world.creates.add(new Create(client, world.step, znode.czxid));
            world.writes.add(new Write(client, world.step, true, true, initial, life, session));
            prove();
        }
    }

    /** The recipe creates the znode soon, late or never. */
    private void createLater(Life forLife) {
        boolean defect = world.defect == Defect.ZNODES_ARE_NOT_CREATED_AGAIN;
        int delay = defect ? world.random.nextInt(110) : world.random.nextInt(4);
        world.in(delay, () -> {
            if (life != forLife || !connected || znode != null) {
                return;
            }
            if (world.oneIn(8)) {
                world.creates.add(new Create(client, world.step, 0));
                world.history.mayCreate(client, world.millis());
                createLater(forLife);
                return;
            }
            znode = world.create(client, session, data);
            world.creates.add(new Create(client, world.step, znode.czxid));
            world.history.creates(client, znode.czxid, world.millis());
            prove();
        });
    }

    private void setData() {
        String changed = nextData();
        int kind = world.random.nextInt(4);
        switch (znode == null && kind == 1 ? 2 : kind) {
            case 0 -> {
                world.history.maySetData(client, changed, world.millis());
                world.writes.add(new Write(client, world.step, false, false, changed, life, session));
                if (znode != null && world.oneIn(2)) {
                    world.set(znode, changed);
                }
            }
            case 1 -> {
                world.set(znode, changed);
                world.history.setsData(client, changed, znode.czxid, world.nextZxid(), world.millis());
                world.writes.add(new Write(client, world.step, true, true, changed, life, session));
                prove();
            }
            default -> {
                world.history.setsDataInBackground(client, changed, world.millis());
                world.writes.add(new Write(client, world.step, true, false, changed, life, session));
                boolean lost = world.defect == Defect.WRITES_ARE_LOST && world.oneIn(2);
                int delay = lost ? world.random.nextInt(120) : world.random.nextInt(4);
                world.in(delay, () -> {
                    if (znode != null && (lost || changed.equals(data))) {
                        world.set(znode, changed);
                    }
                });
            }
        }
    }

    /** No longer a member from now on. */
    private void end() {
        life.leaving = Math.min(life.leaving, world.step);
        boolean stays = world.defect == Defect.ZNODES_STAY && world.oneIn(2);
        if (znode != null && !stays) {
            world.remove(znode);
        }
        Znode left = znode;
        if (left != null && stays) {
            world.in(world.random.nextInt(150), () -> {
                if (!left.gone) {
                    world.remove(left);
                }
            });
        }
        znode = null;
        life = null;
        nextAction = world.step + (stays ? world.random.nextInt(40, 150) : world.random.nextInt(20));
    }

    private void leave() {
        life.left = world.step;
        world.history.leaves(client, world.millis());
        end();
    }

    private void closeSession() {
        // All lives so far end with their session.
        world.lives.stream().filter(l -> l.client == client).forEach(l -> l.dead = Math.min(l.dead, world.step));
        world.history.closesSession(client, world.millis());
        end();
        int away = world.random.nextInt(1, 30);
        world.suspend(client, away);
        connected = false;
        world.in(away, this::connectAnew);
    }

    private void connectAnew() {
        session = world.nextSession();
        world.history.state(client, SessionState.CONNECTED, session, world.millis());
        connected = true;
    }

    private void loseSession() {
        int away = world.random.nextInt(5, 50);
        world.suspend(client, away);
        connected = false;
        Znode old = znode;
        znode = null;
        Life during = life;
        if (old != null) {
            world.in(world.random.nextInt(away), () -> world.remove(old));
        }
        world.in(away, () -> {
            connectAnew();
            createLater(during);
        });
    }

    private void loseZnode() {
        if (znode != null) {
            world.remove(znode);
            znode = null;
            createLater(life);
        }
    }

    private void read() {
        if (znode != null) {
            world.history.reads(client, znode.data, znode.czxid, world.nextZxid(), world.millis());
            world.reads.add(new Read(client, world.step, znode.data, session));
            prove();
        }
    }
}
