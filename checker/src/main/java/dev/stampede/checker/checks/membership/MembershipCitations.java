package dev.stampede.checker.checks.membership;

import dev.stampede.checker.check.Citation;

/** The sentences that the check of membership cites. */
final class MembershipCitations {
    private static final String RECIPES = "ZooKeeper Recipes and Solutions, Out of the Box Applications";
    private static final String RECIPES_URL = "https://zookeeper.apache.org/doc/r3.9.5/recipes.html#sc_outOfTheBox";
    private static final String CURATOR = "https://curator.apache.org/docs/recipes-";

    static final Citation REMOVED = new Citation(
            "Members of the group create ephemeral nodes under the group node. Nodes of the members that fail abnormally"
                    + " will be removed automatically when ZooKeeper detects the failure.",
            RECIPES + ", Group Membership",
            RECIPES_URL);

    static final Citation TIMELINESS = new Citation(
            "The clients view of the system is guaranteed to be up-to-date within a certain time bound (on the order of"
                    + " tens of seconds). Either system changes will be seen by a client within this bound, or the client will"
                    + " detect a service outage.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees, Timeliness",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees");

    static final Citation PRESENT = new Citation(
            "A persistent node is a node that attempts to stay present in ZooKeeper, even through connection and session"
                    + " interruptions.",
            "Curator, PersistentNode, on which GroupMember is based",
            CURATOR + "persistent-node");

    static final Citation DATA = new Citation(
            "Change the data stored in this instance's node",
            "Curator, GroupMember.setThisData",
            CURATOR + "group-member");

    static final Citation ATOMICITY = new Citation(
            "The data stored at each znode in a namespace is read and written atomically. Reads get all the data bytes"
                    + " associated with a znode and a write replaces all the data.",
            "ZooKeeper Overview, Data model and the hierarchical namespace",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperOver.html#sc_dataModelNameSpace");

    private MembershipCitations() {}
}
