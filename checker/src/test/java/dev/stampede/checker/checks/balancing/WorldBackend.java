package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.checks.balancing.BalancingWorld.Defect;
import dev.stampede.checker.checks.balancing.BalancingWorld.Write;
import dev.stampede.checker.checks.balancing.BalancingWorld.Znode;
import dev.stampede.checker.history.data.BackendInput.Serve;
import dev.stampede.checker.history.data.BackendInput.Stop;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;

/** A backend of a random world: it serves, registers, changes its address, stops, and is disturbed. */
final class WorldBackend {
    private static final int EXPIRY = 30; // less than any bound

    final int client;
    final String path;
    long session;
    boolean up;
    String address = "";
    private final BalancingWorld world;
    private boolean connected;
    private boolean sessionEnded;
    private boolean forgets;
    private int registerAt = -1;
    private int expiresAt = -1; // when the session that it left behind ends
    private int bornAgainAt = -1;
    private int due;
    private int addresses;
    private Write write;
    private boolean waited;

    WorldBackend(BalancingWorld world, int client, String path) {
        this.world = world;
        this.client = client;
        this.path = path;
        world.opened(client);
        connect();
    }

    private void connect() {
        session = world.nextSession();
        connected = true;
        sessionEnded = false;
        world.session(client, SessionState.CONNECTED, session);
        registerAt = up && !forgets ? world.step + world.random.nextInt(8) : -1;
    }

    /** At most one action per step. */
    void act() {
        if (world.step == expiresAt) {
            world.remove(world.at(path));
            expiresAt = -1;
        }
        if (bornAgainAt >= 0) {
            if (world.step == bornAgainAt) {
                bornAgainAt = -1;
                world.opened(client);
                world.moment(client, "end");
                connect();
            }
        } else if (!connected) {
            reconnect();
        } else if (write != null) {
            if (world.step >= due) {
                finish();
            }
        } else if (!up) {
            if (world.oneIn(12)) {
                serve();
            } else if (world.oneIn(20)) {
                suspend();
            }
        } else if (world.oneIn(60)) {
            suffer();
        } else if (registerAt >= 0 && world.step >= registerAt) {
            begin("register", address);
        } else if (registerAt < 0 && mine() != null && world.oneIn(40)) {
            begin("update", world.oneIn(3) ? anAddress() : newAddress());
        } else if (world.oneIn(5)) {
            look();
        }
    }

    private String newAddress() {
        return "127.0." + client + "." + ++addresses + ":" + (1000 + addresses);
    }

    /** An address that it has used at some time, possibly the current one. */
    private String anAddress() {
        int number = world.random.nextInt(addresses) + 1;
        return "127.0." + client + "." + number + ":" + (1000 + number);
    }

    private void serve() {
        up = true;
        address = !address.isEmpty() && world.oneIn(3) ? address : newAddress();
        int serve = world.history.invoked(client, path, new Serve(address), world.millis());
        world.history.completed(serve, Outcome.OK, null, null, world.millis());
        world.moment(client, "serve");
        registerAt = world.step + world.random.nextInt(8);
    }

    private Znode mine() {
        Znode there = world.at(path);
        return there != null && there.session == session ? there : null;
    }

    /** Starts to register while it is not connected: the requests wait for a connection, and possibly much longer. */
    private void beginEarly() {
        begin("register", address);
        due = world.step + world.random.nextInt(80);
        waited = true;
    }

    private void begin(String function, String to) {
        write = new Write();
        write.operation = world.history.invoked(client, path, OperationInput.of(function, to), world.millis());
        write.client = client;
        write.function = function;
        write.path = path;
        write.address = to;
        write.invoked = world.step;
        world.writes.add(write);
        due = world.step + (world.oneIn(3) ? world.random.nextInt(4) : 0);
        address = to; // From now on its server answers at that address.
    }

    private void finish() {
        Write done = write;
        int sent = waited ? world.step : done.invoked;
        waited = false;
        write = null;
        Znode there = world.at(path);
        boolean register = done.function.equals("register");
        boolean lost = world.oneIn(6);
        if (register && there != null && there.session != session) {
            world.request(this, done.operation, "create", "NODEEXISTS", null, sent);
            end(done, Outcome.FAILED);
            registerAt = world.step + 1;
            return;
        }
        if (!register && there == null) {
            world.request(this, done.operation, "setData", "NONODE", null, sent);
            end(done, Outcome.FAILED);
            registerAt = world.step + world.random.nextInt(8);
            return;
        }
        if (there == null) {
            there = world.create(this, done.address);
            world.request(this, done.operation, "create", lost ? "CONNECTIONLOSS" : "OK", there, sent);
        } else {
            if (register) {
                world.request(this, done.operation, "create", "NODEEXISTS", null, sent);
            }
            world.set(there, done.address);
            world.request(this, done.operation, "setData", lost ? "CONNECTIONLOSS" : "OK", there, sent);
        }
        done.znode = there;
        registerAt = lost ? world.step + world.random.nextInt(4) : -1;
        end(done, lost ? Outcome.INDETERMINATE : Outcome.OK);
    }

    private void end(Write done, Outcome outcome) {
        done.outcome = outcome;
        done.completed = world.step;
        world.history.completed(done.operation, outcome, null, null, world.millis());
    }

    private void look() {
        String code = world.oneIn(6) ? "CONNECTIONLOSS" : "OK";
        if (mine() != null && world.oneIn(2)) {
            world.request(this, -1, "exists", code, mine(), world.step);
        } else {
            world.request(this, -1, "getChildren", code, null, world.step);
        }
    }

    private void reconnect() {
        if (up && write == null && world.oneIn(40)) {
            beginEarly();
            return;
        }
        if (sessionEnded) {
            if (world.oneIn(4)) {
                connect();
            }
        } else if (world.oneIn(12)) {
            connected = true;
            world.session(client, SessionState.RECONNECTED, session);
        } else if (world.oneIn(12)) {
            sessionEnded = true;
            boolean expired = world.oneIn(2);
            world.session(client, expired ? SessionState.EXPIRED : SessionState.LOST, session);
            if (expired) {
                world.remove(mine());
            } else if (mine() != null) {
                expiresAt = world.step + 1 + world.random.nextInt(4);
            }
            forgets = world.defect == Defect.FORGETS_TO_REGISTER && world.oneIn(2);
        }
    }

    private void suffer() {
        switch (world.random.nextInt(6)) {
            case 0 -> stop();
            case 1 -> {
                if (world.oneIn(2)) {
                    kill();
                }
            }
            case 2 -> world.addClientFault(client, "partition", Math.min(BalancingWorld.STEPS, world.step + 10));
            case 3 -> {
                if (world.defect == Defect.LOSES_ZNODES && mine() != null) {
                    world.remove(mine());
                    registerAt = world.oneIn(2) ? world.step + 2 + world.random.nextInt(40) : -1;
                }
            }
            default -> suspend();
        }
    }

    private void suspend() {
        connected = false;
        world.session(client, SessionState.SUSPENDED, session);
    }

    private void stop() {
        boolean told = !world.oneIn(4);
        world.history.completed(
                world.history.invoked(client, path, new Stop(), world.millis()),
                told ? Outcome.OK : Outcome.INDETERMINATE,
                null,
                null,
                world.millis());
        world.moment(client, told ? "stop" : "stop?");
        up = false;
        registerAt = -1;
        forgets = false;
        if (told && !world.oneIn(3)) {
            world.remove(mine());
            world.session(client, SessionState.CLOSED, session);
            connected = false;
            sessionEnded = true;
        } else {
            leave();
            connected = false;
            sessionEnded = true;
        }
    }

    private void kill() {
        bornAgainAt = world.step + 1 + world.random.nextInt(50);
        world.addClientFault(client, "client-kill", Math.min(bornAgainAt, BalancingWorld.STEPS));
        world.moment(client, "kill");
        up = false;
        registerAt = -1;
        connected = false;
        forgets = false;
        leave();
    }

    /** The znode is deleted when the session ends. */
    private void leave() {
        if (mine() != null && world.defect != Defect.LEAVES_ZNODES) {
            expiresAt = world.step + world.random.nextInt(EXPIRY) + 1;
        }
    }
}
