package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets a shared number that no other client writes. */
final class WriteCount extends SweepOperation {
    private static final String PROMISE =
            "the return value says whether the value was set (DistributedAtomicNumber, SharedCount)";

    private final CountWriteForm form;
    private CountWriteForm.@Nullable Write write;

    WriteCount(CountWriteForm form) {
        this.form = form;
    }

    @Override
    public String recipe() {
        return form.recipe();
    }

    @Override
    public String method() {
        return form.method();
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return form.knownFindings();
    }

    private byte[] data(int value) {
        return CountWriteForm.data(value, form.recipe().endsWith("Long"));
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        context.direct().create().creatingParentsIfNeeded().forPath(context.path(), data(CountWriteForm.OLD));
        write = form.make(context);
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        return write.write();
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        boolean set = Arrays.equals(context.data(context.path()), data(CountWriteForm.NEW));
        if (answer.returned()) {
            context.require(
                    set || !answer.isTrue(),
                    CellOutcome.LOST,
                    PROMISE,
                    "it reported success, and the value is still the old one");
            context.require(
                    answer.isTrue() || !set,
                    CellOutcome.FALSE_ANSWER,
                    PROMISE,
                    "it reported that it failed, and it has set the value");
            context.require(
                    answer.isTrue() || set,
                    CellOutcome.FALSE_ANSWER,
                    PROMISE,
                    "it reported that it failed although no other client wrote");
        }
    }

    @Override
    public void close(CaseContext context) throws Exception {
        if (write != null) {
            write.close();
        }
    }
}
