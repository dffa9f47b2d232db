package dev.stampede.nemesis.ensemble;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ZooKeeper version as far as its peculiarities go. */
public record ServerVersion(int major, int minor, int patch, String text) {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)([-.].+)?");

    /**
     * Reads one such as {@code 3.9.5}.
     *
     * @throws EnsembleException if it is none
     */
    public static ServerVersion of(String text) {
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

    /** Whether it is this one or a later one. */
    public boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /** Whether it announces its election address by name, so that peers that dial back do so through the proxies. */
    public boolean announcesNames() {
        return atLeast(3, 8, 0);
    }

    /** Whether it logs by Logback; earlier ones by Log4j 1 or Reload4j. */
    public boolean logsByLogback() {
        return atLeast(3, 8, 0);
    }

    /** Whether {@code server.N} lines name the client port. */
    public boolean namesClientPort() {
        return atLeast(3, 5, 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
