package dev.stampede.workloads.frames;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Selects frames; null selects all.
 *
 * @param from the first time, since the run began
 * @param to the last time, since the run began
 * @param path a text that the path of a frame, or of the request of a reply, contains
 */
public record FrameFilter(
        @Nullable Integer client,
        @Nullable Integer member,
        @Nullable Duration from,
        @Nullable Duration to,
        @Nullable Long session,
        @Nullable String path) {

    /** @param requestPath the path of the request, if the frame is a reply */
    boolean selects(FrameRecord frame, @Nullable String requestPath) {
        return (client == null || client == frame.client())
                && (member == null || member == frame.member())
                && (from == null || frame.atNanos() >= from.toNanos())
                && (to == null || frame.atNanos() <= to.toNanos())
                && (session == null || session == frame.session())
                && (path == null || contains(frame.path(), path) || contains(requestPath, path));
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }
}
