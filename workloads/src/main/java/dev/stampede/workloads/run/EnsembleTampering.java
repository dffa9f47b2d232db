package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.tap.tampering.TamperingListener;
import dev.stampede.workloads.tampering.EnsembleMutant;
import org.jspecify.annotations.Nullable;

/**
 * The ensemble mutant of a run; does nothing if the run has none. It lies during the chaos phase only. Each lie is a
 * note for the reader of the report, which no check reads.
 *
 * <p>Safe to use from several threads. Its creator closes it.
 */
final class EnsembleTampering implements AutoCloseable {
    /** A mutant on the links of an ensemble. */
    private record Installed(EnsembleMutant mutant, TamperingListener listener, Links.TapHandle handle) {}

    private final @Nullable Installed installed;
    private final Journal journal;

    private EnsembleTampering(@Nullable Installed installed, Journal journal) {
        this.installed = installed;
        this.journal = journal;
    }

    /**
     * Taps the links. Called before the first client connects.
     *
     * @throws dev.stampede.nemesis.link.LinkException if the run has an ensemble mutant and the links have no tap
     */
    static EnsembleTampering install(RunConfig config, Links links, Journal journal) {
        EnsembleMutant mutant = config.ensembleMutant();
        if (mutant == null) {
            return new EnsembleTampering(null, journal);
        }
        TamperingListener listener = new TamperingListener(
                mutant.tampering().get(),
                mutant.oneIn(),
                new Seed(config.seed()),
                lie -> journal.note(Event.Severity.NOTICE, lie));
        Links.TapHandle handle = links.tap(Links.Channel.CLIENT, listener);
        return new EnsembleTampering(new Installed(mutant, listener, handle), journal);
    }

    /** From now on, the ensemble lies. */
    void begin() {
        if (installed != null) {
            installed.listener().begin();
        }
    }

    /** From now on, the ensemble begins no lie. */
    void end() {
        if (installed != null) {
            installed.listener().end();
        }
    }

    /** Ends the tap, and notes how often the ensemble lied. */
    @Override
    public void close() {
        if (installed != null) {
            int lies = installed.listener().count();
            journal.note(
                    Event.Severity.NOTICE,
                    "the ensemble mutant " + installed.mutant().name() + " lied " + lies
                            + (lies == 1 ? " time" : " times"));
            installed.handle().close();
        }
    }
}
