package dev.stampede.workloads.cli;

import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.ExternalConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for an ensemble that already runs, and for the allowed steps on it. */
final class ExternalOptions {
    @Option(
            names = "--connect",
            paramLabel = "HOSTS",
            description = "The connect string of an external ensemble; with a path behind it, the run stays below that"
                    + " znode.")
    private @Nullable String connect;

    @Option(
            names = "--client-settings",
            paramLabel = "FILE",
            description =
                    "The settings of an external ensemble's clients (TLS, authentication, SASL, chroot, what is known"
                            + " of its"
                            + " members), as nemesis/README.md describes them.")
    private @Nullable Path settings;

    @Option(
            names = "--i-own-this-ensemble",
            description = "Allows steps on an external ensemble that others would notice; --dry-run names them.")
    private boolean owned;

    /** The external ensemble; null for an ensemble of another kind. */
    @Nullable
    ExternalConfig config(EnsembleKind kind) {
        Path file = settings == null ? ExternalConfig.configuredSettings() : settings;
        String hosts = connect == null ? System.getProperty(ExternalConfig.CONNECT_PROPERTY) : connect;
        if (kind != EnsembleKind.EXTERNAL) {
            if (connect != null || settings != null || owned) {
                throw new UsageException(
                        "--connect, --client-settings and --i-own-this-ensemble need --ensemble external");
            }
            return null;
        }
        if (hosts == null) {
            throw new UsageException("an external ensemble needs its connect string: --connect HOSTS");
        }
        return new ExternalConfig(hosts, file, owned);
    }
}
