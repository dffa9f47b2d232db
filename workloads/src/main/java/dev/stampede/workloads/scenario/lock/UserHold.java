package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;

/**
 * The hold of a user's lock, and the doubts of the hold, which the class may report on any thread. A client has at most
 * one hold of a user's lock.
 */
final class UserHold {
    final ClientContext context;
    final String key;
    private boolean holding; // guarded by this
    private boolean doubted; // guarded by this

    UserHold(ClientContext context, String key) {
        this.context = context;
        this.key = key;
    }

    /** Called before an acquire: earlier doubts do not concern the next hold. */
    synchronized void acquiring() {
        doubted = false;
    }

    synchronized void granted() {
        holding = true;
    }

    synchronized void released() {
        holding = false;
    }

    /** Records a doubt of the current hold. A doubt during an acquire concerns the hold that this acquire grants. */
    synchronized void doubt(String reason) {
        if (holding && !doubted) {
            context.recorder().doubts(key, reason);
        }
        doubted = true;
    }

    synchronized boolean doubted() {
        return doubted;
    }
}
