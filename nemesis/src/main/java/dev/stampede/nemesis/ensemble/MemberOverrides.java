package dev.stampede.nemesis.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EnsembleBuilder} was told of members.
 *
 * @param version of every member that no other is set for; null for what the kind of ensemble has by itself
 * @param versions of single members
 * @param flags for the JVM of every member
 * @param flagsOf for the JVMs of single members
 */
public record MemberOverrides(
        EnsembleMembership roster,
        ZooCfg cfg,
        @Nullable ServerVersion version,
        Map<Integer, ServerVersion> versions,
        List<String> flags,
        Map<Integer, List<String>> flagsOf) {
    public MemberOverrides {
        versions = Map.copyOf(versions);
        flags = List.copyOf(flags);
        flagsOf = Map.copyOf(flagsOf);
    }

    /** The version of a member, if {@code standard} is what it has by itself. */
    public ServerVersion versionOf(int member, ServerVersion standard) {
        ServerVersion one = versions.get(member);
        if (one != null) {
            return one;
        }
        return version == null ? standard : version;
    }

    /** All flags for the JVM of a member, in the order in which they were given, its own last. */
    public List<String> flagsOf(int member) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(flagsOf.getOrDefault(member, List.of()));
        return List.copyOf(all);
    }
}
