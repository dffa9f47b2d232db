package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.EphemeralMember;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;

/** Does not create its znode again after its session has ended. */
public final class JoinsOnce extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected EphemeralMember member(String path) {
                return new EphemeralMember(context, path) {
                    @Override
                    protected boolean wantedAgain(long session) {
                        return session == 0;
                    }
                };
            }
        };
    }
}
