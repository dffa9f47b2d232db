package dev.stampede.nemesis.ensemble.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a local ensemble is made from. Everything has a default: three voting members of the version that the harness
 * comes with.
 *
 * <p>Not thread-safe; {@link #build()} may be called several times, each time for an ensemble of its own.
 */
public final class LocalEnsembleBuilder {
    private int voters = 3;
    private int observers;
    private ServerVersion version = ServerClassPaths.own();
    private final Map<Integer, ServerVersion> versions = new TreeMap<>();
    private final List<String> jvmFlags = new ArrayList<>();
    private final Map<Integer, List<String>> jvmFlagsOf = new TreeMap<>();
    private ZooCfg cfg = ZooCfg.defaults();

    LocalEnsembleBuilder() {}

    /** How many vote; 1 is a standalone server. */
    public LocalEnsembleBuilder members(int number) {
        voters = number;
        return this;
    }

    /** How many observe; they get the numbers after those who vote. */
    public LocalEnsembleBuilder observers(int number) {
        observers = number;
        return this;
    }

    /** The version of every member that no other is set for. Others than the default come from Maven's repositories. */
    public LocalEnsembleBuilder version(String all) {
        version = ServerVersion.of(all);
        return this;
    }

    /** The version of one member. */
    public LocalEnsembleBuilder version(int member, String ofOne) {
        versions.put(member, ServerVersion.of(ofOne));
        return this;
    }

    /** More flags for the JVM of every member; they override the harness' own. */
    public LocalEnsembleBuilder jvmFlags(List<String> flags) {
        jvmFlags.addAll(flags);
        return this;
    }

    /** More flags for the JVM of one member. */
    public LocalEnsembleBuilder jvmFlags(int member, List<String> flags) {
        jvmFlagsOf.computeIfAbsent(member, any -> new ArrayList<>()).addAll(flags);
        return this;
    }

    /**
     * A {@code zoo.cfg} whose settings override the harness' own, except where things are: folders, ports and servers.
     *
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if it cannot be read, or times and limits in it are no
     *     positive numbers
     */
    public LocalEnsembleBuilder config(Path zooCfg) {
        cfg = cfg.with(zooCfg);
        return this;
    }

    /** One setting as in {@code zoo.cfg}. */
    public LocalEnsembleBuilder setting(String key, String value) {
        cfg = cfg.with(Map.of(key, value));
        return this;
    }

    /**
     * Claims addresses and makes the proxies; starts no member yet.
     *
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if that cannot be had on this machine, or there is no such
     *     version; the message names the remedy
     */
    public LocalEnsemble build() {
        return LocalEnsemble.of(this);
    }

    Roster roster() {
        return new Roster(voters, observers);
    }

    ServerVersion versionOf(int member) {
        return versions.getOrDefault(member, version);
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
