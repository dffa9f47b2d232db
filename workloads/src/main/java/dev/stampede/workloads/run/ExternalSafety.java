package dev.stampede.workloads.run;

import dev.stampede.workloads.client.settings.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of a run on an external ensemble.
 *
 * <p>A run only uses a tree of its own, opens sessions, cuts the links of its own clients, ends its own sessions, and
 * sends {@code srvr} and {@code dump}. It can still disturb other applications: by its load, or as a superuser, whom no
 * ACL limits. Such steps are invasive, and need {@code --i-own-this-ensemble}.
 */
final class ExternalSafety {
    /** Half of the connections that a server accepts from one address by default ({@code maxClientCnxns=60}). */
    static final int MAX_SESSIONS = 30;

    /** The longest chaos phase that is not invasive. */
    static final Duration MAX_TIME = Duration.ofMinutes(10);

    private ExternalSafety() {}

    /** The maximum number of sessions of a run at each member: clients, a watcher, the probe and the audit. */
    static int sessions(RunConfig config) {
        return config.clients() + 3;
    }

    /** The invasive steps of a run, one sentence each; empty for an ensemble of the run's own. */
    static List<String> invasiveSteps(RunConfig config, ClientSettings settings) {
        List<String> steps = new ArrayList<>();
        if (config.ensemble().external() == null) {
            return steps;
        }
        if (sessions(config) > MAX_SESSIONS) {
            steps.add(
                    "%d clients, and 3 sessions of the harness, may all connect to one member: more than %d, half of the default of maxClientCnxns, so others on this machine may find no connection. Use --clients %d or fewer"
                            .formatted(config.clients(), MAX_SESSIONS, MAX_SESSIONS - 3));
        }
        if (config.time().compareTo(MAX_TIME) > 0) {
            steps.add("the clients write for %d s without a pause: more than %d s. Use a shorter --time"
                    .formatted(config.time().toSeconds(), MAX_TIME.toSeconds()));
        }
        if (settings.superuser()) {
            steps.add(
                    "the sessions are authenticated as ZooKeeper's superuser, whom no ACL limits. Use another user in "
                            + settings.file());
        }
        return steps;
    }

    /**
     * Refuses invasive steps that the user has not allowed.
     *
     * @throws IllegalArgumentException if there are any; the message lists them
     */
    static void require(RunConfig config, ClientSettings settings) {
        ExternalConfig external = config.ensemble().external();
        List<String> steps = invasiveSteps(config, settings);
        if (external != null && !external.owned() && !steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "others use this ensemble, and would notice this run; if you own the ensemble, allow it with"
                            + " --i-own-this-ensemble:\n  " + String.join("\n  ", steps));
        }
    }
}
