package dev.stampede.nemesis.ensemble;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.Version;

/** A ZooKeeper version, and the differences between versions that matter to the harness. */
public record ServerVersion(int major, int minor, int patch, String text) {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)([-.].+)?");

    /** The default version of members. Its jars come with this module. */
    public static final ServerVersion BUNDLED = of("3.9.5");

    /** The word that {@link #named} reads as the version of the ZooKeeper client on the class path. */
    public static final String CLIENT = "client";

    /**
     * Parses a version such as {@code 3.9.5}.
     *
     * @throws EnsembleException if the text is not a version
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

    /**
     * Parses a version such as {@code 3.9.5}, or {@value #CLIENT}: the version of the ZooKeeper client on the class
     * path.
     *
     * @throws EnsembleException if the text is neither
     */
    public static ServerVersion named(String text) {
        return text.equals(CLIENT) ? ofClient(Version.getVersion()) : of(text);
    }

    /** Parses the version that a client reports; some clients of 3.6 append a hyphen without a qualifier. */
    static ServerVersion ofClient(String text) {
        return of(text.endsWith("-") ? text.substring(0, text.length() - 1) : text);
    }

    /** Whether this is the given version or a later one. */
    public boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /** Whether a server announces its election address by name, so that its peers connect back through the proxies. */
    public boolean announcesNames() {
        return atLeast(3, 8, 0);
    }

    /** Whether a server logs with Logback; earlier versions use Log4j 1 or Reload4j. */
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
