package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One stream of a connection: executes the actions of a splitter as the proxy does, without sockets. */
final class SplitStream {
    private final FrameSplitter splitter;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] waiting = {};
    private int tooFew;
    private long passing;
    private long dropping;
    boolean cut;

    SplitStream(StreamDirection stream, ConnectionState state, List<TapListener> listeners) {
        this.splitter = new FrameSplitter(stream, state, listeners);
    }

    /** The bytes that the receiver has received. */
    byte[] received() {
        return out.toByteArray();
    }

    void send(byte[] bytes) {
        byte[] all = Arrays.copyOf(waiting, waiting.length + bytes.length);
        System.arraycopy(bytes, 0, all, waiting.length, bytes.length);
        waiting = all;
        while (step()) {
            // Until no byte can move.
        }
    }

    private boolean step() {
        if (waiting.length == 0 || cut) {
            return false;
        }
        if (passing > 0) {
            int count = (int) Math.min(passing, waiting.length);
            out.write(waiting, 0, count);
            passing = passing == Long.MAX_VALUE ? passing : passing - count;
            take(count);
            return true;
        }
        if (dropping > 0) {
            int count = (int) Math.min(dropping, waiting.length);
            dropping -= count;
            take(count);
            return true;
        }
        return waiting.length > tooFew && ask();
    }

    private void take(int count) {
        waiting = Arrays.copyOfRange(waiting, count, waiting.length);
        tooFew = 0;
    }

    private boolean ask() {
        StreamAction action = splitter.onBytes(ByteBuffer.wrap(waiting).asReadOnlyBuffer());
        if (action instanceof StreamAction.Pass pass) {
            passing = pass.bytes();
        } else if (action instanceof StreamAction.Drop drop) {
            dropping = drop.bytes();
        } else if (action instanceof StreamAction.Replace replace) {
            byte[] with = new byte[replace.with().remaining()];
            replace.with().duplicate().get(with);
            out.write(with, 0, with.length);
            dropping = replace.bytes();
        } else if (action instanceof StreamAction.Cut cutting) {
            out.write(waiting, 0, (int) cutting.afterBytes());
            cut = true;
        } else if (action instanceof StreamAction.NeedMore) {
            tooFew = waiting.length;
            return false;
        } else {
            throw new IllegalStateException("not carried out here: " + action);
        }
        return true;
    }

    /** Records the frames and passes each. */
    static final class Recording implements TapListener {
        final List<ClientFrame> frames = new ArrayList<>();
        final List<Long> sessions = new ArrayList<>();
        int notDecoded;

        @Override
        public void forwarded(TappedFrame frame) {
            frames.add(frame.frame());
            sessions.add(frame.session());
        }

        @Override
        public void notDecoded(TappedLink link, long connection) {
            notDecoded++;
        }
    }
}
