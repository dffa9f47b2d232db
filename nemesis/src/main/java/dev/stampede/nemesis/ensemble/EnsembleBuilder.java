package dev.stampede.nemesis.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an ensemble that the harness starts; three voting members by default.
 *
 * <p>Not thread-safe.
 *
 * @param <B> the type of the builder itself
 */
public abstract class EnsembleBuilder<B extends EnsembleBuilder<B>> {
    private int voters = 3;
    private int observers;
    private @Nullable ServerVersion version;
    private final Map<Integer, ServerVersion> versions = new TreeMap<>();
    private int versionsGiven;
    private final List<String> flags = new ArrayList<>();
    private final Map<Integer, List<String>> flagsOf = new TreeMap<>();
    private ZooCfg cfg;

    /** @param cfg the default settings of the members */
    protected EnsembleBuilder(ZooCfg cfg) {
        this.cfg = cfg;
    }

    /** This builder. */
    protected abstract B self();

    /**
     * Everything that was set for the members.
     *
     * @throws EnsembleException if {@link #versions} was called with a wrong number of versions, or a version or flags
     *     were set for a member that does not exist
     */
    protected final MemberOverrides overrides() {
        EnsembleMembership membership = new EnsembleMembership(voters, observers);
        int members = membership.numbers().size();
        if (versionsGiven != 0 && versionsGiven != members) {
            throw new EnsembleException("expected one version for all members, or one for each of the " + members
                    + " members; got " + versionsGiven + " versions");
        }
        for (int member : versions.keySet()) {
            requireMember(membership, member, "version " + versions.get(member) + " was set");
        }
        for (int member : flagsOf.keySet()) {
            requireMember(membership, member, "JVM flags were set");
        }
        return new MemberOverrides(membership, cfg, version, versions, flags, flagsOf);
    }

    private static void requireMember(EnsembleMembership membership, int member, String what) {
        if (!membership.numbers().contains(member)) {
            throw new EnsembleException(
                    what + " for member " + member + "; this ensemble has the members " + membership.numbers());
        }
    }

    /** The number of voting members; 1 is a standalone server. */
    public B members(int number) {
        voters = number;
        return self();
    }

    /** The number of observers. They are numbered after the voting members. */
    public B observers(int number) {
        observers = number;
        return self();
    }

    /**
     * The version of every member that has no version of its own; {@code client} means that of the ZooKeeper client.
     */
    public B version(String all) {
        version = ServerVersion.named(all);
        return self();
    }

    /** The version of one member. */
    public B version(int member, String ofOne) {
        versions.put(member, ServerVersion.named(ofOne));
        return self();
    }

    /**
     * The versions of the members: one for all, or one for each member in ascending order of the numbers, observers
     * last. For example, {@code versions(List.of("3.8.6", "3.9.5", "3.9.5"))} is an ensemble in the middle of a rolling
     * upgrade.
     *
     * @throws EnsembleException if one of the texts is not a version
     */
    public B versions(List<String> ofEach) {
        if (ofEach.size() == 1) {
            return version(ofEach.get(0));
        }
        versionsGiven = ofEach.size();
        for (int i = 0; i < ofEach.size(); i++) {
            version(i + 1, ofEach.get(i));
        }
        return self();
    }

    /** More flags for the JVM of every member; they override those of the harness. */
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
     * A {@code zoo.cfg} whose settings override the defaults. Folders, ports and servers in the file are ignored,
     * because the harness assigns them.
     *
     * @throws EnsembleException if the file cannot be read, or its times and limits are not positive numbers
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
