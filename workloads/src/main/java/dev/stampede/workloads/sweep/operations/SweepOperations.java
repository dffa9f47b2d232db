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
        for (CountWriteForm form : CountWriteForm.values()) {
            all.add(() -> new WriteCount(form));
        }
        for (ElectionForm form : ElectionForm.values()) {
            for (ElectionOperation.Act act : ElectionOperation.Act.values()) {
                all.add(() -> new ElectionOperation(form, act));
            }
        }
        for (KeptNodeForm form : KeptNodeForm.values()) {
            for (KeepNode.Act act : KeepNode.Act.values()) {
                all.add(() -> new KeepNode(form, act));
            }
        }
        for (BarrierOperation.Act act : BarrierOperation.Act.values()) {
            all.add(() -> new BarrierOperation(act));
        }
        for (FrameworkForm form : FrameworkForm.values()) {
            all.add(() -> new FrameworkWrite(form));
        }
        all.add(LoadCache::new);
        all.add(PutMessage::new);
        all.add(ConsumeMessages::new);
        Map<String, Supplier<SweepOperation>> byName = new LinkedHashMap<>();
        all.forEach(supplier -> byName.put(supplier.get().name(), supplier));
        return byName;
    }
}
