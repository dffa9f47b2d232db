package dev.stampede.workloads.sweep.operations;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;

/** The recipes for elections. */
enum ElectionForm {
    LATCH("LeaderLatch") {
        @Override
        Candidate make(CuratorFramework client, String path) {
            LeaderLatch latch = new LeaderLatch(client, path);
            return new Candidate() {
                @Override
                public void start() throws Exception {
                    latch.start();
                }

                @Override
                public boolean leads() {
                    return latch.hasLeadership();
                }

                @Override
                public void close() throws Exception {
                    if (latch.getState() == LeaderLatch.State.STARTED) {
                        latch.close();
                    }
                }
            };
        }
    },
    SELECTOR("LeaderSelector") {
        @Override
        Candidate make(CuratorFramework client, String path) {
            LeaderSelector selector = new LeaderSelector(client, path, new LeaderSelectorListenerAdapter() {
                @Override
                public void takeLeadership(CuratorFramework framework) throws InterruptedException {
                    Thread.sleep(LONG_MILLIS); // until the connection is lost or the selector is closed
                }
            });
            selector.autoRequeue();
            return new Candidate() {
                private boolean started;

                @Override
                public void start() {
                    started = true;
                    selector.start();
                }

                @Override
                public boolean leads() {
                    return selector.hasLeadership();
                }

                @Override
                public void close() {
                    if (started) {
                        started = false;
                        selector.close();
                    }
                }
            };
        }
    };

    private static final long LONG_MILLIS = 600_000;

    private final String recipe;

    ElectionForm(String recipe) {
        this.recipe = recipe;
    }

    String recipe() {
        return recipe;
    }

    abstract Candidate make(CuratorFramework client, String path);

    /** A candidate. Closing it again has no effect. */
    interface Candidate {
        void start() throws Exception;

        boolean leads();

        void close() throws Exception;
    }
}
