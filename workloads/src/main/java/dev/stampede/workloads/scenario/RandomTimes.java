package dev.stampede.workloads.scenario;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;

/** Random durations that the settings of a variant describe, in milliseconds. Stateless. */
public final class RandomTimes {
    private RandomTimes() {}

    /** A duration that is drawn uniformly from 0.5 to 1.5 times the mean in this setting. */
    public static Duration aroundMean(ClientContext context, String setting) {
        int mean = millis(context, setting);
        return Duration.ofMillis(mean / 2 + context.random().nextInt(mean + 1));
    }

    /** A duration that is drawn log-uniformly between the bounds in these two settings. */
    public static Duration logUniform(ClientContext context, String least, String most) {
        double low = Math.log(millis(context, least));
        double high = Math.log(millis(context, most));
        return Duration.ofMillis(
                Math.round(Math.exp(low + (high - low) * context.random().nextDouble())));
    }

    private static int millis(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }
}
