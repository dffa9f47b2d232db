package dev.stampede.nemesis.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions and JVM flags that an {@link EnsembleBuilder} sets for the members.
 *
 * @param version the version of every member that has none in {@code versions}; null for the default of the kind of
 *     ensemble
 * @param versions the versions of single members, by number
 * @param flags the flags for the JVM of every member
 * @param flagsOf the flags for the JVMs of single members, by number
 */
public record MemberOverrides(
        EnsembleMembership membership,
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

    /** The version of a member; {@code standard} if none is set. */
    public ServerVersion versionOf(int member, ServerVersion standard) {
        ServerVersion own = versions.get(member);
        if (own != null) {
            return own;
        }
        return version == null ? standard : version;
    }

    /** All flags for the JVM of a member: those of every member, then its own. */
    public List<String> flagsOf(int member) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(flagsOf.getOrDefault(member, List.of()));
        return List.copyOf(all);
    }
}
