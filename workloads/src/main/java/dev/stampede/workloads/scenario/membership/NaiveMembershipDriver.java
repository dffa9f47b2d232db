package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveGroups}. */
public final class NaiveMembershipDriver extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context);
    }
}
