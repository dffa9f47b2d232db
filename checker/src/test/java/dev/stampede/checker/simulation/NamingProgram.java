package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Found;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the scenario {@code naming}: names are persistent znodes whose data is a URI, which only their owner
 * changes; ids are the suffixes of sequential znodes. After a lost answer it writes its marker and reads the name.
 */
final class NamingProgram {
    static final String ROOT = "/naming";

    private static final String MARKERS = "/naming-clients";
    private static final String IDS = "/naming-ids";
    private static final int NAMES = 3;
    private static final Duration THINK = Duration.ofMillis(4);

    private record Owned(int version, long mzxid) {}

    private final SimulatedClient client;
    private final VirtualTime time;
    private final Map<String, Owned> owned = new HashMap<>();
    private final Set<String> believed = new HashSet<>();
    private final Set<String> uncertain = new HashSet<>();
    private long markedIn;
    private int uris;

    NamingProgram(SimulatedClient client) {
        this.client = client;
        this.time = client.time();
        for (int i = 0; i < NAMES; i++) {
            uncertain.add(ROOT + "/service-" + i);
        }
    }

    void start() {
        prepare(List.of(ROOT, MARKERS, IDS));
    }

    private void prepare(List<String> paths) {
        if (paths.isEmpty()) {
            again();
            return;
        }
        client.whenConnected(() -> client.send(
                -1,
                Request.create(paths.get(0), "", Kind.PERSISTENT),
                answer ->
                        prepare(answer.code() == ResultCode.CONNECTIONLOSS ? paths : paths.subList(1, paths.size()))));
    }

    private String marker() {
        return MARKERS + "/client-" + client.number();
    }

    private void again() {
        client.pause(
                THINK,
                () -> client.whenConnected(() -> {
                    if (markedIn == client.session()) {
                        next();
                    } else {
                        mark();
                    }
                }));
    }

    /** Begins a session with its marker, which cannot be created before the previous session has ended. */
    private void mark() {
        long session = client.session();
        client.send(-1, Request.create(marker(), "", Kind.EPHEMERAL), answer -> {
            if (answer.code() == ResultCode.NODEEXISTS) {
                client.send(
                        -1,
                        Request.exists(marker()),
                        there -> marked(session, there.ok() && there.found().ephemeralOwner() == session));
            } else {
                marked(session, answer.ok());
            }
        });
    }

    private void marked(long session, boolean done) {
        if (done) {
            markedIn = session;
            uncertain.addAll(owned.keySet());
        }
        again();
    }

    private void next() {
        String name = ROOT + "/service-" + time.choose(NAMES);
        int draw = time.choose(20);
        if (draw < 6) {
            lookUp(name, LookUpKind.PLAIN);
        } else if (draw < 12) {
            lookUp(name, LookUpKind.SYNCED);
        } else if (draw < 14) {
            nextId();
        } else if (uncertain.contains(name)) {
            settle(name);
        } else {
            write(name, draw);
        }
    }

    private void lookUp(String name, LookUpKind kind) {
        int operation = client.invoke(name, new NameInput.LookUp(kind));
        if (kind == LookUpKind.SYNCED) {
            client.send(operation, Request.sync(name), synced -> {
                if (synced.ok()) {
                    read(operation, name);
                } else {
                    refused(operation, synced.code(), name);
                }
            });
        } else {
            read(operation, name);
        }
    }

    private void read(int operation, String name) {
        client.send(operation, Request.data(name), answer -> {
            if (answer.ok() || answer.code() == ResultCode.NONODE) {
                client.ok(operation, new Found(answer.ok() ? answer.data() : null));
                again();
            } else {
                refused(operation, answer.code(), name);
            }
        });
    }

    private void refused(int operation, ResultCode code, String name) {
        client.refused(operation, code, name);
        again();
    }

    private void nextId() {
        int operation = client.invoke(IDS, new NameInput.NextId());
        client.send(operation, Request.create(IDS + "/id-", "", Kind.EPHEMERAL_SEQUENTIAL), answer -> {
            if (answer.ok()) {
                String path = String.valueOf(answer.path());
                client.ok(operation, new WholeNumber(Long.parseLong(path.substring(path.lastIndexOf('-') + 1))));
                client.send(-1, Request.delete(path, -1), deleted -> {});
                again();
            } else {
                refused(operation, answer.code(), IDS);
            }
        });
    }

    private void settle(String name) {
        int operation = client.invoke(name, new NameInput.LookUp(LookUpKind.STRICT));
        client.send(operation, Request.set(marker(), "", -1), set -> {
            if (!set.ok()) {
                refused(operation, set.code(), marker());
                return;
            }
            client.send(operation, Request.data(name), answer -> {
                if (answer.ok() || answer.code() == ResultCode.NONODE) {
                    client.ok(operation, new Found(answer.ok() ? answer.data() : null));
                    settled(name, answer.ok() && answer.data().startsWith(prefix()) ? answer.found() : null);
                    again();
                } else {
                    refused(operation, answer.code(), name);
                }
            });
        });
    }

    private void settled(String name, @Nullable ZnodeStat stat) {
        uncertain.remove(name);
        if (stat == null) {
            owned.remove(name);
            doubt(name, "it belongs to another client or to none");
        } else {
            own(name, stat);
        }
    }

    private void own(String name, ZnodeStat stat) {
        owned.put(name, new Owned(stat.version(), stat.mzxid()));
        if (believed.add(name)) {
            client.recorder().add(new Event.Believed(client.number(), name, stat.czxid(), time.tick()));
        }
    }

    private void doubt(String name, String reason) {
        if (believed.remove(name)) {
            client.recorder().add(new Event.Doubted(client.number(), name, reason, time.tick()));
        }
    }

    private void write(String name, int draw) {
        Owned mine = owned.get(name);
        String uri = prefix() + Long.toHexString(client.session()) + "." + uris++;
        if (mine == null) {
            int operation = client.invoke(name, new NameInput.Register(uri));
            client.send(operation, Request.create(name, uri, Kind.PERSISTENT), answer -> {
                if (answer.ok()) {
                    client.granted(operation, Custom.DONE, answer.found().czxid());
                    own(name, answer.found());
                    again();
                } else {
                    failed(operation, answer.code(), name);
                }
            });
        } else if (draw < 15) {
            doubt(name, "unregisters");
            int operation = client.invoke(name, new NameInput.Unregister(mine.mzxid()));
            client.send(operation, Request.delete(name, mine.version()), answer -> {
                if (answer.ok()) {
                    client.ok(operation, Custom.DONE);
                    owned.remove(name);
                    again();
                } else {
                    failed(operation, answer.code(), name);
                }
            });
        } else if (draw < 16) {
            int operation = client.invoke(name, new NameInput.Replace(uri, mine.mzxid()));
            uncertain.add(name);
            Request replace = Request.multi(
                    List.of(Request.delete(name, mine.version()), Request.create(name, uri, Kind.PERSISTENT)));
            client.send(operation, replace, answer -> {
                if (answer.ok()) {
                    client.ok(operation, Custom.DONE);
                    again();
                } else {
                    failed(operation, answer.code(), name);
                }
            });
        } else {
            int operation = client.invoke(name, new NameInput.Change(uri, mine.mzxid()));
            client.send(operation, Request.set(name, uri, mine.version()), answer -> {
                if (answer.ok()) {
                    client.ok(operation, Custom.DONE);
                    own(name, answer.found());
                    again();
                } else {
                    failed(operation, answer.code(), name);
                }
            });
        }
    }

    private void failed(int operation, ResultCode code, String name) {
        if (code != ResultCode.NODEEXISTS) {
            uncertain.add(name);
        }
        refused(operation, code, name);
    }

    private String prefix() {
        return "http://client-" + client.number() + "/";
    }
}
