package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleBuilder;
import dev.stampede.nemesis.ensemble.EnsembleException;

/**
 * What an ensemble of containers is made from. Everything has a default: three voting members of the official image, of
 * which another version is another tag. What is of the machine and not of the test is said by system properties, see
 * {@link ContainerEnsemble}.
 *
 * <p>{@link #build()} may be called several times, each time for an ensemble of its own.
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
     * How many clients can have links, numbered from 0: a port of each member is published for each, which costs the
     * engine a process.
     *
     * @throws EnsembleException if there are to be more than an engine bears
     */
    public ContainerEnsembleBuilder clients(int number) {
        if (number < 0 || number > MOST_CLIENTS) {
            throw new EnsembleException("an ensemble of containers publishes a port of each member for each client, and"
                    + " can do so for " + MOST_CLIENTS + " clients at most; asked for " + number
                    + ". Ask for fewer (--clients), or run on --ensemble local");
        }
        clients = number;
        return this;
    }

    /**
     * Removes what dead owners left at the engine, makes the network and starts the Toxiproxy servers; starts no member
     * yet.
     *
     * @throws EnsembleException if there is no engine, or it cannot do that; the message names the remedy
     */
    public ContainerEnsemble build() {
        return ContainerEnsemble.of(overrides(), clients);
    }
}
