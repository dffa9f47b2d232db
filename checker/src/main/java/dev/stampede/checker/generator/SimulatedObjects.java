package dev.stampede.checker.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The objects that can be simulated, by the names of their models. */
final class SimulatedObjects {
    private SimulatedObjects() {}

    private static final Map<String, Function<GeneratorOptions, SimulatedObject>> BY_MODEL = new LinkedHashMap<>();

    static {
        BY_MODEL.put("register", workload -> new RegisterObject(workload.mix(workload.reads(), 0)));
        BY_MODEL.put("cas-register", RegisterObject::new);
        BY_MODEL.put("multi-register", MultiRegisterObject::new);
        BY_MODEL.put("versioned-znode", ZnodeObject::new);
        BY_MODEL.put("key-value", KeyValueObject::new);
        BY_MODEL.put("mutex", workload -> new LockObject(LockObject.Style.MUTEX, workload));
        BY_MODEL.put("reentrant-mutex", workload -> new LockObject(LockObject.Style.REENTRANT, workload));
        BY_MODEL.put("read-write-lock", workload -> new LockObject(LockObject.Style.READ_WRITE, workload));
        BY_MODEL.put("semaphore", workload -> new LockObject(LockObject.Style.SEMAPHORE, workload));
        BY_MODEL.put("fifo-queue", workload -> new QueueObject());
        BY_MODEL.put("priority-queue", workload -> new PriorityQueueObject(PriorityQueueObject.Order.LOWEST_FIRST));
        BY_MODEL.put("unordered-queue", workload -> new PriorityQueueObject(PriorityQueueObject.Order.LAST_FIRST));
        BY_MODEL.put("set", SetObject::new);
        BY_MODEL.put("counter", CounterObject::new);
        BY_MODEL.put("id-generator", workload -> new IdObject());
        BY_MODEL.put("leader-election", ElectionObject::new);
    }

    /** The names of the models in the order in which they are listed. */
    static List<String> models() {
        return List.copyOf(BY_MODEL.keySet());
    }

    static SimulatedObject of(GeneratorOptions workload) {
        Function<GeneratorOptions, SimulatedObject> make = BY_MODEL.get(workload.model());
        if (make == null) {
            throw new IllegalArgumentException("expected one of the models " + String.join(", ", models())
                    + " to generate histories of, found \"" + workload.model() + "\"");
        }
        return make.apply(workload);
    }
}
