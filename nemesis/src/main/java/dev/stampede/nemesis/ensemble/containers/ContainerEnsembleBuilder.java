package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.EnsembleException;

/**
 * The configuration of an ensemble of containers. Everything has a default: three voting members of the official image.
 * Other versions are other tags of the image. System properties configure what depends on the machine; see
 * {@link ContainerEnsemble}.
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
     * The number of clients that can have links, numbered from 0. Each client needs a published port of each member,
     * and the engine runs a process for each port.
     *
     * @throws EnsembleException if the number is larger than an engine supports
     */
    public ContainerEnsembleBuilder clients(int number) {
        if (number < 0 || number > MOST_CLIENTS) {
            throw new EnsembleException("an ensemble of containers publishes a port of each member for each client and"
                    + " supports " + MOST_CLIENTS + " clients at most; requested: " + number + ". Use fewer"
                    + " (--clients), or --ensemble local");
        }
        clients = number;
        return this;
    }

    /**
     * Removes the leftovers of dead owners from the engine, creates the network and starts the Toxiproxy servers. Does
     * not start the members.
     *
     * @throws EnsembleException if there is no engine, or the engine refuses a request; the message says what to do
     */
    public ContainerEnsemble build() {
        return ContainerEnsemble.of(overrides(), clients);
    }
}
