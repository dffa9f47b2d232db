package dev.stampede.workloads.scenario.naming;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.OperationMix;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;

/**
 * Draws operations on names, over and over.
 *
 * <p>Settings: {@code key} (the znode above the names), {@code names} (how many there are: the fewer, the more the clients
 * contend), {@code mix} (which operations, how often; see {@link OperationMix}), {@code think.millis} (the mean of a uniform draw
 * from half of it to one and a half).
 */
public abstract class NamingDriver implements ClientDriver {

    /** Opens what the client works with. */
    protected abstract Names open(ClientContext context) throws Exception;

    /** What a client can do with names. For its one thread. */
    public interface Names {
        /**
         * Does one operation, and records it whatever comes of it.
         *
         * @param number of the name, from 0
         * @throws KeeperException if the client is to wait a little before it goes on
         */
        void perform(String operation, int number) throws Exception;
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        OperationMix mix = OperationMix.of(context.spec().setting("mix"));
        int count = Integer.parseInt(context.spec().setting("names"));
        int think = Integer.parseInt(context.spec().setting("think.millis"));
        Names names = open(context);
        while (context.running()) {
            context.pause(Duration.ofMillis(think / 2 + context.random().nextInt(think + 1)));
            try {
                names.perform(mix.draw(context.random()), context.random().nextInt(count));
            } catch (KeeperException e) {
                context.pause(Duration.ofMillis(20));
            }
        }
    }
}
