package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.List;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Begins or ends to keep an ephemeral znode. */
final class KeepNode extends SweepOperation {
    private static final String PROMISE =
            "A node that attempts to stay present in ZooKeeper, even through connection and"
                    + " session interruptions (PersistentNode; in other words GroupMember and ServiceDiscovery)";

    private final KeptNodeForm form;
    private final Act act;
    private KeptNodeForm.@Nullable Handle handle;
    private boolean kept;

    /** The operation. */
    enum Act {
        BEGIN,
        END
    }

    KeepNode(KeptNodeForm form, Act act) {
        this.form = form;
        this.act = act;
    }

    @Override
    public String recipe() {
        return form.recipe();
    }

    @Override
    public String method() {
        return act == Act.BEGIN ? form.beginning() : form.ending();
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        KeptNodeForm.Handle own = form.make(context.curator(), context.path());
        handle = own;
        if (context.warm()) {
            context.direct().create().creatingParentsIfNeeded().forPath(context.path());
        }
        if (act == Act.END) {
            own.begin();
            kept = true;
            if (!context.eventually(() -> present(context))) {
                throw new IllegalStateException("the znode was not created");
            }
        }
    }

    private static boolean present(CaseContext context) throws Exception {
        Stat stat = context.direct().checkExists().forPath(context.path() + "/node");
        return stat != null && stat.getEphemeralOwner() == context.session();
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public @Nullable Object operate(CaseContext context) throws Exception {
        if (act == Act.BEGIN) {
            kept = true;
            handle.begin();
        } else {
            kept = false;
            handle.end();
        }
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        if (act == Act.BEGIN && answer.returned()) {
            context.require(
                    context.eventually(() -> present(context)),
                    CellOutcome.LOST,
                    PROMISE,
                    "the current session does not own the znode");
            List<String> children = context.children(context.path());
            context.require(
                    children.size() <= 1, CellOutcome.APPLIED_TWICE, PROMISE, "there are several znodes: " + children);
        }
        if (kept) {
            kept = false;
            handle.end();
        }
        context.require(
                context.eventually(() -> context.children(context.path()).isEmpty()),
                CellOutcome.LEFTOVER,
                "the end removes the znode",
                "a znode is left: " + context.children(context.path()));
    }

    @Override
    public void close(CaseContext context) throws Exception {
        if (handle != null) {
            if (kept) {
                handle.end();
            }
            handle.close();
        }
    }
}
