package dev.stampede.nemesis.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of ensemble of our own members is made from: three voting ones if nothing else is said.
 *
 * <p>Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class EnsembleBuilder<B extends EnsembleBuilder<B>> {
    private int voters = 3;
    private int observers;
    private @Nullable ServerVersion version;
    private final Map<Integer, ServerVersion> versions = new TreeMap<>();
    private final List<String> flags = new ArrayList<>();
    private final Map<Integer, List<String>> flagsOf = new TreeMap<>();
    private ZooCfg cfg;

    /** @param cfg what members run with if nobody says otherwise */
    protected EnsembleBuilder(ZooCfg cfg) {
        this.cfg = cfg;
    }

    /** This. */
    protected abstract B self();

    /** All that was said of members until now. */
    protected final MemberOverrides wishes() {
        return new MemberOverrides(new EnsembleMembership(voters, observers), cfg, version, versions, flags, flagsOf);
    }

    /** How many vote; 1 is a standalone server. */
    public B members(int number) {
        voters = number;
        return self();
    }

    /** How many observe; they get the numbers after those who vote. */
    public B observers(int number) {
        observers = number;
        return self();
    }

    /** The version of every member that no other is set for. */
    public B version(String all) {
        version = ServerVersion.of(all);
        return self();
    }

    /** The version of one member. */
    public B version(int member, String ofOne) {
        versions.put(member, ServerVersion.of(ofOne));
        return self();
    }

    /** More flags for the JVM of every member; they override the harness' own. */
    public B jvmFlags(List<String> more) {
        flags.addAll(more);
        return self();
    }

    /** More flags for the JVM of one member. */
    public B jvmFlags(int member, List<String> more) {
        flagsOf.computeIfAbsent(member, any -> new ArrayList<>()).addAll(more);
        return self();
    }

    /**
     * A {@code zoo.cfg} whose settings override the harness' own, except where things are: folders, ports and servers.
     *
     * @throws EnsembleException if it cannot be read, or times and limits in it are no positive numbers
     */
    public B config(Path zooCfg) {
        cfg = cfg.with(zooCfg);
        return self();
    }

    /** Several settings as in {@code zoo.cfg}. */
    public B settings(Map<String, String> all) {
        cfg = cfg.with(all);
        return self();
    }

    /** One setting as in {@code zoo.cfg}. */
    public B setting(String key, String value) {
        cfg = cfg.with(Map.of(key, value));
        return self();
    }
}
