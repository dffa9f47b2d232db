package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessPart;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.link.Links;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.frames.FrameReader;
import dev.stampede.workloads.frames.FrameRecorder;
import dev.stampede.workloads.frames.ReplyMatcher;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recording of the frames on the links of a run's clients. Does nothing if these links cannot be tapped. Used by
 * one thread, except {@link #replies()}.
 */
final class RunTap {
    private final ReplyMatcher replies = new ReplyMatcher();
    private final Links.@Nullable TapHandle handle;
    private final @Nullable FrameRecorder recorder;
    private boolean ended;

    private RunTap(Ensemble ensemble, ClientSettings settings, RunFolder folder, RunClock clock, RunRedaction redaction)
            throws IOException {
        if (whyNotTapped(ensemble, settings).isPresent()) {
            recorder = null;
            handle = null;
            return;
        }
        recorder = FrameRecorder.start(FrameReader.in(folder.path()), clock.originNanos(), redaction.paths(), replies);
        handle = ensemble.links().tap(Links.Channel.CLIENT, recorder);
    }

    /**
     * Starts to record, if the links can be tapped. Called before the first client connects.
     *
     * @throws IOException if the file of frames cannot be created
     */
    static RunTap start(
            Ensemble ensemble, ClientSettings settings, RunFolder folder, RunClock clock, RunRedaction redaction)
            throws IOException {
        return new RunTap(ensemble, settings, folder, clock, redaction);
    }

    /** Why the links of the clients are not tapped, for people; empty if they are tapped. */
    static Optional<String> whyNotTapped(Ensemble ensemble, ClientSettings settings) {
        return settings.secure()
                ? Optional.of("the clients encrypt their connections (TLS)")
                : ensemble.links().whyNotTapped(Links.Channel.CLIENT);
    }

    /** Finds the zxids of replies; none if the links are not tapped. */
    ReplyMatcher replies() {
        return replies;
    }

    /** Stops to record, and adds the number of frames and the failures of the tap to the history. Idempotent. */
    void end(Journal journal) {
        if (ended || recorder == null || handle == null) {
            return;
        }
        ended = true;
        handle.close();
        recorder.close();
        handle.failures().forEach(failure -> journal.harnessFailed(HarnessPart.INTERCEPTOR, failure));
        IOException failure = recorder.failure();
        if (failure != null) {
            journal.note(
                    Event.Severity.NOTICE,
                    "the file of frames is not complete, and the checks do not need it: " + failure.getMessage());
        }
        journal.accept(new Event.FramesTapped(
                recorder.frames(),
                recorder.dropped(),
                recorder.undecodedConnections(),
                journal.clock().nanos()));
    }
}
