package dev.stampede.workloads.scenario.user;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/**
 * The constructor of a user's class that is called.
 *
 * @param takesCurator whether its first parameter is a {@code CuratorFramework}; otherwise it is a connect string
 * @param takesDoubts whether it has a second parameter, which receives doubts
 */
record UserConstructor(Constructor<?> constructor, boolean takesCurator, boolean takesDoubts) {

    /** Of several suitable constructors, one that records more: with a framework rather than not, then with doubts. */
    static Optional<UserConstructor> of(Class<?> type) {
        return with(type, CuratorFramework.class, Consumer.class)
                .or(() -> with(type, CuratorFramework.class))
                .or(() -> with(type, String.class, Consumer.class))
                .or(() -> with(type, String.class));
    }

    private static Optional<UserConstructor> with(Class<?> type, Class<?>... parameters) {
        try {
            return Optional.of(new UserConstructor(
                    type.getConstructor(parameters), parameters[0] == CuratorFramework.class, parameters.length == 2));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /**
     * Calls it.
     *
     * @throws Exception what the user's code threw
     */
    Object call(Object frameworkOrConnectString, Consumer<String> doubts) throws Exception {
        try {
            return takesDoubts
                    ? constructor.newInstance(frameworkOrConnectString, doubts)
                    : constructor.newInstance(frameworkOrConnectString);
        } catch (InvocationTargetException e) {
            throw UserObjects.unwrapped(e);
        }
    }
}
