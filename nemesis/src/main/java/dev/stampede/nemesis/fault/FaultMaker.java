package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.MemberResource;

/** Makes the fault that a shape means, for one occurrence of it. */
public final class FaultMaker {
    private final FaultContext site;
    private final ProcessControl processes;
    private final SessionCloser ender;
    private final FourLetters words;

    /** With the real operating system and real ZooKeeper handles. */
    public FaultMaker(FaultContext site) {
        this(site, new HostProcessControl(), new DuplicateHandle(), new SocketFourLetters());
    }

    FaultMaker(FaultContext site, ProcessControl processes, SessionCloser ender, FourLetters words) {
        this.site = site;
        this.processes = processes;
        this.ender = ender;
        this.words = words;
    }

    /**
     * The fault, not injected yet.
     *
     * @param fault names the occurrence in the ledger and in what the fault says of others
     * @throws FaultException if it cannot be done to whom it is aimed at
     */
    public Fault make(FaultShape shape, ResolvedTarget aim, String fault) {
        return switch (shape) {
            case PARTITION_LEADER,
                    PARTITION_RANDOM,
                    PARTITION_MAJORITY,
                    PARTITION_RING,
                    PARTITION_BRIDGE,
                    PARTITION_ONE_WAY,
                    PARTITION_ALL,
                    CLIENT_PARTITION_ONE,
                    CLIENT_PARTITION_ALL,
                    CLIENT_PARTITION_ANSWERS -> new LinkCut(site, fault, aim.links());
            case SESSION_EXPIRY_CLOSE -> new SessionClose(site, aim.clients().get(0), ender);
            case SESSION_EXPIRY_CUT ->
                new SessionCut(
                        site,
                        new LinkCut(site, fault, aim.links()),
                        aim.clients().get(0),
                        words);
            case SESSION_EXPIRY_FAKED -> new SessionFake(site, aim.clients().get(0));
            case KILL_LEADER, KILL_RANDOM, KILL_MAJORITY -> new MemberKill(site, fault, aim.members());
            case PAUSE_LEADER, PAUSE_RANDOM -> new MemberPause(site, fault, aim.members());
            case CPU_THROTTLE -> new ResourceExhaustion(site, fault, aim.members(), MemberResource.PROCESSOR);
            case MEMORY_LIMIT -> new ResourceExhaustion(site, fault, aim.members(), MemberResource.MEMORY);
            case DISK_FULL -> new ResourceExhaustion(site, fault, aim.members(), MemberResource.DISK_SPACE);
            case DISK_READ_ONLY -> new ResourceExhaustion(site, fault, aim.members(), MemberResource.DISK_WRITES);
            case CLIENT_KILL_WORKER -> new WorkerKill(site, fault, aim.clients(), processes);
            case CLIENT_PAUSE_WORKER -> new WorkerPause(site, fault, aim.clients(), processes);
        };
    }
}
