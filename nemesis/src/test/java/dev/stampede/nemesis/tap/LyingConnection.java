package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.nemesis.tap.tampering.TamperingListener;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A connection whose frames are tampered with, without sockets. It has a session and is past its connect frames. */
final class LyingConnection {
    static final long SESSION = 0x77;

    final List<String> lies = new ArrayList<>();
    final TamperingListener listener;
    private final SplitStream up;
    private final SplitStream down;

    /** A connection on which every possible lie is chosen from now on. */
    LyingConnection(Tampering tampering) {
        this(tampering, 1);
        listener.begin();
    }

    /** A connection on which no lie has begun. */
    LyingConnection(Tampering tampering, int oneIn) {
        listener = new TamperingListener(tampering, oneIn, new Seed(1), lies::add);
        ConnectionState state = new ConnectionState(new TappedLink(3, 1), 1);
        up = new SplitStream(StreamDirection.UPSTREAM, state, List.of(listener));
        down = new SplitStream(StreamDirection.DOWNSTREAM, state, List.of(listener));
        up.send(WireFrames.connect(0));
        down.send(WireFrames.connected(4_000, SESSION));
    }

    /** Sends a frame of the client; returns what the member receives. */
    byte[] request(byte[] frame) {
        return sent(up, frame);
    }

    /** Sends a frame of the member; returns what the client receives. */
    byte[] reply(byte[] frame) {
        return sent(down, frame);
    }

    private static byte[] sent(SplitStream stream, byte[] frame) {
        int before = stream.received().length;
        stream.send(frame);
        return Arrays.copyOfRange(stream.received(), before, stream.received().length);
    }

    /** Sends a request and its reply; returns what the client receives. */
    byte[] exchange(byte[] request, byte[] reply) {
        byte[] unused = request(request);
        return reply(reply);
    }
}
