package dev.stampede.workloads.client;

import java.util.HashSet;
import java.util.Set;

/** What a client's code believes to hold, followed from its events. Whoever owns it guards it. */
final class Beliefs {

    private static final int LIMIT = 4096;

    private final Set<String> held = new HashSet<>();

    void follow(ClientEvent event) {
        if (event instanceof ClientEvent.Believed believed && held.size() < LIMIT) {
            held.add(believed.key());
        } else if (event instanceof ClientEvent.Doubted doubted) {
            doubt(doubted);
        } else if (event instanceof ClientEvent.Invoked invoked
                && invoked.function().equals("release")) {
            release(invoked);
        }
    }

    boolean any() {
        return !held.isEmpty();
    }

    private void doubt(ClientEvent.Doubted doubted) {
        if (doubted.key() == null) {
            held.clear();
        } else {
            held.remove(doubted.key());
        }
    }

    /** A belief lasts until the release is invoked, not until it returns. */
    private void release(ClientEvent.Invoked invoked) {
        if (invoked.key() == null) {
            held.clear();
        } else {
            held.remove(invoked.key());
        }
    }
}
