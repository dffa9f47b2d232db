package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;

/**
 * Groups whose views come from a cache of Curator; the members are {@link EphemeralMember}s. The client reads every
 * cache every 20 ms, and uses no listeners.
 */
@SuppressWarnings("deprecation") // CuratorCache supersedes the other caches, but they are widely used
final class CachedGroups extends CuratorGroups {

    /** The content of a cache. */
    private interface Content {
        Collection<ChildData> now();
    }

    private final String kind;
    private final List<Closeable> caches = new ArrayList<>();

    /** @param kind {@code path-children-cache}, {@code tree-cache} or {@code curator-cache} */
    CachedGroups(ClientContext context, String kind) {
        super(context);
        this.kind = kind;
    }

    @Override
    void stop() throws IOException {
        for (Closeable cache : caches) {
            cache.close();
        }
    }

    @Override
    public Membership membership(String group, String id) throws Exception {
        EphemeralMember member = new EphemeralMember(context, group + "/" + id);
        Content content = open(group);
        return new HandWritten(this, member) {
            @Override
            public void observe(RecordedView view) throws Exception {
                var zk = connected();
                if (zk != null) {
                    member.keep(zk);
                }
                Map<String, String> members = new TreeMap<>();
                for (ChildData child : content.now()) {
                    if (child.getPath().length() > group.length() && child.getData() != null) {
                        members.put(
                                child.getPath().substring(group.length() + 1),
                                new String(child.getData(), StandardCharsets.UTF_8));
                    }
                }
                view.record(members);
            }
        };
    }

    private Content open(String group) throws Exception {
        switch (kind) {
            case "path-children-cache" -> {
                var cache = new org.apache.curator.framework.recipes.cache.PathChildrenCache(curator, group, true);
                caches.add(cache);
                cache.start();
                return cache::getCurrentData;
            }
            case "tree-cache" -> {
                var cache = org.apache.curator.framework.recipes.cache.TreeCache.newBuilder(curator, group)
                        .setCreateParentNodes(true)
                        .build();
                caches.add(cache);
                cache.start();
                return () -> Objects.requireNonNullElse(cache.getCurrentChildren(group), Map.<String, ChildData>of())
                        .values();
            }
            case "curator-cache" -> {
                CuratorCache cache = CuratorCache.build(curator, group);
                caches.add(cache);
                cache.start();
                return () -> cache.stream().toList();
            }
            default ->
                throw new IllegalArgumentException(
                        "expected path-children-cache, tree-cache or curator-cache," + " found " + kind);
        }
    }
}
