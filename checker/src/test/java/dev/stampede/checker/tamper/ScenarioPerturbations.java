package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.BALANCING;
import static dev.stampede.checker.tamper.Guarantee.NAMING;
import static dev.stampede.checker.tamper.Guarantee.PROPAGATION;
import static dev.stampede.checker.tamper.Guarantee.UNIQUE_IDS;
import static dev.stampede.checker.tamper.Guarantee.VALUES;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Impossible views of a configuration, names, ids and lists of backends. */
final class ScenarioPerturbations {
    private ScenarioPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "a client goes back to an older view in one session",
                        PROPAGATION,
                        "propagation/went-back",
                        Places.operationPairs(
                                ScenarioPerturbations::view,
                                (a, b) -> view(b)
                                        && a.client() == b.client()
                                        && a.session() == b.session()
                                        && a.key().equals(b.key())
                                        && state(a).mzxid() < state(b).mzxid(),
                                (edit, a, b) -> {
                                    edit.set(
                                            a.completion(),
                                            "result",
                                            b.completion().result());
                                    edit.set(
                                            b.completion(),
                                            "result",
                                            a.completion().result());
                                })),
                impossible(
                        "data arrives without the event that announces it",
                        PROPAGATION,
                        Blame.ZOOKEEPER,
                        List.of("propagation/data-before-event"),
                        withoutEvent()),
                impossible(
                        "an id is returned twice",
                        UNIQUE_IDS,
                        Blame.RECIPE,
                        List.of("unique-ids/id-twice"),
                        Places.operationPairs(
                                ScenarioPerturbations::id,
                                (a, b) -> id(b) && a.key().equals(b.key()),
                                (edit, a, b) -> edit.set(
                                        b.completion(), "result", a.completion().result()))),
                recipe(
                        "a later id is smaller than an earlier one",
                        UNIQUE_IDS,
                        "unique-ids/id-went-back",
                        Places.operationPairs(
                                ScenarioPerturbations::id,
                                (a, b) -> id(b) && a.key().equals(b.key()) && a.precedes(b),
                                (edit, a, b) -> {
                                    edit.set(
                                            a.completion(),
                                            "result",
                                            b.completion().result());
                                    edit.set(
                                            b.completion(),
                                            "result",
                                            a.completion().result());
                                })),
                impossible(
                        "a look-up returns an address that no client wrote",
                        NAMING,
                        Blame.ZOOKEEPER,
                        List.of("naming"),
                        Places.operations(
                                ScenarioPerturbations::found,
                                (edit, o) -> edit.set(o.completion(), "result", "http://invented"))),
                impossible(
                        "two look-ups of one state return two addresses",
                        NAMING,
                        Blame.ZOOKEEPER,
                        List.of("naming"),
                        Places.operations(
                                        o -> found(o) && o.requests().stream().anyMatch(RecordedRequest::hasStat),
                                        (edit, o) -> edit.set(o.completion(), "result", otherAddress(edit, o)))
                                .when(r -> r.header().rawRequests())),
                recipe(
                        "a registered name is not found, and no client removed it",
                        NAMING,
                        "naming",
                        Places.operationPairs(
                                ScenarioPerturbations::found,
                                (a, b) -> found(b)
                                        && a.key().equals(b.key())
                                        && a.session() == b.session()
                                        && a.client() == b.client()
                                        && Objects.equals(
                                                a.completion().result(),
                                                b.completion().result()),
                                (edit, a, b) -> edit.set(b.completion(), "result", null))),
                impossible(
                        "two clients own a name at once",
                        NAMING,
                        Blame.RECIPE,
                        List.of("naming/two-owners"),
                        Places.events(
                                        Event.Believed.class,
                                        b -> b.key().startsWith("/naming"),
                                        (edit, b) -> edit.insertAfter(
                                                b,
                                                new Event.Believed(
                                                        b.client() + 1, b.key(), b.token() + 1, b.atNanos() + 1)))
                                .of("naming")),
                recipe(
                        "a balancer lists an address that no backend wrote",
                        BALANCING,
                        "balancing/never-existed",
                        Places.operations(ScenarioPerturbations::list, (edit, o) -> {
                            Map<String, String> all = new LinkedHashMap<>(backends(o));
                            all.replaceAll((path, address) -> "127.0.0.1:1");
                            edit.set(o.completion(), "result", new OperationOutput.Backends(all).text());
                        })),
                recipe(
                        "another backend answers a request",
                        BALANCING,
                        "balancing/wrong-backend",
                        Places.operations(
                                o -> o.ok() && o.input() instanceof BackendInput.Dispatch,
                                (edit, o) -> edit.set(o.completion(), "result", "backend-77"))),
                recipe(
                        "a balancer picks one backend again and again",
                        BALANCING,
                        "fair-share/unfair",
                        Places.whole(ScenarioPerturbations::unfair)
                                .when(r -> r.header().checks().stream().anyMatch(c -> "round-robin"
                                        .equals(c.parameters().get("algorithm"))))),
                recipe(
                        "a balancer lacks a live backend in all its lists",
                        BALANCING,
                        "balancing/missing",
                        Places.whole(ScenarioPerturbations::missing).of("load-balancing")),
                impossible(
                        "a write that was acknowledged is read as that of another client",
                        VALUES,
                        Blame.ZOOKEEPER,
                        List.of("guarantees", "linearizability", "transactions"),
                        Places.operationPairs(
                                        o -> o.ok() && o.input() instanceof ZnodeInput.SetData,
                                        (a, b) -> b.ok()
                                                && b.input() instanceof ZnodeInput.SetData
                                                && a.key().equals(b.key())
                                                && a.requests().size() == 1
                                                && b.requests().size() == 1
                                                && readOf(a),
                                        (edit, a, b) -> {
                                            edit.set(a.invoked(), "argument", data(a, b));
                                            edit.set(b.invoked(), "argument", data(b, a));
                                        })
                                .of("registers")));
    }

    private static Perturbation recipe(String name, Guarantee promise, String check, Places places) {
        return impossible(name, promise, Blame.RECIPE, List.of(check), places);
    }

    private static boolean view(RecordedOperation o) {
        return o.ok() && o.input() instanceof ZnodeInput.ViewChange && o.state() != null;
    }

    private static ZnodeState state(RecordedOperation o) {
        return Objects.requireNonNull(o.state());
    }

    private static boolean id(RecordedOperation o) {
        return o.ok() && o.input() instanceof NameInput.NextId && o.completion().result() != null;
    }

    /** A look-up of a name; that of another scenario returns a value. */
    private static boolean found(RecordedOperation o) {
        return o.ok()
                && o.input() instanceof NameInput.LookUp
                && o.key().startsWith("/naming")
                && o.completion().result() != null;
    }

    private static boolean list(RecordedOperation o) {
        return o.ok()
                && o.output() instanceof OperationOutput.Backends all
                && !all.addresses().isEmpty();
    }

    private static Map<String, String> backends(RecordedOperation o) {
        return ((OperationOutput.Backends) Objects.requireNonNull(o.output())).addresses();
    }

    private static boolean readOf(RecordedOperation write) {
        return write.requests().get(0).acknowledgedWrite();
    }

    private static String data(RecordedOperation of, RecordedOperation from) {
        return new ZnodeInput.SetData(
                        ((ZnodeInput.SetData) from.input()).data(), ((ZnodeInput.SetData) of.input()).version())
                .argument();
    }

    private static String otherAddress(HistoryEdit edit, RecordedOperation o) {
        return edit.recording().operations().stream()
                .filter(other -> found(other) && other.key().equals(o.key()))
                .map(other -> String.valueOf(other.completion().result()))
                .filter(address -> !address.equals(o.completion().result()))
                .findFirst()
                .orElse("http://invented");
    }

    /** Removes the events between two fetches of a key in one session, of which the later one shows a newer state. */
    private static Places withoutEvent() {
        return Places.operationPairs(
                ScenarioPerturbations::fetch,
                (a, b) -> fetch(b)
                        && a.client() == b.client()
                        && a.key().equals(b.key())
                        && state(a).mzxid() < state(b).mzxid()
                        && a.requests().get(0).session() == b.requests().get(0).session(),
                (edit, a, b) -> edit.recording().operations().stream()
                        .filter(o -> o.input() instanceof ZnodeInput.Notified
                                && o.client() == a.client()
                                && o.key().equals(a.key()))
                        .forEach(edit::remove));
    }

    private static boolean fetch(RecordedOperation o) {
        return o.ok()
                && o.input() instanceof ZnodeInput.Read read
                && read.kind() == ZnodeInput.ReadKind.FETCH
                && o.state() != null
                && o.requests().size() == 1;
    }

    private static void unfair(HistoryEdit edit) {
        edit.recording().operations().stream()
                .filter(o -> o.ok() && o.input() instanceof BackendInput.Dispatch)
                .forEach(o -> edit.recording().operations().stream()
                        .filter(l -> list(l) && l.client() == o.client() && l.completedNanos() < o.invokedNanos())
                        .reduce((one, two) -> two)
                        .ifPresent(l -> {
                            Map.Entry<String, String> first =
                                    backends(l).entrySet().iterator().next();
                            edit.set(o.invoked(), "key", first.getKey());
                            edit.set(o.invoked(), "argument", first.getValue());
                            edit.set(
                                    o.completion(),
                                    "result",
                                    first.getKey().substring(first.getKey().lastIndexOf('/') + 1));
                        }));
    }

    private static void missing(HistoryEdit edit) {
        edit.recording().operations().stream()
                .filter(ScenarioPerturbations::list)
                .forEach(o -> {
                    Map<String, String> all = new LinkedHashMap<>(backends(o));
                    all.keySet().removeIf(path -> path.endsWith("-1"));
                    edit.set(o.completion(), "result", new OperationOutput.Backends(all).text());
                });
    }
}
