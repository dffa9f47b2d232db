package dev.stampede.workloads.cli;

import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe the ensemble of a run. */
final class EnsembleOptions {
    @Option(
            names = "--members",
            paramLabel = "N",
            description = "The number of voting members; default: ${DEFAULT-VALUE}.")
    private int members = EnsembleConfig.DEFAULT_MEMBERS;

    @Option(
            names = "--ensemble",
            paramLabel = "KIND",
            description =
                    "local, containers or external; default: the value of the system property stampede.ensemble, or"
                            + " local.")
    private @Nullable EnsembleKind ensemble;

    @Mixin
    private ExternalOptions external = new ExternalOptions();

    @Option(
            names = "--zookeeper",
            paramLabel = "VERSION",
            description =
                    "The ZooKeeper version of the members, or \"client\": that of the ZooKeeper client on the class"
                            + " path.")
    private @Nullable String zookeeper;

    @Option(
            names = "--config",
            paramLabel = "zoo.cfg",
            description = "Settings for the members, which override the defaults.")
    private @Nullable Path config;

    /** The ensemble that the options describe. */
    EnsembleConfig ensemble() {
        if (config != null && !Files.isReadable(config)) {
            throw new UsageException("there is no file " + config + " that can be read; --config names a zoo.cfg");
        }
        EnsembleKind kind = ensemble == null ? EnsembleKind.configured() : ensemble;
        return new EnsembleConfig(
                kind,
                members,
                0,
                new EnsembleConfig.MemberConfig(zookeeper, List.of()),
                Map.of(),
                config == null ? Map.of() : ZooCfg.read(config),
                external.config(kind),
                EnsembleConfig.propertiesOf(kind));
    }
}
