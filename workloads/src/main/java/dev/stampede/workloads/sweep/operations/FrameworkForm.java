package dev.stampede.workloads.sweep.operations;

import java.util.Locale;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;

/** Writes of {@code CuratorFramework} with their options. */
enum FrameworkForm {
    CREATE(Before.ABSENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.create().creatingParentsIfNeeded().forPath(path, NEW);
        }
    },
    CREATE_PROTECTED(Before.ABSENT, After.PROTECTED) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.create()
                    .creatingParentContainersIfNeeded()
                    .withProtection()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .forPath(path + "/n-", NEW);
        }
    },
    CREATE_OR_SET(Before.ABSENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.create().orSetData().creatingParentsIfNeeded().forPath(path, NEW);
        }
    },
    CREATE_IDEMPOTENT(Before.ABSENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.create().idempotent().creatingParentsIfNeeded().forPath(path, NEW);
        }
    },
    SET_DATA(Before.PRESENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.setData().forPath(path, NEW);
        }
    },
    SET_DATA_VERSIONED(Before.PRESENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.setData().withVersion(0).forPath(path, NEW);
        }
    },
    SET_DATA_IDEMPOTENT(Before.PRESENT, After.PRESENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.setData().idempotent().withVersion(0).forPath(path, NEW);
        }
    },
    DELETE(Before.PRESENT, After.ABSENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.delete().forPath(path);
        }
    },
    DELETE_GUARANTEED(Before.PRESENT, After.ABSENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.delete().guaranteed().forPath(path);
        }
    },
    DELETE_QUIETLY(Before.PRESENT, After.ABSENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.delete().quietly().forPath(path);
        }
    },
    DELETE_IDEMPOTENT(Before.PRESENT, After.ABSENT) {
        @Override
        @Nullable
        Object call(CuratorFramework client, String path) throws Exception {
            return client.delete().idempotent().forPath(path);
        }
    };

    static final byte[] OLD = {1};
    static final byte[] NEW = {2};

    /** The znode before the call. */
    enum Before {
        ABSENT,
        PRESENT
    }

    /** The znode after the call: present with the new data, absent, or one protected child. */
    enum After {
        PRESENT,
        ABSENT,
        PROTECTED
    }

    private final Before before;
    private final After after;

    FrameworkForm(Before before, After after) {
        this.before = before;
        this.after = after;
    }

    Before before() {
        return before;
    }

    After after() {
        return after;
    }

    /**
     * Whether an error that the own write causes when it is repeated (NodeExists, NoNode, BadVersion) is documented:
     * for all forms but those whose option exists to avoid it.
     */
    boolean reportsOwnWrite() {
        return switch (this) {
            case CREATE, SET_DATA_VERSIONED, DELETE, DELETE_GUARANTEED -> true;
            default -> false;
        };
    }

    String method() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        return String.join("-", words);
    }

    abstract @Nullable Object call(CuratorFramework client, String path) throws Exception;
}
