package dev.stampede.nemesis.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process owns something that outlives it and can be seen from other machines, such as a container.
 *
 * @param host names the machine
 * @param boot names the time since it was started; empty where that is not known
 * @param namespace in which the number counts
 * @param pid its number
 * @param start when it started, see {@link ProcessIdentity}
 */
public record ResourceOwner(String host, String boot, String namespace, long pid, long start) {
    private static final Pattern FORM =
            Pattern.compile("([\\w.-]{1,64})/([\\w-]{0,64})/(\\w{1,64})/(\\d{1,18})/(\\d{1,18})");

    /** What has become of an owner. */
    public enum Fate {
        /** It runs. */
        ALIVE,
        /** It does not run any more. */
        DEAD,
        /** It cannot be told from here: it is a process of another machine, or of another container. */
        UNKNOWN
    }

    /** This process. */
    public static ResourceOwner self() {
        ProcessIdentity self = ProcessIdentity.self();
        return new ResourceOwner(thisHost(), thisBoot(), ProcessIdentity.namespace(), self.pid(), self.start());
    }

    /** Reads what {@link #text} wrote; empty if it is none. */
    public static Optional<ResourceOwner> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ResourceOwner(
                        form.group(1),
                        form.group(2),
                        form.group(3),
                        Long.parseLong(form.group(4)),
                        Long.parseLong(form.group(5))))
                : Optional.empty();
    }

    /** One word, for a label. */
    public String text() {
        return host + "/" + boot + "/" + namespace + "/" + pid + "/" + start;
    }

    /** Asks the operating system. A machine that was started again runs none of its earlier processes. */
    public Fate fate() {
        if (!host.equals(thisHost())) {
            return Fate.UNKNOWN;
        }
        if (!boot.equals(thisBoot())) {
            return Fate.DEAD;
        }
        if (!namespace.equals(ProcessIdentity.namespace())) {
            return Fate.UNKNOWN;
        }
        return new ProcessIdentity(pid, start).alive() ? Fate.ALIVE : Fate.DEAD;
    }

    /** Its machine id together with its name: clones of one disk share the first, and some machines have none. */
    private static String thisHost() {
        String id = firstLine(Path.of("/etc/machine-id"));
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            name = "localhost";
        }
        String all = name.replaceAll("[^\\w.-]", "_") + (id.isEmpty() ? "" : "-" + id);
        return all.substring(0, Math.min(64, all.length()));
    }

    private static String thisBoot() {
        return firstLine(Path.of("/proc/sys/kernel/random/boot_id"));
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).strip().replaceAll("[^\\w-]", "");
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
