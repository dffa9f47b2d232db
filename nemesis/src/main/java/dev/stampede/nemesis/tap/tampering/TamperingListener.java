package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TapListener;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an ensemble lie: tampers with some of the frames with which a {@link Tampering} can lie. It lies between {@link
 * #begin} and {@link #end} only, about once in {@code oneIn} possible lies, and at most {@value #MOST_LIES} times. It
 * never tampers with a frame that the tap did not keep as a whole.
 *
 * <p>Each choice is a hash of the seed, the link, the connection and the number of the possible lie on that connection.
 *
 * <p>Thread-safe. It keeps a tamperer for each connection, also of those that have ended.
 */
public final class TamperingListener implements TapListener {
    /** The maximum number of lies. */
    public static final int MOST_LIES = 50;

    private record Connection(TappedLink link, long number) {}

    /** The tamperer of a connection, and the number of its possible lies so far. */
    private static final class Tampered {
        private final ConnectionTamperer tamperer;
        private int possible;

        Tampered(ConnectionTamperer tamperer) {
            this.tamperer = tamperer;
        }
    }

    private final Tampering tampering;
    private final int oneIn;
    private final Seed seed;
    private final Consumer<String> report;
    private final Map<Connection, Tampered> connections = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private volatile boolean lying;

    /**
     * Creates a listener that does not lie yet.
     *
     * @param oneIn the mean number of possible lies of which one is chosen; 1 for all of them
     * @param report receives a sentence for each lie, on the threads that forward bytes; must not block
     */
    public TamperingListener(Tampering tampering, int oneIn, Seed seed, Consumer<String> report) {
        if (oneIn < 1) {
            throw new IllegalArgumentException("expected one lie in 1 or more possible ones, got one in " + oneIn);
        }
        this.tampering = tampering;
        this.oneIn = oneIn;
        this.seed = seed.fork("tampering");
        this.report = report;
    }

    /** From now on, the ensemble lies. */
    public void begin() {
        lying = true;
    }

    /** From now on, no lie begins. Those that have begun are completed. */
    public void end() {
        lying = false;
    }

    /** The number of complete lies. */
    public int count() {
        return completed.get();
    }

    @Override
    public FrameAction decide(TappedFrame frame) {
        Tampered tampered = connections.computeIfAbsent(
                new Connection(frame.link(), frame.connection()), c -> new Tampered(tampering.open()));
        FrameDecision decision = tampered.tamperer.complete(frame);
        if (decision == null && lying && frame.whole()) {
            decision = choose(frame, tampered);
        }
        tampered.tamperer.observe(frame);
        if (decision == null) {
            return FrameAction.pass();
        }
        if (decision.text() != null) {
            completed.incrementAndGet();
            report.accept("the ensemble lied to client " + frame.link().client() + " in the name of member "
                    + frame.link().member() + ": " + decision.text());
        }
        return decision.action();
    }

    private @Nullable FrameDecision choose(TappedFrame frame, Tampered tampered) {
        Lie lie = tampered.tamperer.possible(frame);
        if (lie == null) {
            return null;
        }
        String connection = frame.link() + " #" + frame.connection();
        boolean chosen = Long.remainderUnsigned(seed.hash(connection, tampered.possible++), oneIn) == 0;
        return chosen && begun.incrementAndGet() <= MOST_LIES ? lie.execute() : null;
    }
}
