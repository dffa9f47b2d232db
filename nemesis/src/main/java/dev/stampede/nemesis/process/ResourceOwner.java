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
 * The process that owns something that may outlive it and that other machines see, such as a container.
 *
 * @param host names the machine
 * @param boot the machine's boot id; empty where it is not known
 * @param namespace the pid namespace of the process number
 * @param pid its process number
 * @param start when it started, see {@link ProcessIdentity}
 */
public record ResourceOwner(String host, String boot, String namespace, long pid, long start) {
    private static final Pattern FORM =
            Pattern.compile("([\\w.-]{1,64})/([\\w-]{0,64})/(\\w{1,64})/(\\d{1,18})/(\\d{1,18})");

    /** Whether an owner still runs. */
    public enum Fate {
        /** It runs. */
        ALIVE,
        /** It has exited. */
        DEAD,
        /** Unknown here: it is a process of another machine, or of another container. */
        UNKNOWN
    }

    /** This process. */
    public static ResourceOwner self() {
        ProcessIdentity self = ProcessIdentity.self();
        return new ResourceOwner(thisHost(), thisBoot(), ProcessIdentity.namespace(), self.pid(), self.start());
    }

    /** Reads what {@link #text} wrote; empty if the text is no owner. */
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

    /** Asks the operating system. After a reboot, none of a machine's earlier processes run. */
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

    /** The machine's name and its id: clones of one disk share the id, and some machines have none. */
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
