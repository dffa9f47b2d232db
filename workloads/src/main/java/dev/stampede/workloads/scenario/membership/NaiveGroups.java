package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ChildrenReader;
import dev.stampede.workloads.scenario.RawSession;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Groups in raw calls, as in the tutorial: an ephemeral znode for each member, and a watch on the children and on each
 * of them. The client reads everything again after every event and in every new session; until it has done so, it uses
 * its last view. Each mutant overrides one step.
 */
public class NaiveGroups implements GroupClient {
    private final ClientContext context;
    private final RawSession session;

    public NaiveGroups(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context);
    }

    /** Creates the member of a group. */
    protected EphemeralMember member(String path) {
        return new EphemeralMember(context, path);
    }

    /** Creates the view of a group. */
    protected View view(String group) {
        return new View(context, group);
    }

    @Override
    public final Membership membership(String group, String id) {
        EphemeralMember member = member(group + "/" + id);
        View view = view(group);
        return new HandWritten(this, member) {
            @Override
            public void observe(RecordedView recorded) throws Exception {
                ZooKeeper zk = connected();
                if (zk != null) {
                    member.keep(zk);
                    view.refresh(zk, recorded);
                }
            }
        };
    }

    @Override
    public final @Nullable ZooKeeper connected() throws Exception {
        return session.connectedNow();
    }

    @Override
    public final void close() throws InterruptedException {
        session.close();
    }

    /** The view of a group. */
    public static class View extends ChildrenReader {
        private final ClientContext context;
        private final String group;
        private long readInSession;

        public View(ClientContext context, String group) {
            super(group);
            this.context = context;
            this.group = group;
        }

        /** Reads the group again if it may have changed. */
        final void refresh(ZooKeeper zk, RecordedView view) throws InterruptedException {
            boolean changed = takeChanged();
            if (changed || readsAgainIn(zk.getSessionId())) {
                read(zk, view);
            }
        }

        /** Whether to read the group again because this is a new session, in which no watch has been set yet. */
        protected boolean readsAgainIn(long session) {
            return readInSession != session;
        }

        private void read(ZooKeeper zk, RecordedView view) throws InterruptedException {
            Recorder.Op op = view.begin();
            try {
                Map<String, String> before = new TreeMap<>();
                view.current().forEach((id, data) -> before.put(group + "/" + id, data));
                Map<String, String> members = new TreeMap<>();
                read(zk, before).forEach((path, data) -> members.put(path.substring(path.lastIndexOf('/') + 1), data));
                readInSession = zk.getSessionId();
                view.adopt(op, members);
            } catch (KeeperException.NoNodeException e) {
                op.failed(e.toString());
                create(zk);
            } catch (KeeperException e) {
                setChanged();
                op.threw(e);
            } catch (InterruptedException e) {
                op.failed("interrupted");
                throw e;
            }
        }

        private void create(ZooKeeper zk) throws InterruptedException {
            setChanged();
            try {
                RawSession.createPath(zk, group, context.acl());
            } catch (KeeperException e) {
                // Tried again with the next read.
            }
        }
    }
}
