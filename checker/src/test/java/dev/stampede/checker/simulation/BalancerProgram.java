package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.BackendInput.Dispatch;
import dev.stampede.checker.history.data.BackendInput.ListBackends;
import dev.stampede.checker.history.data.OperationOutput.Backends;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A balancer of the scenario {@code load-balancing}: it lists the backends with watches, lists them again after each event
 * and in each new session, and sends requests to them in turn.
 */
final class BalancerProgram {
    static final String ROOT = "/backends";

    private static final Duration THINK = Duration.ofMillis(6);
    private static final Duration SERVICE = Duration.ofMillis(4);

    private final SimulatedClient client;
    private final Set<String> serving;
    private Map<String, String> list = Map.of();
    private List<String> order = List.of();
    private long listedIn;
    private boolean changed;
    private boolean listing;
    private int next;

    BalancerProgram(SimulatedClient client, Set<String> serving) {
        this.client = client;
        this.serving = serving;
        client.whenDisturbed(reason -> {
            if (reason.equals("Expired") && listedIn != 0) {
                listedIn = 0;
                adopt(client.invoke(ROOT, new ListBackends()), Map.of());
            }
        });
    }

    void start() {
        if (client.connected() && !listing && (changed || listedIn != client.session())) {
            changed = false;
            refresh();
        } else if (!client.connected()) {
            client.whenConnected(() -> {});
        }
        if (!order.isEmpty()) {
            dispatch();
        }
        client.pause(THINK, this::start);
    }

    private void dispatch() {
        String path = order.get(next++ % order.size());
        String address = String.valueOf(list.get(path));
        int operation = client.invoke(path, new Dispatch(address));
        client.pause(SERVICE, () -> {
            if (serving.contains(address)) {
                client.ok(operation, new Custom(path.substring(path.lastIndexOf('/') + 1)));
            } else {
                client.failed(operation, "ConnectException");
            }
        });
    }

    private void refresh() {
        listing = true;
        int operation = client.invoke(ROOT, new ListBackends());
        long session = client.session();
        client.send(operation, Request.children(ROOT).watchedBy(() -> changed = true), answer -> {
            if (answer.ok()) {
                read(operation, session, List.copyOf(answer.children()), new TreeMap<>());
            } else {
                failed(operation, answer.code());
            }
        });
    }

    private void read(int operation, long session, List<String> children, Map<String, String> addresses) {
        if (children.isEmpty()) {
            listing = false;
            listedIn = session;
            adopt(operation, addresses);
            return;
        }
        String path = ROOT + "/" + children.get(0);
        client.send(operation, Request.data(path).watchedBy(() -> changed = true), answer -> {
            if (answer.ok()) {
                addresses.put(path, answer.data());
            }
            if (answer.ok() || answer.code() == ResultCode.NONODE) {
                read(operation, session, children.subList(1, children.size()), addresses);
            } else {
                failed(operation, answer.code());
            }
        });
    }

    private void failed(int operation, ResultCode code) {
        listing = false;
        changed = true;
        client.refused(operation, code, ROOT);
    }

    private void adopt(int operation, Map<String, String> addresses) {
        List<String> paths = addresses.keySet().stream().sorted().toList();
        if (!paths.equals(order)) {
            order = paths;
            next = 0;
        }
        list = new TreeMap<>(addresses);
        client.ok(operation, new Backends(list));
    }
}
