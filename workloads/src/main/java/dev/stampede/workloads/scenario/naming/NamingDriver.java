package dev.stampede.workloads.scenario.naming;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.OperationMix;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;

/**
 * Repeatedly draws and performs operations on names.
 *
 * <p>Settings: {@code key} (the parent znode of the names), {@code names} (the number of names; fewer names mean more
 * contention), {@code mix} (the operations with their weights; see {@link OperationMix}) and {@code think.millis} (the
 * mean time between operations, drawn uniformly from 0.5 to 1.5 times the mean).
 */
public abstract class NamingDriver implements ClientDriver {

    /** Creates the naming service under test. */
    protected abstract Names open(ClientContext context) throws Exception;

    /** The operations of a client on names. Used by one thread. */
    public interface Names {
        /**
         * Performs one operation and records its outcome.
         *
         * @param number the number of the name, from 0
         * @throws KeeperException if the client should pause before the next operation
         */
        void perform(String operation, int number) throws Exception;
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        OperationMix mix = OperationMix.of(context.spec().setting("mix"));
        int count = Integer.parseInt(context.spec().setting("names"));
        Names names = open(context);
        while (context.running()) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            try {
                names.perform(mix.draw(context.random()), context.random().nextInt(count));
            } catch (KeeperException e) {
                context.pause(Duration.ofMillis(20));
            }
        }
    }
}
