package dev.stampede.workloads.external;

import dev.stampede.nemesis.process.ResourceOwner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The data of the znode above all that a run creates: it proves that Stampede made the tree, and says whose it is.
 *
 * @param path of the znode, from the root: a copy of it elsewhere is not ours
 * @param owner the harness that made it, or one that removes it
 * @param lifetime how long its run may take
 */
record TreeMarker(String path, ResourceOwner owner, Duration lifetime) {
    /** How long after the end of its lifetime a tree may be removed by a harness that cannot see whether the owner lives. */
    static final Duration GRACE = Duration.ofHours(12);

    private static final Pattern FORM =
            Pattern.compile("stampede tree 1\npath (/\\S*)\nowner (\\S+)\nmillis (\\d{1,15})\n");

    /** Whether the owner of a tree runs, as far as this process can tell. */
    enum Fate {
        /** It runs. */
        ALIVE,
        /** It has exited, or its run is over for long. */
        DEAD,
        /** It may run on another machine, or in another container. */
        UNKNOWN
    }

    byte[] data() {
        return ("stampede tree 1\npath " + path + "\nowner " + owner.text() + "\nmillis " + lifetime.toMillis() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #data} wrote at this path; empty if it is anything else. */
    static Optional<TreeMarker> parse(String path, byte @Nullable [] data) {
        if (data == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(new String(data, StandardCharsets.UTF_8));
        if (!form.matches() || !form.group(1).equals(path)) {
            return Optional.empty();
        }
        return ResourceOwner.parse(form.group(2))
                .map(owner -> new TreeMarker(path, owner, Duration.ofMillis(Long.parseLong(form.group(3)))));
    }

    TreeMarker withOwner(ResourceOwner other) {
        return new TreeMarker(path, other, lifetime);
    }

    /**
     * Whether the owner runs. A process is looked for only if it is one of this boot of this machine: two machines may have the
     * same name and the same machine id.
     *
     * @param age of the tree, by the clock of the ensemble
     */
    Fate fate(Duration age) {
        ResourceOwner self = ResourceOwner.self();
        boolean visible = !owner.boot().isEmpty()
                && owner.host().equals(self.host())
                && owner.boot().equals(self.boot())
                && owner.namespace().equals(self.namespace());
        if (visible) {
            return owner.fate() == ResourceOwner.Fate.DEAD ? Fate.DEAD : Fate.ALIVE;
        }
        return age.compareTo(lifetime.plus(GRACE)) > 0 ? Fate.DEAD : Fate.UNKNOWN;
    }
}
