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
 * The process that owns a resource, such as a container. The resource may outlive the process, and other machines can
 * see it.
 *
 * @param host the name of the machine
 * @param boot the machine's boot id; empty if it is not known
 * @param namespace the pid namespace in which {@code pid} is valid
 * @param pid the id of the process
 * @param start the start time of the process; see {@link ProcessIdentity}
 */
public record ResourceOwner(String host, String boot, String namespace, long pid, long start) {
    private static final Pattern FORM =
            Pattern.compile("([\\w.-]{1,64})/([\\w-]{0,64})/(\\w{1,64})/(\\d{1,18})/(\\d{1,18})");

    /** Whether an owner still runs, if that can be observed. */
    public enum Fate {
        /** The owner runs. */
        ALIVE,
        /** The owner has exited. */
        DEAD,
        /** Unknown: the owner is a process of another machine or of another container. */
        UNKNOWN
    }

    /** This process. */
    public static ResourceOwner self() {
        ProcessIdentity self = ProcessIdentity.self();
        return new ResourceOwner(thisHost(), thisBoot(), ProcessIdentity.namespace(), self.pid(), self.start());
    }

    /** Parses the output of {@link #text}; empty if the text is not an owner. */
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

    /** This owner as one word, for a label. */
    public String text() {
        return host + "/" + boot + "/" + namespace + "/" + pid + "/" + start;
    }

    /** Whether the owner still runs, according to the operating system. No process survives a reboot. */
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

    /** The machine's name and machine id: clones of a disk have the same id, and some machines have no id. */
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
