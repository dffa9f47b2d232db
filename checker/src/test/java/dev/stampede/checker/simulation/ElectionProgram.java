package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Granted;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * A client of the scenario {@code election}: the one that creates the ephemeral {@code DAY/binding} is the master of the
 * day. A master resigns by closing its session, and at the end of its day by deleting the binding.
 */
final class ElectionProgram {
    static final String ROOT = "/master_election";

    private static final Duration DAY = Duration.ofSeconds(2);
    private static final Duration TENURE = Duration.ofMillis(20);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);

    private final SimulatedClient client;
    private String last = "";
    private String day = "";
    private boolean master;
    private boolean doubted;

    ElectionProgram(SimulatedClient client) {
        this.client = client;
        client.whenDisturbed(this::doubt);
    }

    void start() {
        String today = today();
        day = today;
        int acquire = client.invoke(day, Acquire.EXCLUSIVE);
        bind(acquire);
    }

    private String today() {
        String today = ROOT + "/" + FIRST.plusDays(client.time().now() / DAY.toNanos());
        if (!today.equals(last)) {
            last = today;
            client.recorder()
                    .add(new Event.TrackPoint(
                            "Days",
                            "client " + client.number(),
                            today,
                            Severity.QUIET,
                            null,
                            client.time().tick()));
        }
        return today;
    }

    private String binding() {
        return day + "/binding";
    }

    private void bind(int acquire) {
        client.whenConnected(() -> client.send(acquire, Request.create(binding(), "", Kind.EPHEMERAL), answer -> {
            if (answer.ok()) {
                granted(acquire, answer.found().czxid());
            } else if (answer.code() == ResultCode.NONODE) {
                createDay(acquire, List.of(ROOT, day));
            } else if (answer.code() == ResultCode.NODEEXISTS) {
                client.send(acquire, Request.exists(binding()), there -> {
                    if (there.ok() && there.found().ephemeralOwner() == client.session()) {
                        granted(acquire, there.found().czxid());
                    } else {
                        await(acquire);
                    }
                });
            } else {
                lost(acquire);
            }
        }));
    }

    /** An acquire whose answer was lost is indeterminate; the client starts another one. */
    private void lost(int acquire) {
        client.refused(acquire, ResultCode.CONNECTIONLOSS, binding());
        client.pause(STEP, this::start);
    }

    private void createDay(int acquire, List<String> paths) {
        if (paths.isEmpty()) {
            bind(acquire);
        } else {
            client.send(acquire, Request.create(paths.get(0), "", Kind.PERSISTENT), answer -> {
                if (answer.code() == ResultCode.CONNECTIONLOSS) {
                    lost(acquire);
                } else {
                    createDay(acquire, paths.subList(1, paths.size()));
                }
            });
        }
    }

    private void await(int acquire) {
        boolean[] woken = new boolean[1];
        long session = client.session();
        client.send(acquire, Request.children(day).watchedBy(() -> woken[0] = true), answer -> {
            if (answer.code() == ResultCode.CONNECTIONLOSS) {
                lost(acquire);
            } else if (!answer.ok() || answer.children().isEmpty()) {
                bind(acquire);
            } else {
                poll(acquire, session, woken);
            }
        });
    }

    private void poll(int acquire, long session, boolean[] woken) {
        client.pause(STEP, () -> {
            if (!today().equals(day)) {
                client.failed(acquire, "the day was over");
                start();
            } else if (woken[0] || client.session() != session) {
                bind(acquire);
            } else {
                poll(acquire, session, woken);
            }
        });
    }

    private void granted(int acquire, long token) {
        client.granted(acquire, Granted.UNCOUNTED, token);
        master = true;
        doubted = false;
        client.recorder()
                .add(new Event.Believed(
                        client.number(), day, token, client.time().tick()));
        serve(client.time().now() + client.time().around(TENURE).toNanos());
    }

    private void doubt(String reason) {
        if (master && !doubted) {
            doubted = true;
            client.recorder()
                    .add(new Event.Doubted(
                            client.number(), day, reason, client.time().tick()));
        }
    }

    private void serve(long endNanos) {
        client.pause(STEP, () -> {
            if (doubted || !today().equals(day) || client.time().now() >= endNanos) {
                resign();
            } else {
                serve(endNanos);
            }
        });
    }

    /** A master that doubts resigns, too; its binding disappears with its session. */
    private void resign() {
        master = false;
        client.ok(client.invoke(day, Release.EXCLUSIVE), Custom.DONE);
        if (!client.connected()) {
            client.whenConnected(() -> client.close(this::start));
        } else if (doubted || today().equals(day)) {
            client.close(this::start);
        } else {
            client.send(-1, Request.delete(binding(), -1), answer -> start());
        }
    }
}
