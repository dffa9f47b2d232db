package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import java.util.Map;
import java.util.TreeMap;

/** The clients of a run by their numbers. Immutable. */
public final class RunClients {
    private final Map<Integer, Event.ClientOpened> opened = new TreeMap<>();

    private RunClients(History history) {
        history.events(Event.ClientOpened.class).forEach(c -> opened.put(c.client(), c));
    }

    /** The clients in a history. */
    public static RunClients of(History history) {
        return new RunClients(history);
    }

    /** The display name of a client. */
    public String name(int client) {
        Event.ClientOpened known = opened.get(client);
        return known == null || known.name().isBlank() ? "client " + client : known.name();
    }

    /** Whether a client belongs to the scenario, as every client does whose opening was not recorded. */
    public boolean workload(int client) {
        Event.ClientOpened known = opened.get(client);
        return known == null || known.kind() == ClientKind.WORKLOAD;
    }
}
