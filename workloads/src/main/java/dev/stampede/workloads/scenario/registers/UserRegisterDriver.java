package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserValuesDriver;
import dev.stampede.workloads.user.UserRegister;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drives a user's registers. A write is unconditional, or a compare-and-set that expects the value that the client has
 * just read. Settings: those of {@link UserValuesDriver}, and {@code cas.percent} (the share of compare-and-sets among
 * the writes).
 */
public final class UserRegisterDriver extends UserValuesDriver<UserRegister> {
    /** The suitable classes. */
    public static final UserClassContract<UserRegister> KIND = UserClassContract.of(UserRegister.class);

    private final Map<String, String> last = new HashMap<>();

    @Override
    protected UserClassContract<UserRegister> kind() {
        return KIND;
    }

    @Override
    protected @Nullable String get(UserRegister register, String key) throws Exception {
        String value = register.read(key);
        if (value == null) {
            last.remove(key);
        } else {
            last.put(key, value);
        }
        return value;
    }

    @Override
    protected void write(Calls calls, String key) throws InterruptedException {
        int share = Integer.parseInt(calls.context().spec().setting("cas.percent"));
        if (calls.context().random().nextInt(100) < share) {
            compareAndSet(calls, key);
        } else {
            String value = calls.value();
            Recorder.Op op = calls.context().recorder().invoke("write", calls.recorded(key), value);
            calls.record(op, () -> {
                calls.object().write(key, value);
                return OperationOutput.Custom.DONE;
            });
        }
    }

    private void compareAndSet(Calls calls, String key) throws InterruptedException {
        if (!lookUp(calls, key)) {
            return;
        }
        String value = calls.value();
        String expected = last.get(key);
        String argument = "[" + (expected == null ? "nil" : expected) + " " + value + "]";
        Recorder.Op op = calls.context().recorder().invoke("cas", calls.recorded(key), argument);
        calls.record(op, () -> {
            return new OperationOutput.Custom(Boolean.toString(calls.object().compareAndSet(key, expected, value)));
        });
    }
}
