package dev.stampede.checker.model;

import dev.stampede.checker.extension.Extensions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All models by name: the built-in ones, and those of each {@link ModelProvider} on the class path. Safe to use from
 * several threads.
 *
 * <p>Every method throws {@link dev.stampede.checker.extension.ExtensionException} if a provider cannot be used.
 */
public final class ObjectKinds {
    private ObjectKinds() {}

    private static final List<ObjectKind<?, ?, ?>> BUILT_IN = List.of(
            RegisterReading.register(),
            RegisterReading.casRegister(),
            MultiRegisterReading.kind(),
            VersionedZnodeReading.kind(),
            KeyValueReading.kind(),
            MutexReading.mutex(),
            MutexReading.reentrantMutex(),
            ReadWriteLockReading.kind(),
            SemaphoreReading.kind(),
            FifoQueueReading.kind(),
            PriorityQueueReading.prioritised(),
            PriorityQueueReading.unordered(),
            ElementSetReading.kind(),
            CounterReading.kind(),
            IdGeneratorReading.kind(),
            LeaderElectionReading.kind());

    private static @Nullable Map<String, ObjectKind<?, ?, ?>> found;

    /** Functions that identify the model of a history, if no model is named. */
    private static final Map<String, String> IDENTIFYING_FUNCTIONS = Map.ofEntries(
            Map.entry("cas", "cas-register"),
            Map.entry("txn", "multi-register"),
            Map.entry("append", "key-value"),
            Map.entry("put", "key-value"),
            Map.entry("acquire", "mutex"),
            Map.entry("setData", "versioned-znode"),
            Map.entry("read-lock", "read-write-lock"),
            Map.entry("write-lock", "read-write-lock"),
            Map.entry("enqueue", "fifo-queue"),
            Map.entry("dequeue", "fifo-queue"),
            Map.entry("contains", "set"),
            Map.entry("increment", "counter"),
            Map.entry("generate", "id-generator"),
            Map.entry("elect", "leader-election"));

    /** The models in the order in which they are listed. */
    public static List<ObjectKind<?, ?, ?>> all() {
        return List.copyOf(byName().values());
    }

    private static synchronized Map<String, ObjectKind<?, ?, ?>> byName() {
        Map<String, ObjectKind<?, ?, ?>> known = found;
        if (known == null) {
            known = Extensions.<ObjectKind<?, ?, ?>, ModelProvider>load(
                            "model", BUILT_IN, ObjectKind::name, ModelProvider.class, ModelProvider::model)
                    .byName();
            found = known;
        }
        return known;
    }

    /** The names of the models in the order in which they are listed. */
    public static List<String> names() {
        return List.copyOf(byName().keySet());
    }

    /**
     * The model with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static ObjectKind<?, ?, ?> named(String name) {
        ObjectKind<?, ?, ?> kind = byName().get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "expected one of the models " + String.join(", ", names()) + ", found \"" + name + "\"");
        }
        return kind;
    }

    /** The model that a call of this function identifies, if any. */
    public static Optional<ObjectKind<?, ?, ?>> identifiedBy(String function) {
        return Optional.ofNullable(IDENTIFYING_FUNCTIONS.get(function)).map(ObjectKinds::named);
    }
}
