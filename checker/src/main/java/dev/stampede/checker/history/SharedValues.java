package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.TransactionLogged;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces equal paths, Stats, data and ACLs in events by one object: several watcher sessions report the same change,
 * the audit reads the same znode from each member, and many transactions change one znode. Not thread-safe.
 *
 * <p>A Stat and data are compared only with the last ones of the same path, so this class does not keep all those of a
 * long history.
 */
final class SharedValues {
    private final Map<String, Path> paths = new HashMap<>();
    private final Map<String, String> acls = new HashMap<>();
    private final Map<List<Integer>, List<Integer>> memberLists = new HashMap<>();

    private static final class Path {
        private final String text;
        private @Nullable ZnodeStat last;
        private @Nullable String data;

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

        String sharedData(String found) {
            String known = data;
            if (known == null || !known.equals(found)) {
                data = found;
                return found;
            }
            return known;
        }
    }

    /** An equal event. */
    Event of(Event event) {
        if (event instanceof ZnodeObserved e) {
            Path path = path(e.path());
            ZnodeStat stat = e.stat() == null ? null : path.shared(e.stat());
            return new ZnodeObserved(e.member(), e.change(), path.text, e.zxid(), e.afterZxid(), stat, e.atNanos());
        } else if (event instanceof ZnodeAudited e) {
            Path path = path(e.path());
            String acl = acls.computeIfAbsent(e.acl(), text -> text);
            return new ZnodeAudited(
                    e.member(), path.text, path.shared(e.stat()), path.sharedData(e.data()), acl, e.atNanos());
        } else if (event instanceof TransactionLogged e) {
            List<Integer> members = memberLists.computeIfAbsent(e.members(), List::copyOf);
            return new TransactionLogged(members, shared(e.transaction()), e.atNanos());
        }
        return event;
    }

    private LoggedTransaction shared(LoggedTransaction t) {
        List<Part> parts = t.parts().stream()
                .map(p -> new Part(p.type(), path(p.path()).text, p.version(), p.ephemeral(), p.data()))
                .toList();
        return t.with(parts, t.content());
    }

    private Path path(String text) {
        return paths.computeIfAbsent(text, Path::new);
    }
}
