package dev.stampede.workloads.scenario.user;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.user.UserObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the interfaces of {@code dev.stampede.workloads.user}, and the classes of users that are suitable for it:
 * those that implement it and, where {@link #orNamed} says so, those that have methods of certain names.
 *
 * <p>A scenario calls {@link #require} when it makes a variant of a user's class, and its driver creates the objects of
 * the class with {@link #objects}. Immutable.
 *
 * @param <T> the interface
 */
public final class UserClassContract<T extends UserObject> {
    private final Class<T> type;
    private final Map<String, List<String>> names;

    private UserClassContract(Class<T> type, Map<String, List<String>> names) {
        this.type = type;
        this.names = names;
    }

    /** An interface that a user's class must implement. */
    public static <T extends UserObject> UserClassContract<T> of(Class<T> type) {
        return new UserClassContract<>(type, Map.of());
    }

    /**
     * Also accepts a class that does not implement the interface but has, instead of this method, one with one of these
     * names and the same parameters. Its return type may differ: if the interface returns a {@code boolean} and the
     * method does not, the method has succeeded when it returns. A default method of the interface may be missing in
     * the class.
     */
    public UserClassContract<T> orNamed(String method, String... oneOf) {
        Map<String, List<String>> more = new LinkedHashMap<>(names);
        more.put(method, List.of(oneOf));
        return new UserClassContract<>(type, more);
    }

    /**
     * The reasons why a class is unsuitable; empty if it is suitable.
     *
     * @return one sentence per problem
     */
    public List<String> problems(Class<?> candidate) {
        List<String> problems = new ArrayList<>();
        String name = candidate.getName();
        if (!Modifier.isPublic(candidate.getModifiers()) || Modifier.isAbstract(candidate.getModifiers())) {
            problems.add(name + " must be a public class that is not abstract");
        }
        if (candidate.isMemberClass() && !Modifier.isStatic(candidate.getModifiers())) {
            problems.add(name + " must be static, because it is a nested class");
        }
        if (UserConstructor.of(candidate).isEmpty()) {
            problems.add(
                    name + " needs a public constructor that takes a CuratorFramework or a connect string (a String),"
                            + " and optionally a Consumer<String> for its doubts");
        }
        problems.addAll(problemsWithMethods(candidate));
        if (opensHandles(candidate) && !closes(candidate)) {
            problems.add(name + " takes a connect string, so it needs a public method close() that closes its handles");
        }
        return problems;
    }

    private List<String> problemsWithMethods(Class<?> candidate) {
        if (type.isAssignableFrom(candidate)) {
            return List.of();
        }
        if (names.isEmpty()) {
            return List.of(candidate.getName() + " must implement " + type.getName());
        }
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> target(candidate, method).isEmpty())
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> candidate.getName() + " needs a public method "
                        + String.join("() or ", names(method)) + "() without parameters, or must implement "
                        + type.getName())
                .toList();
    }

    private static boolean closes(Class<?> candidate) {
        return method(candidate, "close")
                .filter(close -> close.getDeclaringClass() != UserObject.class)
                .isPresent();
    }

    /**
     * Requires that a class is suitable.
     *
     * @throws IllegalArgumentException if it is unsuitable; the message lists all reasons
     */
    public void require(Class<?> candidate) {
        List<String> problems = problems(candidate);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** Whether objects of this class can report doubts, as {@link UserObject} explains. */
    public static boolean reportsDoubts(Class<?> candidate) {
        return UserConstructor.of(candidate)
                .filter(UserConstructor::takesDoubts)
                .isPresent();
    }

    /** Whether the class opens its own handles, so that its requests are not recorded. */
    public static boolean opensHandles(Class<?> candidate) {
        return UserConstructor.of(candidate)
                .filter(constructor -> !constructor.takesCurator())
                .isPresent();
    }

    /**
     * The parameter {@code raw} of the checks of locks and elections: {@code own} if the class opens handles of its own,
     * {@code false} if it uses Curator.
     */
    public static String raw(Class<?> candidate) {
        return opensHandles(candidate) ? "own" : "false";
    }

    /**
     * The objects of one client.
     *
     * @throws IllegalArgumentException if the class that the setting {@value UserObjects#CLASS} names is unsuitable;
     *     the message lists all reasons
     */
    public UserObjects<T> objects(ClientContext context) throws ClassNotFoundException {
        Class<?> candidate = Class.forName(context.spec().setting(UserObjects.CLASS));
        require(candidate);
        return new UserObjects<>(this, UserConstructor.of(candidate).orElseThrow(), context);
    }

    Class<T> type() {
        return type;
    }

    /** The method of the class that is called for a method of the interface. */
    Optional<Method> target(Class<?> candidate, Method wanted) {
        return names(wanted).stream()
                .flatMap(name -> method(candidate, name, wanted.getParameterTypes()).stream())
                .findFirst();
    }

    private List<String> names(Method wanted) {
        return names.getOrDefault(wanted.getName(), List.of(wanted.getName()));
    }

    private static Optional<Method> method(Class<?> candidate, String name, Class<?>... parameters) {
        try {
            return Optional.of(candidate.getMethod(name, parameters));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
