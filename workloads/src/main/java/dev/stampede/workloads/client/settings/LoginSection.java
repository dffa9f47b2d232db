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
 * A section of a JAAS file that a handle logs in with.
 *
 * <p>ZooKeeper's client looks a section up in the one {@link Configuration} of the JVM. So that two ensembles can be used in
 * one JVM, and a user's own configuration stays as it is, each section is added to that configuration under a name of its own.
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
     * @throws IllegalArgumentException if the file is not a JAAS configuration or has no such section
     */
    static LoginSection read(Path file, String section) {
        URI uri = file.toAbsolutePath().toUri();
        AppConfigurationEntry[] entries;
        try {
            entries = Configuration.getInstance("JavaLoginConfig", new URIParameter(uri))
                    .getAppConfigurationEntry(section);
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            // The cause may quote the file, and with it a password.
            throw new IllegalArgumentException(file + " is not a JAAS configuration that can be read");
        }
        if (entries == null) {
            throw new IllegalArgumentException(
                    file + " has no section \"" + section + "\"; zookeeper.sasl.clientconfig names the section to use");
        }
        return new LoginSection("stampede:" + file.toAbsolutePath() + ":" + section, entries);
    }

    /** Hands on the options of its login modules, among which are passwords. */
    void forEachOption(BiConsumer<String, String> visitor) {
        for (AppConfigurationEntry entry : entries) {
            entry.getOptions().forEach((option, value) -> visitor.accept(option, String.valueOf(value)));
        }
    }

    /** Makes it known to this JVM. Idempotent; returns its name. */
    String install() {
        Sections.install(name, entries);
        return name;
    }

    /** The configuration of the JVM before, and our sections. */
    private static final class Sections extends Configuration {
        private static @Nullable Sections installed; // guarded by the class

        private final @Nullable Configuration before;
        private final Map<String, AppConfigurationEntry[]> own = new ConcurrentHashMap<>();

        private Sections(@Nullable Configuration before) {
            this.before = before;
        }

        static synchronized void install(String name, AppConfigurationEntry[] entries) {
            Configuration current = current();
            Sections sections = installed;
            if (sections == null || current != sections) {
                // Somebody may have replaced ours: keep theirs, and what we had added.
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

        /** Null if the JVM has none: asking for it throws then. */
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
            return before == null ? null : before.getAppConfigurationEntry(section);
        }

        @Override
        public void refresh() {
            if (before != null) {
                before.refresh();
            }
        }
    }
}
