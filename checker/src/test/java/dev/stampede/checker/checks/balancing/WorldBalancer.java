package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.checks.balancing.BalancingWorld.Defect;
import dev.stampede.checker.checks.balancing.BalancingWorld.Dispatch;
import dev.stampede.checker.checks.balancing.BalancingWorld.Refresh;
import dev.stampede.checker.checks.balancing.BalancingWorld.Znode;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.BackendInput.ListBackends;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A balancer of a random world: it refreshes its list soon after a change, and sends requests to the backends in it.
 */
final class WorldBalancer {
    private final BalancingWorld world;
    private final int client;
    private boolean connected = true;
    private int refreshAt;
    private int due;
    private int bornAgainAt = -1;
    private Refresh refresh;
    private boolean failed;
    private Map<String, String> list = new TreeMap<>();

    WorldBalancer(BalancingWorld world, int client) {
        this.world = world;
        this.client = client;
        world.opened(client);
        world.session(client, SessionState.CONNECTED, 0x9000 + client);
    }

    /** A change in ZooKeeper: it refreshes soon. */
    void notice() {
        int soon = world.step + 1 + world.random.nextInt(world.defect == Defect.REFRESHES_RARELY ? 120 : 10);
        refreshAt = refreshAt >= world.step ? Math.min(refreshAt, soon) : soon;
        if (world.defect == Defect.REFRESHES_RARELY && world.oneIn(3)) {
            refreshAt = -1; // It misses the change.
        }
    }

    void act() {
        if (bornAgainAt >= 0) {
            if (world.step == bornAgainAt) {
                bornAgainAt = -1;
                world.opened(client);
                world.moment(client, "end");
                connect(SessionState.CONNECTED);
            }
        } else if (refresh != null) {
            if (world.step >= due) {
                adopt();
            }
        } else if (world.oneIn(100)) {
            suffer();
        } else if (!connected) {
            if (world.oneIn(10)) {
                connect(SessionState.RECONNECTED);
            }
        } else if (wantsToRefresh()) {
            begin();
        }
        if (bornAgainAt < 0 && !list.isEmpty() && world.oneIn(6)) {
            ask();
        }
    }

    private boolean wantsToRefresh() {
        boolean noticed = refreshAt >= 0 && world.step >= refreshAt;
        return noticed || (world.oneIn(60) && world.defect != Defect.KEEPS);
    }

    private void connect(SessionState state) {
        connected = true;
        world.session(client, state, 0x9000 + client);
        notice();
    }

    private void suffer() {
        switch (world.random.nextInt(4)) {
            case 0 -> {
                bornAgainAt = world.step + 1 + world.random.nextInt(20);
                world.addClientFault(client, "client-kill", Math.min(bornAgainAt, BalancingWorld.STEPS));
                world.moment(client, "kill");
                list = new TreeMap<>();
            }
            case 1 -> world.addClientFault(client, "partition", Math.min(BalancingWorld.STEPS, world.step + 8));
            default -> {
                if (connected) {
                    connected = false;
                    world.session(client, world.oneIn(2) ? SessionState.SUSPENDED : SessionState.LOST, 0x9000 + client);
                }
            }
        }
    }

    private void begin() {
        refreshAt = -1;
        refresh = new Refresh();
        refresh.client = client;
        refresh.operation = world.history.invoked(client, "/lb", new ListBackends(), world.millis());
        refresh.invoked = world.step;
        world.refreshes.add(refresh);
        due = world.step + (world.oneIn(3) ? world.random.nextInt(5) : 0);
    }

    private void adopt() {
        Refresh done = refresh;
        refresh = null;
        done.completed = world.step;
        done.adopted = failed || !world.oneIn(8);
        failed = !done.adopted; // A refresh never fails twice in a row.
        if (done.adopted) {
            list = read();
            done.backends = Map.copyOf(list);
        } else {
            notice(); // It tries again.
        }
        String text = list.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        world.history.completed(
                done.operation,
                done.adopted ? Outcome.OK : Outcome.FAILED,
                done.adopted ? text : null,
                null,
                world.millis());
    }

    private Map<String, String> read() {
        Map<String, String> read = new TreeMap<>();
        for (String path : world.paths) {
            Znode there = world.at(path);
            if (there != null && !(world.defect == Defect.DROPS && !world.oneIn(4))) {
                boolean mixes = world.defect == Defect.MIXES && world.oneIn(4);
                read.put(path, mixes ? there.address.replaceAll(":.*", ":9") : there.address);
            } else if (there == null && world.defect == Defect.KEEPS && list.containsKey(path)) {
                read.put(path, list.get(path));
            }
        }
        return read;
    }

    private void ask() {
        List<String> all = new ArrayList<>(list.keySet());
        String path = all.get(world.random.nextInt(all.size()));
        String address = list.get(path);
        String answer = world.answers(path, address);
        if (answer != null && world.defect == Defect.ASKS_ANOTHER && world.oneIn(10)) {
            answer = "backend-9";
        }
        int operation = world.history.invoked(client, path, new BackendInput.Dispatch(address), world.millis());
        world.history.completed(
                operation,
                answer == null ? Outcome.FAILED : Outcome.OK,
                answer,
                answer == null ? "refused" : null,
                world.millis());
        world.dispatches.add(new Dispatch(client, path, address, answer, world.step));
    }
}
