package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.ZooCfg;

/**
 * The configuration of a local ensemble. Everything has a default: three voting members of the bundled version; other
 * versions come from Maven repositories.
 *
 * <p>{@link #build()} may be called several times; each call makes another ensemble.
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
     * Claims addresses and creates the proxies. Does not start the members.
     *
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if this machine does not support local ensembles, or a
     *     version is not available; the message says what to do
     */
    public LocalEnsemble build() {
        return LocalEnsemble.of(overrides());
    }
}
