package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;

/**
 * Drives the recipes of Curator.
 *
 * <p>Setting: {@code recipe}: {@code group-member}, or the cache that {@link CachedGroups} uses.
 */
public final class CuratorMembershipDriver extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        String recipe = context.spec().setting("recipe");
        return recipe.equals("group-member") ? new GroupMemberGroups(context) : new CachedGroups(context, recipe);
    }
}
