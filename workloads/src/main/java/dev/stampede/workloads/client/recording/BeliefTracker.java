package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the keys that a client's code believes to hold, from the client's events: stated beliefs, and samples of its
 * leadership. Its owner guards it. Tracks at most {@value #LIMIT} keys.
 */
public final class BeliefTracker {

    private static final int LIMIT = 4096;
    private static final LockInput SAMPLE = new LockInput.SampleLeadership();

    private final Set<String> stated = new HashSet<>();
    private final Set<String> sampled = new HashSet<>();
    private final Map<Integer, String> openSamples = new HashMap<>();

    public void follow(Event event) {
        if (event instanceof Event.Believed believed) {
            add(stated, believed.key());
        } else if (event instanceof Event.Doubted doubted) {
            remove(doubted.key());
        } else if (event instanceof Event.Invoked invoked) {
            invoked(invoked);
        } else if (event instanceof Event.Completed completed) {
            completed(completed);
        } else if (event instanceof Event.SessionChanged changed
                && !changed.state().connected()) {
            sampled.clear(); // a belief from samples ends with a change of the session state
        }
    }

    public boolean any() {
        return !stated.isEmpty() || !sampled.isEmpty();
    }

    /** A belief ends when the release is invoked, not when it returns. */
    private void invoked(Event.Invoked invoked) {
        String key = invoked.key();
        if (invoked.input() instanceof LockInput.Release) {
            remove(key);
        } else if (invoked.input() instanceof LockInput.SampleLeadership && key != null && openSamples.size() < LIMIT) {
            openSamples.put(invoked.operation(), key);
        }
    }

    private void completed(Event.Completed completed) {
        String key = openSamples.remove(completed.operation());
        if (key == null) {
            return;
        }
        if (SAMPLE.output(completed.result()) instanceof OperationOutput.Leadership leadership && leadership.leads()) {
            add(sampled, key);
        } else {
            sampled.remove(key);
        }
    }

    private void remove(@Nullable String key) {
        if (key == null) {
            stated.clear();
            sampled.clear();
        } else {
            stated.remove(key);
            sampled.remove(key);
        }
    }

    private static void add(Set<String> keys, String key) {
        if (keys.size() < LIMIT) {
            keys.add(key);
        }
    }
}
