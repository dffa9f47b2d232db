package dev.stampede.workloads.external;

import dev.stampede.nemesis.process.ResourceOwner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The data of the root of a run's tree. It proves that Stampede created the tree, and identifies the owner.
 *
 * @param path the full path of the znode, so that a copy elsewhere is not a valid marker
 * @param owner the harness that created the tree, or the harness that removes it
 * @param lifetime the maximum duration of the run
 */
record TreeMarker(String path, ResourceOwner owner, Duration lifetime) {
    /** After this time beyond the lifetime of its run, any harness may remove a tree whose owner it cannot observe. */
    static final Duration GRACE = Duration.ofHours(12);

    private static final Pattern FORM =
            Pattern.compile("stampede tree 1\npath (/\\S*)\nowner (\\S+)\nmillis (\\d{1,15})\n");

    /** Whether the owner of a tree runs, if this process can observe it. */
    enum Fate {
        /** The owner runs. */
        ALIVE,
        /** The owner has exited, or the lifetime of its run ended long ago. */
        DEAD,
        /** The owner may run on another machine, or in another container. */
        UNKNOWN
    }

    byte[] data() {
        return ("stampede tree 1\npath " + path + "\nowner " + owner.text() + "\nmillis " + lifetime.toMillis() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Parses the output of {@link #data} at this path; empty if the data is not a marker. */
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
     * Whether the owner runs. Processes are only looked up if the marker is from this boot of this machine, because two
     * machines may have the same name and machine id.
     *
     * @param age the age of the tree, by the clock of the ensemble
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
