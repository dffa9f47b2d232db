package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.SweepOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All operations. Stateless. */
public final class SweepOperations {
    private SweepOperations() {}

    /** The operations by name, such as {@code InterProcessMutex.acquire}. Each call of a supplier makes an object. */
    public static Map<String, Supplier<SweepOperation>> all() {
        List<Supplier<SweepOperation>> all = new ArrayList<>();
        for (LockForm form : LockForm.values()) {
            all.add(() -> new AcquireLock(form));
            all.add(() -> new ReleaseLock(form));
        }
        all.add(IncrementCounter::new);
        all.add(OfferItem::new);
        for (TakeItem.Form form : TakeItem.Form.values()) {
            all.add(() -> new TakeItem(form));
        }
        Map<String, Supplier<SweepOperation>> byName = new LinkedHashMap<>();
        all.forEach(supplier -> byName.put(supplier.get().name(), supplier));
        return byName;
    }
}
