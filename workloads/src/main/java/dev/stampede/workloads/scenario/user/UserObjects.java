package dev.stampede.workloads.scenario.user;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.recording.Outcomes;
import dev.stampede.workloads.user.UserObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the objects of a user's class for one client. Used by the thread of the client. All objects that take a
 * {@link CuratorFramework} share one.
 *
 * @param <T> the interface by which the driver calls them
 */
public final class UserObjects<T extends UserObject> {
    /** The setting of the driver that names the user's class. */
    public static final String CLASS = "class";

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);
    private static final int CAUSES = 16;

    private final UserClassContract<T> kind;
    private final UserConstructor constructor;
    private final ClientContext context;
    private @Nullable CuratorFramework curator;

    UserObjects(UserClassContract<T> kind, UserConstructor constructor, ClientContext context) {
        this.kind = kind;
        this.constructor = constructor;
        this.context = context;
    }

    /**
     * Creates an object. Calls the constructor again after a connection loss.
     *
     * @param doubts receives the reasons of the object's doubts, on any thread; also before this method has returned
     * @throws InterruptedException if the client was asked to stop before an object was created
     * @throws Exception what the constructor threw
     */
    public T open(Consumer<String> doubts) throws Exception {
        Object argument = constructor.takesCurator() ? framework() : context.connectString();
        boolean noted = false;
        while (context.running()) {
            try {
                return adapted(constructor.call(argument, doubts));
            } catch (Exception e) {
                if (!isConnectionLoss(e)) {
                    throw e;
                }
                if (!noted) {
                    context.recorder().note("the constructor is called again after " + Outcomes.describe(e));
                    noted = true;
                }
                context.pause(BETWEEN_ATTEMPTS);
            }
        }
        throw new InterruptedException("the client was asked to stop before an object was created");
    }

    /** As {@link #open(Consumer)}, for a scenario whose checks do not use doubts: the doubts are recorded as notes. */
    public T open() throws Exception {
        return open(reason -> context.recorder().note("doubt: " + reason));
    }

    /**
     * Completes an operation of a user's object that threw this exception. If the class opens its own handles, it is
     * always unknown whether the operation took effect, because its requests are not recorded.
     */
    public void threw(Recorder.Op operation, Exception thrown) {
        if (thrown instanceof InterruptedException) {
            operation.interrupted();
        } else if (constructor.takesCurator()) {
            operation.threw(thrown);
        } else {
            operation.indeterminate(Outcomes.describe(thrown));
        }
    }

    /** Closes an object. An exception is recorded as a note, unless it is an interrupt. */
    public void close(T object) throws InterruptedException {
        try {
            object.close();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            context.recorder().note("the close of the user's object threw " + Outcomes.describe(e));
        }
    }

    /**
     * Closes the framework of the objects, if they take one; the next object gets a new framework with a new session.
     */
    public void endSession() {
        CuratorFramework shared = curator;
        curator = null;
        if (shared != null) {
            shared.close();
        }
    }

    private CuratorFramework framework() {
        CuratorFramework shared = curator;
        if (shared == null) {
            shared = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator = shared;
        }
        return shared;
    }

    /** The object itself if it implements the interface, otherwise a proxy that calls its methods by their names. */
    private T adapted(Object object) {
        Class<T> type = kind.type();
        if (type.isInstance(object)) {
            return type.cast(object);
        }
        Map<String, Method> targets = new HashMap<>();
        for (Method method : type.getMethods()) {
            kind.target(object.getClass(), method).ifPresent(target -> targets.put(method.getName(), target));
        }
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Method target = method.getDeclaringClass() == Object.class ? method : targets.get(method.getName());
                    return target == null ? null : call(object, target, arguments, method.getReturnType());
                }));
    }

    private static @Nullable Object call(
            Object object, Method target, Object @Nullable [] arguments, Class<?> returnType) throws Exception {
        try {
            Object result = target.invoke(object, arguments);
            return returnType == boolean.class && !(result instanceof Boolean) ? (Object) true : result;
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    /** The exception that the user's code threw. If it is an {@link Error}, this method throws it. */
    static Exception unwrapped(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : e;
    }

    private static boolean isConnectionLoss(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < CAUSES; depth++) {
            if (at instanceof KeeperException.ConnectionLossException
                    || at instanceof KeeperException.SessionExpiredException
                    || at instanceof KeeperException.OperationTimeoutException
                    || at instanceof IOException) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
