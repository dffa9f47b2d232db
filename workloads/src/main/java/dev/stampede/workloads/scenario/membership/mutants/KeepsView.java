package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;

/** Does not read a group again in a new session, although its watches ended with the old one. */
public final class KeepsView extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected View view(String group) {
                return new View(context, group) {
                    @Override
                    protected boolean readsAgainIn(long session) {
                        return false;
                    }
                };
            }
        };
    }
}
