package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Arrays;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.jspecify.annotations.Nullable;

/** {@code CuratorCache.start}, until the cache has loaded all znodes. */
final class LoadCache extends SweepOperation {
    private static final String PROMISE =
            "A utility that attempts to keep the data from a node locally cached" + " (CuratorCache)";
    private static final String[] CHILDREN = {"/a", "/b"};
    private static final byte[] CHANGED = {7};

    private @Nullable CuratorCache cache;

    @Override
    public String recipe() {
        return "CuratorCache";
    }

    @Override
    public String method() {
        return "start";
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        cache = CuratorCache.build(context.curator(), context.path());
        for (String child : CHILDREN) {
            context.direct().create().creatingParentsIfNeeded().forPath(context.path() + child, new byte[] {1});
        }
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        cache.start();
        return context.eventually(() -> cache.size() == 1 + CHILDREN.length);
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        context.require(
                context.eventually(() -> cache.size() == 1 + CHILDREN.length),
                CellOutcome.LOST,
                PROMISE,
                "the cache has " + cache.size() + " znodes of " + (1 + CHILDREN.length));
        String changed = context.path() + CHILDREN[0];
        context.direct().setData().forPath(changed, CHANGED);
        context.require(
                context.eventually(() -> cache.get(changed)
                        .filter(d -> Arrays.equals(d.getData(), CHANGED))
                        .isPresent()),
                CellOutcome.STUCK,
                PROMISE,
                "the cache did not receive a later change");
    }

    @Override
    public void close(CaseContext context) {
        if (cache != null) {
            cache.close();
        }
    }
}
