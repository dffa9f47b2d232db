package dev.stampede.workloads.versions;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether compiled classes find what they use in other versions of the classes that they were compiled against. */
final class Linkage {
    private Linkage() {}

    /** Loads these jars first, and from the class path of this JVM the entries that are accepted. */
    static URLClassLoader loader(List<Path> jars, Predicate<String> accepted) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (accepted.test(entry)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The classes that cannot be loaded, the methods and fields that are used and not found, and methods without a body. */
    static Set<String> missing(JavaClasses classes, ClassLoader loader) {
        Set<String> missing = new TreeSet<>();
        Map<String, Boolean> found = new HashMap<>();
        for (JavaClass user : classes) {
            try {
                Class<?> type = Class.forName(user.getName(), false, loader);
                // Resolves the types of all signatures.
                Objects.requireNonNull(type.getDeclaredMethods());
                if (!Modifier.isAbstract(type.getModifiers())) {
                    Arrays.stream(type.getMethods())
                            .filter(m -> Modifier.isAbstract(m.getModifiers()))
                            .forEach(m -> missing.add(type.getSimpleName() + " does not implement " + m));
                }
            } catch (ClassNotFoundException | LinkageError e) {
                missing.add(e + " in " + user.getSimpleName());
            }
            for (JavaAccess<?> access : user.getAccessesFromSelf()) {
                AccessTarget target = access.getTarget();
                if (!found.computeIfAbsent(target.getFullName(), name -> finds(target, loader))) {
                    missing.add(target.getFullName().replaceFirst("^.*\\.(?=[A-Z]\\w*\\.)", "") + " in "
                            + user.getSimpleName());
                }
            }
        }
        return missing;
    }

    private static boolean finds(AccessTarget target, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(target.getOwner().getName(), false, loader);
            if (owner.isArray()) {
                return true;
            }
            if (target instanceof AccessTarget.FieldAccessTarget field) {
                return supertypes(owner).anyMatch(type -> Arrays.stream(type.getDeclaredFields())
                        .anyMatch(f -> f.getName().equals(field.getName())
                                && f.getType()
                                        .getName()
                                        .equals(field.getRawType().getName())));
            }
            AccessTarget.CodeUnitAccessTarget code = (AccessTarget.CodeUnitAccessTarget) target;
            List<String> parameters =
                    code.getRawParameterTypes().stream().map(JavaClass::getName).toList();
            if (code.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
                return Arrays.stream(owner.getDeclaredConstructors()).anyMatch(c -> parameters.equals(names(c)));
            }
            return supertypes(owner).anyMatch(type -> Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(m -> m.getName().equals(code.getName())
                            && parameters.equals(names(m))
                            && m.getReturnType()
                                    .getName()
                                    .equals(code.getRawReturnType().getName())));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<String> names(Executable code) {
        return Arrays.stream(code.getParameterTypes()).map(Class::getName).toList();
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable((Class<?>) type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        Stream<Class<?>> all = Stream.concat(Stream.of(type), above.flatMap(Linkage::supertypes));
        return type.isInterface() ? Stream.concat(all, Stream.of(Object.class)) : all;
    }
}
