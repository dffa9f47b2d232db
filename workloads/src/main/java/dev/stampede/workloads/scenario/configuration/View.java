package dev.stampede.workloads.scenario.configuration;

import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client's code acts on, recorded whenever it changes, as an operation {@code view} of its own.
 *
 * <p>Safe to use from several threads. The state is read within the lock, so that what is recorded has the order in which
 * it was true.
 */
public final class View {
    private final Recorder recorder;
    private final Map<String, Optional<Seen>> recorded = new HashMap<>();

    View(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Looks at what the client acts on now; absence is told only of what was there. */
    public synchronized void look(String key, Supplier<@Nullable Seen> current) {
        Optional<Seen> now = Optional.ofNullable(current.get());
        Optional<Seen> before = recorded.get(key);
        boolean news = before == null ? now.isPresent() : !same(before, now);
        if (news) {
            recorded.put(key, now);
            recorder.invoke("view", key, null).ok(Seen.text(now.orElse(null)));
        }
    }

    private static boolean same(Optional<Seen> one, Optional<Seen> two) {
        return one.map(Seen::mzxid).equals(two.map(Seen::mzxid));
    }
}
