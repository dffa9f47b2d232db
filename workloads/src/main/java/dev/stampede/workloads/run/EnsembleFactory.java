package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsembleBuilder;
import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsembleBuilder;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.external.ExternalAccess;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Creates the ensemble of a run from its configuration. */
final class EnsembleFactory {
    private EnsembleFactory() {}

    /**
     * Creates an ensemble; does not start it.
     *
     * @param settings the client settings of an external ensemble
     * @throws EnsembleException if the ensemble is not available on this machine; the message says why, and what to do
     */
    static Ensemble make(EnsembleConfig config, int clients, ClientSettings settings) {
        return switch (config.kind()) {
            case LOCAL -> local(config);
            case EXTERNAL ->
                ExternalEnsemble.at(
                        Objects.requireNonNull(config.external()).hosts(),
                        new ExternalAccess(settings),
                        settings.ensemble());
            case CONTAINERS -> containers(config, clients);
        };
    }

    /**
     * The facts about an ensemble for a dry run. An external ensemble is not contacted, so the versions of its members
     * are unknown. Other ensembles are created and discarded.
     */
    static EnsembleFacts facts(RunConfig config, ClientSettings settings) {
        ExternalConfig external = config.ensemble().external();
        if (external == null) {
            try (Ensemble ensemble = make(config.ensemble(), config.clients(), settings)) {
                return EnsembleFacts.of(ensemble, config.clients(), config.clientJvms());
            }
        }
        List<String> addresses = ExternalEnsemble.addresses(external.hosts());
        return new EnsembleFacts(
                ExternalEnsemble.description(addresses),
                addresses.size(),
                0,
                ExternalEnsemble.CAPABILITIES,
                settings.ensemble(),
                List.of(),
                config.clients(),
                config.clientJvms());
    }

    /** The system properties for this kind of ensemble that are set. */
    static Map<String, String> properties(EnsembleKind kind) {
        return kind == EnsembleKind.CONTAINERS ? ContainerEnsemble.propertiesSet() : Map.of();
    }

    private static Ensemble local(EnsembleConfig config) {
        LocalEnsembleBuilder builder = LocalEnsemble.builder();
        configure(builder, config);
        return builder.build();
    }

    private static Ensemble containers(EnsembleConfig config, int clients) {
        ContainerEnsembleBuilder builder = ContainerEnsemble.builder().clients(clients);
        configure(builder, config);
        return builder.build();
    }

    private static void configure(EnsembleBuilder<?> builder, EnsembleConfig config) {
        builder.members(config.members());
        builder.observers(config.observers());
        builder.settings(config.zooCfg());
        builder.jvmFlags(config.everyMember().jvmFlags());
        String version = config.everyMember().version();
        if (version != null) {
            builder.version(version);
        }
        config.singleMembers().forEach((number, member) -> {
            builder.jvmFlags(number, member.jvmFlags());
            if (member.version() != null) {
                builder.version(number, member.version());
            }
        });
    }
}
