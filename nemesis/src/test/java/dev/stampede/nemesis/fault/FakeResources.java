package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.ensemble.MemberResources;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Fake resources. Tests can let the member exit when a resource is exhausted, and make a restore ineffective. */
public final class FakeResources implements MemberResources {
    public final Set<MemberResource> missing = Collections.synchronizedSet(EnumSet.noneOf(MemberResource.class));
    public volatile boolean deadly;
    public volatile boolean unnoticed;
    public volatile boolean stingy;
    private final FakeMember member;

    FakeResources(FakeMember member) {
        this.member = member;
    }

    @Override
    public void exhaust(MemberResource resource) {
        missing.add(resource);
        if (deadly) {
            member.alive = false;
        }
    }

    @Override
    public Observation observeExhausted(MemberResource resource) {
        return new Observation(missing.contains(resource) && !unnoticed, resource + " is missed");
    }

    @Override
    public void restore(MemberResource resource) {
        if (!stingy) {
            missing.remove(resource);
        }
    }

    @Override
    public Observation observeRestored(MemberResource resource) {
        return new Observation(!missing.contains(resource), resource + " is there");
    }
}
