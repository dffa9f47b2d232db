package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/**
 * Drives a user's lock class. It needs the public methods {@code acquire()} and {@code release()} without parameters,
 * and a public constructor that takes a {@link CuratorFramework}, or a {@link CuratorFramework} and a
 * {@code Consumer<String>}. The class calls the consumer, with the reason, when a hold is no longer reliable.
 *
 * <p>The token of a hold is the ephemeral that the class created during the acquire, below the key if it created one there: the
 * class may keep other ephemerals. Name its own path with the setting {@code key}.
 *
 * <p>{@code acquire} returns when the lock is held. It may return a {@code boolean}: after {@code false}, which means
 * that the lock was not acquired, it is called again. Setting: {@code class} (the name of the class).
 */
public final class UserLockDriver extends LockDriver {
    @Override
    protected List<Lock> open(ClientContext context, String key) throws Exception {
        return List.of(new Held(context, key));
    }

    /**
     * The reasons why a class is unsuitable as a lock; empty if it is suitable.
     *
     * @return one entry per problem, for people
     */
    public static List<String> problems(Class<?> type) {
        List<String> problems = new ArrayList<>();
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            problems.add(type.getName() + " must be a public class that is not abstract");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            problems.add(type.getName() + " must be static, because it is a nested class");
        }
        if (!doubts(type) && !takes(type, CuratorFramework.class)) {
            problems.add(type.getName()
                    + " needs a public constructor that takes a CuratorFramework, or a CuratorFramework and a"
                    + " Consumer<String>");
        }
        for (String name : List.of("acquire", "release")) {
            try {
                type.getMethod(name);
            } catch (NoSuchMethodException e) {
                problems.add(type.getName() + " needs a public method " + name + "() without parameters");
            }
        }
        return problems;
    }

    /** Whether the class can report doubts. */
    public static boolean doubts(Class<?> type) {
        return takes(type, CuratorFramework.class, Consumer.class);
    }

    private static boolean takes(Class<?> type, Class<?>... parameters) {
        try {
            return Modifier.isPublic(type.getConstructor(parameters).getModifiers());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static final class Held implements Lock {
        private final ClientContext context;
        private final String key;
        private final Object lock;
        private final Method acquire;
        private final Method release;
        private volatile boolean holding;
        private volatile boolean doubted;

        Held(ClientContext context, String key) throws Exception {
            this.context = context;
            this.key = key;
            Class<?> type = Class.forName(context.spec().setting("class"));
            List<String> problems = problems(type);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            this.lock = make(type);
            this.acquire = type.getMethod("acquire");
            this.release = type.getMethod("release");
        }

        private Object make(Class<?> type) throws Exception {
            CuratorFramework curator = CuratorLockDriver.start(context);
            if (doubts(type)) {
                Constructor<?> constructor = type.getConstructor(CuratorFramework.class, Consumer.class);
                Consumer<String> doubts = this::doubt;
                return constructor.newInstance(curator, doubts);
            }
            return type.getConstructor(CuratorFramework.class).newInstance(curator);
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public long acquire() throws Exception {
            doubted = false;
            long began = context.recorder().mark();
            while (context.running()) {
                if (!Boolean.FALSE.equals(call(acquire))) {
                    holding = true;
                    return context.recorder().tokenSince(began, key);
                }
            }
            throw new InterruptedException("the client was asked to stop while it waited");
        }

        @Override
        public void release() throws Exception {
            holding = false;
            call(release);
        }

        private Object call(Method method) throws Exception {
            try {
                return method.invoke(lock);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }

        private void doubt(String reason) {
            doubted = true;
            if (holding) {
                context.recorder().doubts(key, reason);
            }
        }

        @Override
        public boolean doubted() {
            return doubted;
        }
    }
}
