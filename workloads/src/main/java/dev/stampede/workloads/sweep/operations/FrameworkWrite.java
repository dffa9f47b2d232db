package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** A write of {@code CuratorFramework}. */
final class FrameworkWrite extends SweepOperation {
    private static final String PROMISE = "a write that returns has taken effect once (CuratorFramework)";
    private static final String PROTECTION =
            "the created node name is returned, and if the create failed there is no orphan (withProtection)";

    private final FrameworkForm form;

    FrameworkWrite(FrameworkForm form) {
        this.form = form;
    }

    @Override
    public String recipe() {
        return "CuratorFramework";
    }

    @Override
    public String method() {
        return form.method();
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        if (form.before() == FrameworkForm.Before.PRESENT) {
            context.direct().create().creatingParentsIfNeeded().forPath(context.path(), FrameworkForm.OLD);
        }
    }

    @Override
    public @Nullable Object operate(CaseContext context) throws Exception {
        return form.call(context.curator(), context.path());
    }

    @Override
    public boolean allows(Exception thrown, CaseContext context) {
        boolean ownWrite = thrown instanceof KeeperException.NodeExistsException
                || thrown instanceof KeeperException.NoNodeException
                || thrown instanceof KeeperException.BadVersionException;
        return context.connectionTrouble(thrown) || (ownWrite && form.reportsOwnWrite());
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        switch (form.after()) {
            case PRESENT ->
                context.require(
                        !answer.returned() || Arrays.equals(context.data(context.path()), FrameworkForm.NEW),
                        CellOutcome.LOST,
                        PROMISE,
                        "the call returned, and the znode does not have the new data");
            case ABSENT ->
                context.require(
                        !answer.returned() || context.data(context.path()) == null,
                        CellOutcome.LOST,
                        PROMISE,
                        "the call returned, and the znode still exists");
            case PROTECTED -> verifyProtected(context, answer);
        }
    }

    private static void verifyProtected(CaseContext context, OperationAnswer answer) throws Exception {
        List<String> children = context.children(context.path());
        context.require(
                children.size() <= 1, CellOutcome.APPLIED_TWICE, PROTECTION, "there are several znodes: " + children);
        if (!answer.returned()) {
            return;
        }
        context.require(
                answer.value() != null,
                CellOutcome.FALSE_ANSWER,
                PROTECTION,
                "the create returned null; it has left " + children);
        if (answer.value() instanceof String created) {
            boolean exists = context.direct().checkExists().forPath(created) != null;
            context.require(
                    exists || answer.lostAfterReturn(),
                    CellOutcome.FALSE_ANSWER,
                    PROTECTION,
                    "the create returned a znode that does not exist");
            if (exists) {
                context.direct().delete().forPath(created);
            }
        }
    }
}
