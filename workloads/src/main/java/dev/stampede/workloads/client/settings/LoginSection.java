package dev.stampede.workloads.client.settings;

import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.URIParameter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A section of a JAAS file, used for the login of a handle.
 *
 * <p>ZooKeeper's client looks up sections in the single {@link Configuration} of the JVM. This class adds each section
 * to that configuration under a unique name. Therefore one JVM can use two ensembles, and a user's configuration is not
 * changed.
 */
final class LoginSection {
    private final String name;
    private final AppConfigurationEntry[] entries;

    private LoginSection(String name, AppConfigurationEntry[] entries) {
        this.name = name;
        this.entries = entries;
    }

    /**
     * Reads a section.
     *
     * @throws IllegalArgumentException if the file is not a JAAS configuration, or does not have the section
     */
    static LoginSection read(Path file, String section) {
        URI uri = file.toAbsolutePath().toUri();
        AppConfigurationEntry[] entries;
        try {
            entries = Configuration.getInstance("JavaLoginConfig", new URIParameter(uri))
                    .getAppConfigurationEntry(section);
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            // Without the cause, because it may quote the file with a password.
            throw new IllegalArgumentException(file + " is not a JAAS configuration that can be read");
        }
        if (entries == null) {
            throw new IllegalArgumentException(
                    file + " has no section \"" + section + "\"; zookeeper.sasl.clientconfig names the section to use");
        }
        return new LoginSection("stampede:" + file.toAbsolutePath() + ":" + section, entries);
    }

    /** Passes the options of the login modules, including passwords, to the visitor. */
    void forEachOption(BiConsumer<String, String> visitor) {
        for (AppConfigurationEntry entry : entries) {
            entry.getOptions().forEach((option, value) -> visitor.accept(option, String.valueOf(value)));
        }
    }

    /** Adds the section to the configuration of this JVM, and returns the name of the section. Idempotent. */
    String install() {
        Sections.install(name, entries);
        return name;
    }

    /** The previous configuration of the JVM, with the added sections. */
    private static final class Sections extends Configuration {
        private static @Nullable Sections installed; // guarded by the class

        private final @Nullable Configuration previous;
        private final Map<String, AppConfigurationEntry[]> own = new ConcurrentHashMap<>();

        private Sections(@Nullable Configuration previous) {
            this.previous = previous;
        }

        static synchronized void install(String name, AppConfigurationEntry[] entries) {
            Configuration current = current();
            Sections sections = installed;
            if (sections == null || current != sections) {
                // Another library may have replaced the configuration: keep its configuration, and the sections that
                // were added earlier.
                Sections next = new Sections(current);
                if (sections != null) {
                    next.own.putAll(sections.own);
                }
                sections = next;
                installed = next;
                Configuration.setConfiguration(next);
            }
            sections.own.put(name, entries);
        }

        /** The current configuration; null if the JVM has none, which the JDK reports with an exception. */
        private static @Nullable Configuration current() {
            try {
                return Configuration.getConfiguration();
            } catch (SecurityException none) {
                return null;
            }
        }

        @Override
        public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(@Nullable String section) {
            AppConfigurationEntry[] entries = own.get(Objects.requireNonNullElse(section, ""));
            if (entries != null) {
                return entries.clone();
            }
            return previous == null ? null : previous.getAppConfigurationEntry(section);
        }

        @Override
        public void refresh() {
            if (previous != null) {
                previous.refresh();
            }
        }
    }
}
