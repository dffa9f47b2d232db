package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Roster;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an ensemble of containers is made from. Everything has a default: three voting members of the official image. What
 * is of the machine and not of the test is said by system properties, see {@link ContainerEnsemble}.
 *
 * <p>Not thread-safe; {@link #build()} may be called several times, each time for an ensemble of its own.
 */
public final class ContainerEnsembleBuilder {
    private static final int MOST_CLIENTS = 100;

    private int voters = 3;
    private int observers;
    private int clients = 5;
    private @Nullable ServerVersion version;
    private final Map<Integer, ServerVersion> versions = new TreeMap<>();
    private final List<String> jvmFlags = new ArrayList<>();
    private final Map<Integer, List<String>> jvmFlagsOf = new TreeMap<>();
    private ZooCfg cfg = ContainerCfg.defaults();

    ContainerEnsembleBuilder() {}

    /** How many vote; 1 is a standalone server. */
    public ContainerEnsembleBuilder members(int number) {
        voters = number;
        return this;
    }

    /** How many observe; they get the numbers after those who vote. */
    public ContainerEnsembleBuilder observers(int number) {
        observers = number;
        return this;
    }

    /**
     * How many clients can have links, numbered from 0: a port of each member is published for each, which costs the
     * engine a process.
     *
     * @throws EnsembleException if there are to be more than an engine bears
     */
    public ContainerEnsembleBuilder clients(int number) {
        if (number < 0 || number > MOST_CLIENTS) {
            throw new EnsembleException("an ensemble of containers publishes a port of each member for each client, and"
                    + " can do so for " + MOST_CLIENTS + " clients at most; asked for " + number
                    + ". Ask for fewer (--clients), or run on --ensemble local");
        }
        clients = number;
        return this;
    }

    /** The version of every member that no other is set for: the tag of the image. */
    public ContainerEnsembleBuilder version(String all) {
        version = ServerVersion.of(all);
        return this;
    }

    /** The version of one member. */
    public ContainerEnsembleBuilder version(int member, String ofOne) {
        versions.put(member, ServerVersion.of(ofOne));
        return this;
    }

    /** More flags for the JVM of every member; they override the harness' own. */
    public ContainerEnsembleBuilder jvmFlags(List<String> flags) {
        jvmFlags.addAll(flags);
        return this;
    }

    /** More flags for the JVM of one member. */
    public ContainerEnsembleBuilder jvmFlags(int member, List<String> flags) {
        jvmFlagsOf.computeIfAbsent(member, any -> new ArrayList<>()).addAll(flags);
        return this;
    }

    /**
     * A {@code zoo.cfg} whose settings override the harness' own, except where things are: folders, ports and servers.
     *
     * @throws EnsembleException if it cannot be read, or times and limits in it are no positive numbers
     */
    public ContainerEnsembleBuilder config(Path zooCfg) {
        cfg = cfg.with(zooCfg);
        return this;
    }

    /** One setting as in {@code zoo.cfg}. */
    public ContainerEnsembleBuilder setting(String key, String value) {
        cfg = cfg.with(Map.of(key, value));
        return this;
    }

    /**
     * Removes what dead owners left at the engine, makes the network and starts the Toxiproxy servers; starts no member
     * yet.
     *
     * @throws EnsembleException if there is no engine, or it cannot do that; the message names the remedy
     */
    public ContainerEnsemble build() {
        return ContainerEnsemble.of(this);
    }

    Roster roster() {
        return new Roster(voters, observers);
    }

    int clients() {
        return clients;
    }

    ServerVersion versionOf(int member, ServerVersion standard) {
        ServerVersion all = version;
        return versions.getOrDefault(member, all == null ? standard : all);
    }

    List<String> jvmFlagsOf(int member) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(jvmFlagsOf.getOrDefault(member, List.of()));
        return List.copyOf(flags);
    }

    ZooCfg cfg() {
        return cfg;
    }
}
