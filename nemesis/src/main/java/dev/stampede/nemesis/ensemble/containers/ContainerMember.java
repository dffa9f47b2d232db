package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.HealthWait;
import dev.stampede.nemesis.ensemble.MemberResources;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.StatusQuery;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.ToxiproxyLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member in a container, in the network of its Toxiproxy server. The container remains when the process ends, and the
 * disk remains when the container is removed.
 */
final class ContainerMember implements HealthWait.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerMember.class);
    private static final Duration STATUS_AT_MOST = Duration.ofSeconds(1);
    private static final int KEPT_LINES = 4_000;

    private final ContainerContext context;
    private final int number;
    private final ProxyContainer proxy;
    private final ServerImages images;
    private final List<String> jvmFlags;
    private final ToxiproxyLinks links;
    private final ContainerResources resources;
    private final List<String> earlierLines = new ArrayList<>();

    private volatile ServerVersion version;
    /** The container with the writable disk; null if the next start must create it. */
    private volatile @Nullable ServerContainer primary;
    /** The container that runs instead of {@link #primary} while the disk is read-only; otherwise null. */
    private volatile @Nullable ServerContainer replacement;

    /** Whether the member was not started or was killed, so that its end is no failure. */
    private volatile boolean expectedDown = true;
    /** Whether an exit of the member by itself was noticed. */
    private volatile boolean exitNoticed;

    private volatile boolean pausedByHarness;

    ContainerMember(
            ContainerContext context,
            int number,
            ProxyContainer proxy,
            ServerImages images,
            ServerVersion version,
            List<String> jvmFlags,
            ToxiproxyLinks links) {
        this.context = context;
        this.number = number;
        this.proxy = proxy;
        this.images = images;
        this.version = version;
        this.jvmFlags = jvmFlags;
        this.links = links;
        this.resources = new ContainerResources(this, context, proxy);
    }

    private ContainerEngine engine() {
        return context.engine();
    }

    /** The container that runs now, or ran last. */
    Optional<String> container() {
        ServerContainer readOnlyContainer = replacement;
        ServerContainer writable = primary;
        return Optional.ofNullable(readOnlyContainer != null ? readOnlyContainer : writable)
                .map(ServerContainer::id);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean voting() {
        return context.membership().voting(number);
    }

    @Override
    public String version() {
        return version.text();
    }

    ServerVersion serverVersion() {
        return version;
    }

    List<String> jvmFlags() {
        return jvmFlags;
    }

    @Override
    public String directAddress() {
        return proxy.published(ContainerPorts.CLIENT);
    }

    @Override
    public Status status() {
        Optional<String> now = container();
        if (now.isEmpty()) {
            return new Status(MemberRole.DOWN, 0, 0, "not started");
        }
        Status answer = pausedByHarness
                ? new Status(MemberRole.UNKNOWN, 0, 0, "not asked")
                : StatusQuery.ask(directAddress(), STATUS_AT_MOST);
        if (answer.serves() || answer.role() == MemberRole.LOOKING) {
            return answer;
        }
        try {
            return statusFromEngine(now.get(), answer);
        } catch (DockerException e) {
            return new Status(MemberRole.UNKNOWN, 0, 0, answer.detail() + "; the engine reports: " + e.getMessage());
        }
    }

    private Status statusFromEngine(String container, Status answer) {
        ContainerState state = engine().state(container);
        if (!Boolean.TRUE.equals(state.getRunning())) {
            noticeExit(container);
            return new Status(MemberRole.DOWN, 0, 0, "its process ended" + exitText(state));
        }
        if (Boolean.TRUE.equals(state.getPaused())) {
            return new Status(MemberRole.PAUSED, 0, 0, "container " + container + " is paused");
        }
        return answer;
    }

    private static String exitText(ContainerState state) {
        return " with exit code " + state.getExitCodeLong()
                + (Boolean.TRUE.equals(state.getOOMKilled()) ? ", killed by the kernel because of its memory use" : "");
    }

    /** Closes the proxies to a member that exited by itself, so that its peers cannot connect to it. */
    private synchronized void noticeExit(String which) {
        boolean still = container().filter(which::equals).isPresent() && !alive();
        if (!expectedDown && !exitNoticed && still) {
            exitNoticed = true;
            LOG.warn("member {} exited by itself", number);
            disableProxies();
        }
    }

    private void disableProxies() {
        try {
            links.disableProxiesTo(number);
        } catch (LinkException e) {
            LOG.warn("the proxies to member {} still listen", number, e);
        }
    }

    @Override
    public synchronized void start() {
        if (alive()) {
            return;
        }
        links.enableProxiesTo(number);
        try {
            Optional<String> existing = container();
            if (existing.isPresent()) {
                engine().start(existing.get());
            } else {
                ServerContainer created = ServerContainer.of(context, number, images.of(version), proxy.id(), jvmFlags);
                primary = created;
                created.start();
            }
            expectedDown = false;
            exitNoticed = false;
            pausedByHarness = false;
        } catch (DockerException e) {
            throw new EnsembleException("member " + number + " could not be started: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void kill() {
        container().ifPresent(now -> {
            expectedDown = true;
            engine().kill(now);
            pausedByHarness = false;
            disableProxies();
        });
    }

    @Override
    public synchronized void restart(String newVersion) {
        ServerVersion wanted = ServerVersion.of(newVersion);
        // Before the kill, so that the member continues to run if the version is not available.
        images.pull(images.of(wanted));
        kill();
        if (!wanted.equals(version)) {
            removeContainers();
            version = wanted;
        }
        start();
    }

    private void removeContainers() {
        removeReplacement();
        ServerContainer writable = primary;
        if (writable != null) {
            keepLines(writable.id());
            primary = null;
            writable.remove();
        }
    }

    /** Kills the member and starts a container that mounts the member's disk read-only. */
    synchronized void becomeReadOnly() {
        if (replacement != null) {
            return;
        }
        kill();
        ServerContainer readOnlyContainer =
                ServerContainer.readOnly(context, number, images.of(version), proxy.id(), jvmFlags);
        links.enableProxiesTo(number);
        replacement = readOnlyContainer;
        expectedDown = false;
        exitNoticed = false;
        readOnlyContainer.start();
    }

    /** Removes the read-only container; the caller then starts the member. Idempotent. */
    synchronized void removeReplacement() {
        ServerContainer readOnlyContainer = replacement;
        if (readOnlyContainer == null) {
            return;
        }
        kill();
        keepLines(readOnlyContainer.id());
        replacement = null;
        readOnlyContainer.remove();
    }

    boolean readOnly() {
        return replacement != null;
    }

    private void keepLines(String container) {
        earlierLines.addAll(engine().log(container, KEPT_LINES));
        if (earlierLines.size() > KEPT_LINES) {
            earlierLines.subList(0, earlierLines.size() - KEPT_LINES).clear();
        }
    }

    @Override
    public synchronized void pause() {
        String now = container()
                .filter(engine()::running)
                .orElseThrow(() -> new EnsembleException("member " + number + " cannot be paused: it is down"));
        pausedByHarness = true;
        engine().pause(now);
    }

    @Override
    public synchronized void resume() {
        container().ifPresent(engine()::resume);
        pausedByHarness = false;
    }

    @Override
    public boolean alive() {
        return container().map(engine()::running).orElse(false);
    }

    @Override
    public boolean paused() {
        return container().map(engine()::paused).orElse(false);
    }

    @Override
    public MemberResources resources() {
        return resources;
    }

    @Override
    public synchronized List<String> log(int atMost) {
        List<String> lines = new ArrayList<>(earlierLines);
        ServerContainer writable = primary;
        if (writable != null) {
            lines.addAll(engine().log(writable.id(), atMost));
        }
        ServerContainer readOnlyContainer = replacement;
        if (readOnlyContainer != null) {
            lines.addAll(engine().log(readOnlyContainer.id(), atMost));
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - atMost), lines.size()));
    }

    @Override
    public String logPlace() {
        return container().map(id -> "docker logs " + id).orElse("no container yet");
    }

    @Override
    public Optional<String> failure() {
        Optional<String> now = container();
        // A query of the status sets exitNoticed, and the caller has queried the status before.
        if (now.isEmpty() || expectedDown || !exitNoticed) {
            return Optional.empty();
        }
        ContainerState state = engine().state(now.get());
        return Boolean.TRUE.equals(state.getRunning())
                ? Optional.empty()
                : Optional.of("member " + number + " exited by itself" + exitText(state));
    }

    @Override
    public String toString() {
        return "member " + number + " (" + version + ")";
    }
}
