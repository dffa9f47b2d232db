package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.scenario.RunDemands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ensemble of a run. Immutable data.
 *
 * @param members the number of voting members
 * @param observers the number of observers, which are numbered after the voting members
 * @param everyMember the configuration of every member
 * @param singleMembers additional configurations of single members, by their numbers from 1
 * @param zooCfg settings as in {@code zoo.cfg}, which override those of the harness
 * @param external the external ensemble; null unless the kind is external
 * @param properties the system properties that are set and configure containers, such as their images
 */
public record EnsembleConfig(
        EnsembleKind kind,
        int members,
        int observers,
        MemberConfig everyMember,
        Map<Integer, MemberConfig> singleMembers,
        Map<String, String> zooCfg,
        @Nullable ExternalConfig external,
        Map<String, String> properties) {

    /** The default number of voting members. */
    public static final int DEFAULT_MEMBERS = 3;

    /**
     * The version and the JVM flags of a member.
     *
     * @param version the ZooKeeper version; null for the version of the bundled server or of the container image;
     *     {@code client} is replaced by the version of the ZooKeeper client on the class path
     * @param jvmFlags further flags for its JVM
     */
    public record MemberConfig(@Nullable String version, List<String> jvmFlags) {
        public MemberConfig {
            version = ServerVersion.CLIENT.equals(version)
                    ? ServerVersion.named(ServerVersion.CLIENT).text()
                    : version;
            jvmFlags = List.copyOf(jvmFlags);
        }

        /** The default version, without further flags. */
        public static MemberConfig standard() {
            return new MemberConfig(null, List.of());
        }
    }

    public EnsembleConfig {
        singleMembers = Collections.unmodifiableMap(new TreeMap<>(singleMembers));
        zooCfg = Collections.unmodifiableMap(new TreeMap<>(zooCfg));
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        if (members < 1 || members > 9) {
            throw new IllegalArgumentException("expected 1 to 9 members, found " + members);
        }
        if (observers < 0 || observers > 9) {
            throw new IllegalArgumentException("expected 0 to 9 observers, found " + observers);
        }
        for (int member : singleMembers.keySet()) {
            if (member < 1 || member > members + observers) {
                throw new IllegalArgumentException(
                        "expected the number of a member from 1 to " + (members + observers) + ", found " + member);
            }
        }
        if ((kind == EnsembleKind.EXTERNAL) != (external != null)) {
            throw new IllegalArgumentException(
                    "an external ensemble needs a connect string, and only it: --ensemble external --connect HOSTS");
        }
    }

    /**
     * An ensemble of this kind and size, with defaults for everything else. The system properties
     * {@value ExternalConfig#CONNECT_PROPERTY} and {@value ExternalConfig#SETTINGS_PROPERTY} describe an external
     * ensemble.
     */
    public static EnsembleConfig of(EnsembleKind kind, int members) {
        if (kind == EnsembleKind.EXTERNAL) {
            return external(ExternalConfig.configured());
        }
        return new EnsembleConfig(
                kind, members, 0, MemberConfig.standard(), Map.of(), Map.of(), null, propertiesOf(kind));
    }

    /** A local ensemble of {@value #DEFAULT_MEMBERS} members. */
    public static EnsembleConfig local() {
        return of(EnsembleKind.LOCAL, DEFAULT_MEMBERS);
    }

    /** An external ensemble. */
    public static EnsembleConfig external(String connect) {
        return external(new ExternalConfig(connect, null, false));
    }

    /** An external ensemble. */
    public static EnsembleConfig external(ExternalConfig external) {
        return new EnsembleConfig(
                EnsembleKind.EXTERNAL,
                DEFAULT_MEMBERS,
                0,
                MemberConfig.standard(),
                Map.of(),
                Map.of(),
                external,
                Map.of());
    }

    /** This ensemble with a version for every member. */
    public EnsembleConfig withVersion(@Nullable String version) {
        return new EnsembleConfig(
                kind,
                members,
                observers,
                new MemberConfig(version, everyMember.jvmFlags()),
                singleMembers,
                zooCfg,
                external,
                properties);
    }

    /** This ensemble with these settings of {@code zoo.cfg}. */
    public EnsembleConfig withZooCfg(Map<String, String> settings) {
        return new EnsembleConfig(kind, members, observers, everyMember, singleMembers, settings, external, properties);
    }

    /**
     * This ensemble with the member settings and JVM flags that a variant demands, except those that this configuration
     * sets itself. An external ensemble is unchanged.
     */
    EnsembleConfig meeting(RunDemands demands) {
        if (kind == EnsembleKind.EXTERNAL
                || (demands.zooCfg().isEmpty() && demands.memberFlags().isEmpty())) {
            return this;
        }
        Map<String, String> settings = new TreeMap<>(demands.zooCfg());
        settings.putAll(zooCfg);
        List<String> flags = new ArrayList<>(everyMember.jvmFlags());
        demands.memberFlags().stream()
                .filter(flag -> flags.stream().noneMatch(given -> name(given).equals(name(flag))))
                .forEach(flags::add);
        return new EnsembleConfig(
                kind,
                members,
                observers,
                new MemberConfig(everyMember.version(), flags),
                singleMembers,
                settings,
                external,
                properties);
    }

    /** The part of a JVM flag before its value. */
    private static String name(String flag) {
        int equals = flag.indexOf('=');
        return equals < 0 ? flag : flag.substring(0, equals);
    }

    /**
     * Reads the client settings of an external ensemble; {@link ClientSettings#none} for other ensembles.
     *
     * @throws IllegalArgumentException if the settings cannot be read, are wrong, or contradict the connect string
     */
    ClientSettings clientSettings() {
        if (external == null) {
            return ClientSettings.none();
        }
        ClientSettings settings = ClientSettings.of(external.settings());
        var unused = external.base(settings);
        return settings;
    }

    /** The system properties for this kind of ensemble, such as images, that are set in this JVM. */
    public static Map<String, String> propertiesOf(EnsembleKind kind) {
        return EnsembleFactory.properties(kind);
    }

    /** Sets the system properties of this ensemble in this JVM, except those that are already set. */
    public void applyProperties() {
        properties.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
