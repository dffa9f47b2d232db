package dev.stampede.checker.checks.membership;

import dev.stampede.checker.checks.membership.MembershipWorld.Defect;
import dev.stampede.checker.checks.membership.MembershipWorld.Listing;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.OperationOutput;
import java.util.Map;
import java.util.TreeMap;

/** A client that watches the group in a {@link MembershipWorld}. */
final class WorldWatcher {
    private final MembershipWorld world;
    private final int client;
    private boolean connected = true;
    private boolean reading;
    private boolean open;
    private int readAt;
    private int changedAt;
    private int unaware;

    WorldWatcher(MembershipWorld world, int client) {
        this.world = world;
        this.client = client;
        this.readAt = 1;
    }

    /** The group has changed: it is read soon, or late. */
    void notice() {
        if (unaware > world.step) {
            return; // Its last change was a mistake, which it notices later.
        }
        boolean late = world.defect == Defect.VIEWS_ARE_LATE && world.oneIn(2);
        int at = world.step + (late ? world.random.nextInt(30, 110) : world.random.nextInt(3));
        readAt = Math.min(Math.max(readAt, world.step), at);
        readAt = late ? at : readAt;
        changedAt = world.step;
    }

    void act() {
        if (!connected || reading) {
            return;
        }
        if (world.step >= readAt && (changedAt >= 0 || !open)) {
            read();
        } else if (world.oneIn(150)) {
            suspend();
        } else if (open && world.oneIn(150)) {
            open = false;
            world.history.closesView(client, world.millis());
            world.closed.get(client).add(world.step);
            readAt = world.step + world.random.nextInt(1, 20);
            changedAt = 0;
        } else if (open && world.defect == Defect.VIEWS_ARE_WRONG && world.oneIn(40)) {
            wrong();
        }
    }

    private void read() {
        reading = true;
        changedAt = -1;
        readAt = Integer.MAX_VALUE;
        int took = world.random.nextInt(3);
        int op = world.history.invoked(client, MembershipHistoryBuilder.GROUP, new GroupInput.ListMembers(), world.millis());
        world.mark(world.waiting.get(client), took);
        world.longestRead = Math.max(world.longestRead, took);
        Map<String, String> members = world.truth();
        world.in(took, () -> adopt(op, members));
    }

    private void adopt(int op, Map<String, String> members) {
        world.history.completed(op, new OperationOutput.Members(members), 0, world.millis());
        world.listings.add(new Listing(client, world.step, members));
        reading = false;
        open = true;
    }

    /** The view loses a member, or shows other data, until it is read again. */
    private void wrong() {
        Map<String, String> members = new TreeMap<>(world.truth());
        if (world.oneIn(12)) {
            members.put("c1", "x");
        } else if (!members.isEmpty()) {
            members.remove(members.keySet().iterator().next());
        }
        int op = world.history.invoked(client, MembershipHistoryBuilder.GROUP, new GroupInput.ListMembers(), world.millis());
        adopt(op, members);
        changedAt = world.step;
        unaware = world.step + 60;
        readAt = world.step + world.random.nextInt(30, 110);
    }

    private void suspend() {
        int steps = world.random.nextInt(1, 40);
        world.suspend(client, steps);
        connected = false;
        world.in(steps, () -> {
            world.history.state(client, SessionState.RECONNECTED, world.millis());
            connected = true;
            notice();
        });
    }
}
