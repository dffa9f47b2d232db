package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Registers a backend with a user's registry. Each life of the backend has an object of its own. At the end of a life,
 * the registrar alternately unregisters the backend and closes the object, or only closes the object. The registrar
 * also closes the framework that the harness gave to the object, which ends the session. Not thread-safe.
 */
final class UserRegistrar implements Registrar {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final ClientContext context;
    private final UserObjects<UserRegistry> objects;
    private @Nullable UserRegistry registry;
    private String id = "";
    private String registered = "";
    private int lives;

    UserRegistrar(ClientContext context, UserObjects<UserRegistry> objects) {
        this.context = context;
        this.objects = objects;
    }

    @Override
    public void keep(String path, String address) throws Exception {
        UserRegistry own = registry;
        if (own == null) {
            own = objects.open();
            registry = own;
            id = path.substring(path.lastIndexOf('/') + 1);
        }
        if (registered.equals(address)) {
            return;
        }
        OperationInput input =
                registered.isEmpty() ? new NameInput.Register(address) : new BackendInput.Update(address);
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            own.register(id, address);
            op.ok();
            registered = address;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.indeterminate(e.toString()); // also after a refusal: an earlier call may have registered it
            context.pause(AFTER_FAILURE);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        UserRegistry own = registry;
        registry = null;
        boolean wasRegistered = !registered.isEmpty();
        registered = "";
        if (own == null) {
            return;
        }
        try {
            if (wasRegistered && lives++ % 2 == 0) {
                own.unregister(id);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            context.recorder().note("unregister threw " + e);
        } finally {
            objects.close(own);
            objects.endSession();
        }
    }
}
