package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits one stream of a connection into frames, decodes them and asks the listeners. A short frame is forwarded when
 * it is complete; a long one is forwarded from the moment at which its beginning was decoded. Confined to the thread
 * that forwards the connection.
 */
final class FrameSplitter implements Interceptor {
    /** A longer frame is no frame: ZooKeeper's default limit, {@code jute.maxbuffer}, is 1 MiB. */
    private static final int LONGEST = 64 << 20;

    private final StreamDirection stream;
    private final ConnectionState state;
    private final List<TapListener> listeners;

    /** A long frame whose beginning was forwarded. */
    private @Nullable KeptFrame open;

    private long openNumber;
    private @Nullable ClientFrame openBeginning;
    /** The decision about the next frame, if frames before it had to be forwarded first. */
    private @Nullable StreamAction decided;

    /** @param listeners shared with other streams; may change at any time */
    FrameSplitter(StreamDirection stream, ConnectionState state, List<TapListener> listeners) {
        this.stream = stream;
        this.state = state;
        this.listeners = listeners;
    }

    @Override
    public StreamAction onBytes(ByteBuffer bytes) {
        StreamAction next = decided;
        if (next != null) {
            decided = null;
            return next;
        }
        ByteBuffer in = bytes.slice();
        while (state.decoded() && in.hasRemaining()) {
            int begins = in.position();
            if (open != null) {
                readOn(open, in);
            } else {
                Step step = frame(in);
                if (step.incomplete()) {
                    return begins == 0 ? new StreamAction.NeedMore() : new StreamAction.Pass(begins);
                }
                if (step.action() != null) {
                    return first(step.action(), begins);
                }
            }
        }
        return state.decoded() ? new StreamAction.Pass(in.position()) : StreamAction.passAll();
    }

    private StreamAction first(StreamAction action, int bytesBefore) {
        if (bytesBefore == 0) {
            return action;
        }
        decided = action;
        return new StreamAction.Pass(bytesBefore);
    }

    /**
     * What was done with the frame at the position.
     *
     * @param incomplete whether more bytes are needed
     * @param action the decision; null if the frame is forwarded and was read
     */
    private record Step(boolean incomplete, @Nullable StreamAction action) {
        static final Step INCOMPLETE = new Step(true, null);
        static final Step READ = new Step(false, null);
    }

    private Step frame(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return Step.INCOMPLETE;
        }
        int length = in.getInt(in.position());
        if (length < 0 || length > LONGEST) {
            stopDecoding();
            return Step.READ;
        }
        KeptFrame kept = new KeptFrame(length);
        ByteBuffer body = in.slice();
        body.position(Integer.BYTES);
        kept.read(body);
        if (!kept.headRead()) {
            return Step.INCOMPLETE;
        }
        long number = state.next(stream);
        ClientFrame decoded = parse(kept, number);
        if (decoded == null) {
            stopDecoding();
            return Step.READ;
        }
        state.seen(decoded);
        TappedFrame frame = tapped(kept, number, decoded);
        FrameAction action = decide(frame);
        if (action instanceof FrameAction.Replace replace) {
            showReplacement(number, decoded, replace.frames());
        }
        if (!(action instanceof FrameAction.Pass)) {
            if (action.forwards()) {
                show(frame);
            }
            return new Step(false, action.on(frame.wireBytes()));
        }
        in.position(in.position() + body.position());
        if (kept.complete()) {
            show(frame);
        } else {
            open = kept;
            openNumber = number;
            openBeginning = decoded;
        }
        return Step.READ;
    }

    private void readOn(KeptFrame frame, ByteBuffer in) {
        frame.read(in);
        if (frame.complete()) {
            open = null;
            showAgain(frame, openNumber, openBeginning);
        }
    }

    /** Decodes and shows a frame in place of one that was decoded before: its answer has the same request. */
    private void showAgain(KeptFrame kept, long number, @Nullable ClientFrame before) {
        if (before instanceof ClientFrame.Reply reply && reply.request() != null) {
            state.seen(reply.request());
        }
        ClientFrame decoded = parse(kept, number);
        if (decoded != null) {
            state.seen(decoded);
            show(tapped(kept, number, decoded));
        }
    }

    private @Nullable ClientFrame parse(KeptFrame kept, long number) {
        if (stream == StreamDirection.UPSTREAM) {
            return number == 0 ? FrameParser.connectRequest(kept) : FrameParser.request(kept);
        }
        return number == 0 ? FrameParser.connectResponse(kept) : FrameParser.reply(kept, state);
    }

    private TappedFrame tapped(KeptFrame kept, long number, ClientFrame decoded) {
        return new TappedFrame(
                state.link,
                state.connection,
                state.session(),
                stream,
                number,
                kept.length(),
                System.nanoTime(),
                decoded,
                kept.head());
    }

    private FrameAction decide(TappedFrame frame) {
        for (TapListener listener : listeners) {
            FrameAction action = listener.decide(frame);
            if (!(action instanceof FrameAction.Pass)) {
                return action;
            }
        }
        return FrameAction.pass();
    }

    private void show(TappedFrame frame) {
        listeners.forEach(listener -> listener.forwarded(frame));
    }

    private void showReplacement(long number, ClientFrame original, ByteBuffer frames) {
        ByteBuffer in = frames.slice();
        while (in.remaining() > Integer.BYTES) {
            KeptFrame kept = new KeptFrame(in.getInt());
            kept.read(in);
            showAgain(kept, number, original);
        }
    }

    private void stopDecoding() {
        state.stopDecoding();
        listeners.forEach(listener -> listener.notDecoded(state.link, state.connection));
    }
}
