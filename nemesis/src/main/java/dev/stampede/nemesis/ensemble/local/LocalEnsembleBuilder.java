package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.ZooCfg;

/**
 * What a local ensemble is made from. Everything has a default: three voting members of the version that the harness
 * comes with; other versions come from Maven's repositories.
 *
 * <p>{@link #build()} may be called several times, each time for an ensemble of its own.
 */
public final class LocalEnsembleBuilder extends EnsembleBuilder<LocalEnsembleBuilder> {
    LocalEnsembleBuilder() {
        super(ZooCfg.defaults());
    }

    @Override
    protected LocalEnsembleBuilder self() {
        return this;
    }

    /**
     * Claims addresses and makes the proxies; starts no member yet.
     *
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if that cannot be had on this machine, or there is no such
     *     version; the message names the remedy
     */
    public LocalEnsemble build() {
        return LocalEnsemble.of(overrides());
    }
}
