package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserValuesDriver;
import dev.stampede.workloads.user.UserConfiguration;
import org.jspecify.annotations.Nullable;

/** Drives a user's configuration. Settings: those of {@link UserValuesDriver}. */
public final class UserConfigurationDriver extends UserValuesDriver<UserConfiguration> {
    /** The suitable classes. */
    public static final UserClassContract<UserConfiguration> KIND = UserClassContract.of(UserConfiguration.class);

    @Override
    protected UserClassContract<UserConfiguration> kind() {
        return KIND;
    }

    @Override
    protected @Nullable String get(UserConfiguration configuration, String key) throws Exception {
        return configuration.get(key);
    }

    @Override
    protected void write(Calls calls, String key) throws InterruptedException {
        String value = calls.value();
        Recorder.Op op = calls.context().recorder().invoke("write", calls.recorded(key), value);
        calls.record(op, () -> {
            calls.object().set(key, value);
            return OperationOutput.Custom.DONE;
        });
    }
}
