package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits one stream of a connection into frames, decodes them and asks the listeners. A short frame is forwarded when
 * it is complete; a long frame ({@link KeptFrame}) is forwarded as soon as its beginning is decoded. Confined to the
 * thread that forwards the connection.
 */
final class FrameSplitter implements Interceptor {
    /** The largest accepted length of a frame in bytes; ZooKeeper's default limit, {@code jute.maxbuffer}, is 1 MiB. */
    private static final int MAX_LENGTH = 64 << 20;

    private final StreamDirection stream;
    private final ConnectionState state;
    private final List<TapListener> listeners;

    /** A long frame whose beginning was forwarded. */
    private @Nullable KeptFrame longFrame;

    private long longFrameNumber;
    private @Nullable ClientFrame longFrameBeginning;
    /** The decision about the next frame, if frames before it had to be forwarded first. */
    private @Nullable StreamAction pendingAction;

    /** @param listeners shared with other streams; may change at any time */
    FrameSplitter(StreamDirection stream, ConnectionState state, List<TapListener> listeners) {
        this.stream = stream;
        this.state = state;
        this.listeners = listeners;
    }

    @Override
    public StreamAction onBytes(ByteBuffer bytes) {
        StreamAction next = pendingAction;
        if (next != null) {
            pendingAction = null;
            return next;
        }
        ByteBuffer in = bytes.slice();
        while (state.decoded() && in.hasRemaining()) {
            int frameStart = in.position();
            if (longFrame != null) {
                readRest(longFrame, in);
            } else {
                Step step = processFrame(in);
                if (step.incomplete()) {
                    return frameStart == 0 ? new StreamAction.NeedMore() : new StreamAction.Pass(frameStart);
                }
                if (step.action() != null) {
                    return afterPassing(step.action(), frameStart);
                }
            }
        }
        return state.decoded() ? new StreamAction.Pass(in.position()) : StreamAction.passAll();
    }

    private StreamAction afterPassing(StreamAction action, int bytesBefore) {
        if (bytesBefore == 0) {
            return action;
        }
        pendingAction = action;
        return new StreamAction.Pass(bytesBefore);
    }

    /**
     * The result of processing the frame at the position of the buffer.
     *
     * @param incomplete whether more bytes are needed
     * @param action the decision; null if the frame is forwarded and was read
     */
    private record Step(boolean incomplete, @Nullable StreamAction action) {
        static final Step INCOMPLETE = new Step(true, null);
        static final Step READ = new Step(false, null);
    }

    private Step processFrame(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return Step.INCOMPLETE;
        }
        int length = in.getInt(in.position());
        if (length < 0 || length > MAX_LENGTH) {
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
        long number = state.nextPosition(stream);
        ClientFrame decoded = parse(kept, number);
        if (decoded == null) {
            stopDecoding();
            return Step.READ;
        }
        state.record(decoded);
        TappedFrame frame = tapped(kept, number, decoded);
        FrameAction action = decide(frame);
        if (action instanceof FrameAction.Replace replace) {
            notifyReplacement(number, decoded, replace.frames());
        }
        if (!(action instanceof FrameAction.Pass)) {
            if (action.forwards()) {
                notifyForwarded(frame);
            }
            return new Step(false, action.on(frame.wireBytes()));
        }
        in.position(in.position() + body.position());
        if (kept.complete()) {
            notifyForwarded(frame);
        } else {
            longFrame = kept;
            longFrameNumber = number;
            longFrameBeginning = decoded;
        }
        return Step.READ;
    }

    private void readRest(KeptFrame frame, ByteBuffer in) {
        frame.read(in);
        if (frame.complete()) {
            longFrame = null;
            decodeAgain(frame, longFrameNumber, longFrameBeginning);
        }
    }

    /** Decodes a frame again, or its replacement, and passes it to the listeners. A reply keeps its request. */
    private void decodeAgain(KeptFrame kept, long number, @Nullable ClientFrame before) {
        if (before instanceof ClientFrame.Reply reply && reply.request() != null) {
            state.record(reply.request());
        }
        ClientFrame decoded = parse(kept, number);
        if (decoded != null) {
            state.record(decoded);
            notifyForwarded(tapped(kept, number, decoded));
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

    private void notifyForwarded(TappedFrame frame) {
        listeners.forEach(listener -> listener.forwarded(frame));
    }

    private void notifyReplacement(long number, ClientFrame original, ByteBuffer frames) {
        ByteBuffer in = frames.slice();
        while (in.remaining() > Integer.BYTES) {
            KeptFrame kept = new KeptFrame(in.getInt());
            kept.read(in);
            decodeAgain(kept, number, original);
        }
        if (stream == StreamDirection.UPSTREAM) {
            state.record(original); // the client awaits the answer to its own request
        }
    }

    private void stopDecoding() {
        state.stopDecoding();
        listeners.forEach(listener -> listener.notDecoded(state.link, state.connection));
    }
}
