package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ZooKeeper version as far as its peculiarities go. */
record ServerVersion(int major, int minor, int patch, String text) {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)([-.].+)?");

    static ServerVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new EnsembleException("expected a ZooKeeper version such as 3.9.5, got \"" + text + "\"");
        }
        return new ServerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                text);
    }

    boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /** Whether it announces its election address by name, so that peers that dial back do so through the proxies. */
    boolean announcesNames() {
        return atLeast(3, 8, 0);
    }

    boolean logsByLogback() {
        return atLeast(3, 8, 0);
    }

    /** Whether {@code server.N} lines name the client port. */
    boolean namesClientPort() {
        return atLeast(3, 5, 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
