package dev.stampede.nemesis.toxiproxy;

import java.io.IOException;
import java.time.Duration;

/** What a peer has seen up to now. Looking does not wait for more. */
final class PeerObservation {
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Peer peer;
    private String text = "";
    private String ending = "SILENCE";

    PeerObservation(Peer peer) {
        this.peer = peer;
    }

    /** As {@link Peer.Seen} has it, all of it. */
    String look() throws IOException {
        if (ending.equals("SILENCE")) {
            Peer.Seen seen = peer.receiveAll(NO_TIME);
            text += seen.text();
            ending = seen.ending();
        }
        return new Peer.Seen(text, ending).toString();
    }
}
