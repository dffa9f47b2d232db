package dev.stampede.checker.tamper;

/**
 * The promises that impossible changes break: those of ZooKeeper, those of the scenarios, and that a verdict has
 * evidence.
 */
enum Guarantee {
    TOTAL_ORDER("each transaction has its own zxid, and a write that follows an acknowledged one has the higher zxid"),
    SESSION_ORDER("a session never sees an older state than before, and sees its own writes"),
    ATOMIC_MULTI("a multi takes effect at one zxid, all of it or nothing"),
    FAILED_WRITES("a write fails only if its precondition does not hold"),
    STATS("the fields of a Stat count the changes of the znode and of its children"),
    SESSIONS("the ensemble negotiates the timeout within its limits, and nothing succeeds after the end of a session"),
    EPHEMERALS("an ephemeral lives as long as its session"),
    WATCHES("a watch event reports a change that took place, and precedes its data"),
    SYNC("after sync, a read is not older than a write that was acknowledged before"),
    DURABILITY("every acknowledged write is in all members, also after their restart"),
    TIMELINESS("a connected client's view is not older than a bound"),
    VALUES("a read returns what was written"),
    LINEARIZABLE("each write takes effect at one instant between its invocation and its completion"),
    MUTUAL_EXCLUSION(
            "at most one client holds a lock at a time, at most n hold a semaphore, and several locks are held together"),
    GRANT_ORDER("a free lock is granted to the waiting clients in order and in time"),
    SINGLE_MASTER("at most one client is the master at a time, and a client that lost its session stops to lead"),
    ELECTION("a master is elected in time, for the present day, with a higher epoch"),
    PROPAGATION("every change reaches every connected client in time and in order"),
    NAMING("a name has one owner, and the last address that its owner wrote"),
    UNIQUE_IDS("ids are unique and increase"),
    BALANCING("balancers list the live backends at their addresses, and distribute requests as promised"),
    DELIVERY("each item reaches a consumer as often as promised, in order and in time"),
    COUNTS("each increment counts once, and its answer is true"),
    BARRIER("no client passes early, and all enter and leave together"),
    MEMBERSHIP("every client of a group learns its members and their data in time"),
    REMOVALS("the servers remove expired TTL znodes and empty containers, no other ones, and clients allow for this"),
    EVIDENCE("a verdict has evidence");

    private final String sentence;

    Guarantee(String sentence) {
        this.sentence = sentence;
    }

    /** The promise in a sentence. */
    String sentence() {
        return sentence;
    }
}
