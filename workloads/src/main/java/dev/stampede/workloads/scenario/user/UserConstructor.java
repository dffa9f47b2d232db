package dev.stampede.workloads.scenario.user;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/**
 * The constructor of a user's class that {@link UserObjects} calls.
 *
 * @param takesCurator whether its first parameter is a {@code CuratorFramework}; otherwise it is a connect string
 * @param takesDoubts whether it has a second parameter, which receives the reasons why an object can no longer rely on
 *     what it was granted: its doubts
 */
record UserConstructor(Constructor<?> constructor, boolean takesCurator, boolean takesDoubts) {

    /**
     * The suitable constructor with which most is recorded: one with a framework if there is one, and of these the one
     * with doubts.
     */
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
     * Creates an object.
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
