package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Statistics;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.ensemble.MemberResources;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits and restores the resources of a member's container through the engine, and queries their state from the
 * engine.
 */
final class ContainerResources implements MemberResources {
    private static final int PERIOD_MICROS = 100_000;
    private static final int QUOTA_MICROS = 1_000;
    /** A quota of 100 processors instead of no quota: not every engine can remove a quota. */
    private static final int NO_QUOTA_MICROS = 100 * PERIOD_MICROS;

    /**
     * The tried memory limits, as fractions of the memory in use. The kernel may refuse a limit that it cannot enforce;
     * then the next fraction is tried.
     */
    private static final List<Double> LIMIT_FRACTIONS = List.of(0.6, 0.8, 0.95, 1.02);

    private static final long LEAST_MEMORY = 16L << 20;

    private final ContainerMember member;
    private final ContainerEngine engine;
    private final MemberDisk disk;
    private long memoryLimit;
    private long throttledBefore;

    ContainerResources(ContainerMember member, ContainerContext context, ProxyContainer proxy) {
        this.member = member;
        this.engine = context.engine();
        this.disk = new MemberDisk(engine.docker(), proxy, context.settings().diskBytes());
    }

    @Override
    public synchronized void exhaust(MemberResource resource) {
        switch (resource) {
            case PROCESSOR -> throttle();
            case MEMORY -> limitMemory();
            case DISK_SPACE -> disk.fill();
            case DISK_WRITES -> member.becomeReadOnly();
        }
    }

    @Override
    public synchronized void restore(MemberResource resource) {
        switch (resource) {
            case PROCESSOR -> setQuota(NO_QUOTA_MICROS);
            case MEMORY -> setMemoryLimit(ServerContainer.MEMORY_BYTES);
            case DISK_SPACE -> disk.free();
            case DISK_WRITES -> member.removeReplacement();
        }
    }

    @Override
    public synchronized Observation observeExhausted(MemberResource resource) {
        return switch (resource) {
            case PROCESSOR -> observeThrottled();
            case MEMORY -> observeShortOfMemory();
            case DISK_SPACE ->
                disk.tryToWrite()
                        .map(problem -> new Observation(
                                true, describe("the disk", "has no space for a small file: " + problem)))
                        .orElseGet(
                                () -> new Observation(false, describe("the disk", "still has space for a small file")));
            case DISK_WRITES -> observeReadOnly();
        };
    }

    @Override
    public synchronized Observation observeRestored(MemberResource resource) {
        return switch (resource) {
            case PROCESSOR -> {
                Long quota = engine.inspect(container()).getHostConfig().getCpuQuota();
                yield new Observation(
                        quota == null || quota <= 0 || quota >= NO_QUOTA_MICROS,
                        describe("the container", "has a quota of " + quota + " µs in " + PERIOD_MICROS));
            }
            case MEMORY -> {
                Long limit = engine.inspect(container()).getHostConfig().getMemory();
                yield new Observation(
                        limit != null && limit == ServerContainer.MEMORY_BYTES,
                        describe("the container", "has a memory limit of " + limit + " bytes"));
            }
            case DISK_SPACE ->
                disk.tryToWrite()
                        .map(problem -> new Observation(
                                false, describe("the disk", "has no space for a small file: " + problem)))
                        .orElseGet(() -> new Observation(true, describe("the disk", "has space for a small file")));
            case DISK_WRITES ->
                new Observation(
                        !member.readOnly(),
                        describe("the disk", member.readOnly() ? "is mounted read-only" : "is mounted for writing"));
        };
    }

    private String describe(String what, String verb) {
        return what + " of member " + member.number() + " " + verb;
    }

    private String container() {
        return member.container()
                .orElseThrow(() -> new EnsembleException("member " + member.number() + " was never started"));
    }

    private void throttle() {
        throttledBefore = throttledPeriods(engine.statistics(container()));
        setQuota(QUOTA_MICROS);
    }

    private void setQuota(int micros) {
        update("its processor time", command -> command.withCpuPeriod((long) PERIOD_MICROS)
                .withCpuQuota((long) micros));
    }

    /** An idle member may need less than its quota, so a program in its container uses processor time, too. */
    private Observation observeThrottled() {
        engine.tryToStart(container(), "ls", "-lR", "/proc/self");
        long periods = throttledPeriods(engine.statistics(container())) - throttledBefore;
        return new Observation(
                periods > 0,
                describe(
                        "the container",
                        "was throttled in %d periods of %d ms, with %d %% of one processor"
                                .formatted(periods, PERIOD_MICROS / 1_000, 100 * QUOTA_MICROS / PERIOD_MICROS)));
    }

    private static long throttledPeriods(@Nullable Statistics statistics) {
        return Optional.ofNullable(statistics)
                .map(Statistics::getCpuStats)
                .map(cpu -> cpu.getThrottlingData())
                .map(data -> data.getThrottledPeriods())
                .orElse(0L);
    }

    private void limitMemory() {
        long memoryInUse = memoryInUse(engine.statistics(container()));
        if (memoryInUse == 0) {
            throw new EnsembleException(
                    "the engine does not report how much memory member " + member.number() + " uses");
        }
        EnsembleException refusal = null;
        for (double share : LIMIT_FRACTIONS) {
            long limit = Math.max(LEAST_MEMORY, (long) (memoryInUse * share));
            try {
                setMemoryLimit(limit);
                memoryLimit = limit;
                return;
            } catch (EnsembleException e) {
                refusal = e;
            }
        }
        throw refusal == null ? new EnsembleException("no limit was tried") : refusal;
    }

    private void setMemoryLimit(long bytes) {
        update("its memory", command -> command.withMemory(bytes).withMemorySwap(bytes));
    }

    private Observation observeShortOfMemory() {
        var state = engine.state(container());
        if (Boolean.TRUE.equals(state.getOOMKilled())) {
            return new Observation(
                    true,
                    describe("the process", "was killed by the kernel at its limit of " + memoryLimit + " bytes"));
        }
        if (!Boolean.TRUE.equals(state.getRunning())) {
            return new Observation(
                    true,
                    describe(
                            "the process",
                            "ended with exit code " + state.getExitCodeLong() + " under its limit of " + memoryLimit
                                    + " bytes"));
        }
        Statistics statistics = engine.statistics(container());
        long memoryInUse = memoryInUse(statistics);
        long failures = Optional.ofNullable(statistics)
                .map(Statistics::getMemoryStats)
                .map(memory -> memory.getFailcnt())
                .orElse(0L);
        return new Observation(
                failures > 0 || memoryInUse >= memoryLimit * 9 / 10,
                describe(
                        "the container",
                        "uses %d of %d bytes, and reached its limit %d times"
                                .formatted(memoryInUse, memoryLimit, failures)));
    }

    private static long memoryInUse(@Nullable Statistics statistics) {
        return Optional.ofNullable(statistics)
                .map(Statistics::getMemoryStats)
                .map(memory -> memory.getUsage())
                .orElse(0L);
    }

    private Observation observeReadOnly() {
        var inspected = engine.inspect(container());
        boolean mounted = Optional.ofNullable(inspected.getMounts()).orElse(List.of()).stream()
                .anyMatch(m -> ContainerCfg.DATA.equals(
                                m.getDestination() == null
                                        ? ""
                                        : m.getDestination().getPath())
                        && Boolean.FALSE.equals(m.getRW()));
        boolean ended = !Boolean.TRUE.equals(inspected.getState().getRunning());
        Optional<String> complaint = engine.log(container(), 200).stream()
                .filter(line -> line.contains("Read-only file system") || line.contains("Cannot write"))
                .findFirst();
        String seen = ended
                ? ", and its process ended with exit code "
                        + inspected.getState().getExitCodeLong()
                : "";
        return new Observation(
                mounted && (ended || complaint.isPresent()),
                describe(
                        "the disk",
                        (mounted ? "is mounted read-only" : "is mounted for writing")
                                + seen
                                + complaint.map(line -> "; it logged: " + line).orElse("")));
    }

    private interface Change {
        UpdateContainerCmd on(UpdateContainerCmd command);
    }

    private void update(String what, Change change) {
        try {
            change.on(engine.docker().updateContainerCmd(container())).exec();
        } catch (DockerException e) {
            throw new EnsembleException(
                    "the engine refuses to change " + what + " of member " + member.number() + ": " + e.getMessage(),
                    e);
        }
    }
}
