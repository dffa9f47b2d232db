package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces equal paths and Stats in events by one object: several watcher sessions report the same change, and the audit reads
 * the same znode from each member. Not thread-safe.
 *
 * <p>Only the last Stat of a path is compared, so that the Stats of a long history are not kept twice.
 */
final class SharedValues {
    private final Map<String, Path> paths = new HashMap<>();

    private static final class Path {
        private final String text;
        private @Nullable ZnodeStat last;

        Path(String text) {
            this.text = text;
        }

        ZnodeStat shared(ZnodeStat stat) {
            ZnodeStat known = last;
            if (known == null || !known.equals(stat)) {
                last = stat;
                return stat;
            }
            return known;
        }
    }

    /** An equal event. */
    Event of(Event event) {
        if (event instanceof ZnodeObserved e) {
            Path path = path(e.path());
            ZnodeStat stat = e.stat() == null ? null : path.shared(e.stat());
            return new ZnodeObserved(
                    e.member(), e.change(), path.text, e.zxid(), e.afterZxid(), stat, e.atNanos());
        } else if (event instanceof ZnodeAudited e) {
            Path path = path(e.path());
            return new ZnodeAudited(e.member(), path.text, path.shared(e.stat()), e.data(), e.acl(), e.atNanos());
        }
        return event;
    }

    private Path path(String text) {
        return paths.computeIfAbsent(text, Path::new);
    }
}
