package dev.stampede.nemesis.toxiproxy;

import java.io.IOException;
import java.time.Duration;

/** Everything that a peer has received so far. Does not wait for more. */
final class PeerObservation {
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Peer peer;
    private String text = "";
    private String ending = "SILENCE";

    PeerObservation(Peer peer) {
        this.peer = peer;
    }

    /** All received text and the end, in the format of {@link Peer.Seen}. */
    String look() throws IOException {
        if (ending.equals("SILENCE")) {
            Peer.Seen seen = peer.receiveAll(NO_TIME);
            text += seen.text();
            ending = seen.ending();
        }
        return new Peer.Seen(text, ending).toString();
    }
}
