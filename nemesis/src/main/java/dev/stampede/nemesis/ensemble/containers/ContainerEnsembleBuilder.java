package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.EnsembleException;

/**
 * The configuration of an ensemble of containers. Everything has a default: three voting members of the official image,
 * where another version is another tag. System properties configure what depends on the machine, see {@link
 * ContainerEnsemble}.
 *
 * <p>{@link #build()} may be called several times; each call makes another ensemble.
 */
public final class ContainerEnsembleBuilder extends EnsembleBuilder<ContainerEnsembleBuilder> {
    private static final int MOST_CLIENTS = 100;

    private int clients = 5;

    ContainerEnsembleBuilder() {
        super(ContainerCfg.defaults());
    }

    @Override
    protected ContainerEnsembleBuilder self() {
        return this;
    }

    /**
     * The number of clients that can have links; their numbers begin with 0. For each client a port of each member is
     * published, which costs the engine a process.
     *
     * @throws EnsembleException if there are more than an engine supports
     */
    public ContainerEnsembleBuilder clients(int number) {
        if (number < 0 || number > MOST_CLIENTS) {
            throw new EnsembleException("an ensemble of containers publishes a port of each member for each client and"
                    + " supports " + MOST_CLIENTS + " clients at most; requested: " + number
                    + ". Ask for fewer (--clients), or run on --ensemble local");
        }
        clients = number;
        return this;
    }

    /**
     * Removes what dead owners left on the engine, creates the network and starts the Toxiproxy servers; starts no
     * member yet.
     *
     * @throws EnsembleException if there is no engine, or it fails; the message names the remedy
     */
    public ContainerEnsemble build() {
        return ContainerEnsemble.of(overrides(), clients);
    }
}
