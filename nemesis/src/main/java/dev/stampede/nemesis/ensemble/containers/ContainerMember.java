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
 * A member that is a container in the network of its Toxiproxy server. Its container survives its process, its disk
 * survives both.
 */
final class ContainerMember implements HealthWait.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerMember.class);
    private static final Duration STATUS_AT_MOST = Duration.ofSeconds(1);
    private static final int KEPT_LINES = 4_000;

    private final ContainerContext grounds;
    private final int number;
    private final ProxyContainer proxy;
    private final ServerImages images;
    private final List<String> jvmFlags;
    private final ToxiproxyLinks links;
    private final ContainerResources resources;
    private final List<String> earlierLines = new ArrayList<>();

    private volatile ServerVersion version;
    /** The container that runs, or that will be started. */
    private volatile @Nullable ServerContainer body;
    /** The one that stands in for it while its disk is read-only. */
    private volatile @Nullable ServerContainer standIn;

    private volatile boolean endedByUs = true;
    private volatile boolean endNoticed;
    private volatile boolean pausedByUs;

    ContainerMember(
            ContainerContext grounds,
            int number,
            ProxyContainer proxy,
            ServerImages images,
            ServerVersion version,
            List<String> jvmFlags,
            ToxiproxyLinks links) {
        this.grounds = grounds;
        this.number = number;
        this.proxy = proxy;
        this.images = images;
        this.version = version;
        this.jvmFlags = jvmFlags;
        this.links = links;
        this.resources = new ContainerResources(this, grounds, proxy);
    }

    private ContainerEngine engine() {
        return grounds.engine();
    }

    /** The container that it is now, if it was ever started. */
    Optional<String> container() {
        ServerContainer in = standIn;
        ServerContainer own = body;
        return Optional.ofNullable(in != null ? in : own).map(ServerContainer::id);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean voting() {
        return grounds.roster().voting(number);
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
        Status said = pausedByUs
                ? new Status(MemberRole.UNKNOWN, 0, 0, "not asked")
                : StatusQuery.ask(directAddress(), STATUS_AT_MOST);
        if (said.serves() || said.role() == MemberRole.LOOKING) {
            return said;
        }
        try {
            return inspected(now.get(), said);
        } catch (DockerException e) {
            return new Status(MemberRole.UNKNOWN, 0, 0, said.detail() + "; the engine says: " + e.getMessage());
        }
    }

    private Status inspected(String container, Status said) {
        ContainerState state = engine().state(container);
        if (!Boolean.TRUE.equals(state.getRunning())) {
            ended(container);
            return new Status(MemberRole.DOWN, 0, 0, "its process ended" + how(state));
        }
        if (Boolean.TRUE.equals(state.getPaused())) {
            return new Status(MemberRole.PAUSED, 0, 0, "container " + container + " is paused");
        }
        return said;
    }

    private static String how(ContainerState state) {
        return " with exit code " + state.getExitCodeLong()
                + (Boolean.TRUE.equals(state.getOOMKilled()) ? ", killed by the kernel for its use of memory" : "");
    }

    /** A member that ended by itself must look dead to its peers, too. */
    private synchronized void ended(String which) {
        boolean still = container().filter(which::equals).isPresent() && !alive();
        if (!endedByUs && !endNoticed && still) {
            endNoticed = true;
            LOG.warn("member {} ended by itself", number);
            shut();
        }
    }

    private void shut() {
        try {
            links.shut(number);
        } catch (LinkException e) {
            LOG.warn("the proxies to member {} still listen", number, e);
        }
    }

    @Override
    public synchronized void start() {
        if (alive()) {
            return;
        }
        links.reopen(number);
        try {
            Optional<String> there = container();
            if (there.isPresent()) {
                engine().start(there.get());
            } else {
                ServerContainer made = ServerContainer.of(grounds, number, images.of(version), proxy.id(), jvmFlags);
                body = made;
                made.start();
            }
            endedByUs = false;
            endNoticed = false;
            pausedByUs = false;
        } catch (DockerException e) {
            throw new EnsembleException("member " + number + " could not be started: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void kill() {
        container().ifPresent(now -> {
            endedByUs = true;
            engine().kill(now);
            pausedByUs = false;
            shut();
        });
    }

    @Override
    public synchronized void restart(String newVersion) {
        ServerVersion wanted = ServerVersion.of(newVersion);
        // First of all, so that a version that cannot be had costs nothing.
        images.pull(images.of(wanted));
        kill();
        if (!wanted.equals(version)) {
            removeBodies();
            version = wanted;
        }
        start();
    }

    private void removeBodies() {
        dismissStandIn();
        ServerContainer own = body;
        if (own != null) {
            keepLines(own.id());
            body = null;
            own.remove();
        }
    }

    /** Kills it and starts one in its place whose disk is read-only. */
    synchronized void becomeReadOnly() {
        if (standIn != null) {
            return;
        }
        kill();
        ServerContainer in = ServerContainer.readOnly(grounds, number, images.of(version), proxy.id(), jvmFlags);
        links.reopen(number);
        standIn = in;
        endedByUs = false;
        endNoticed = false;
        in.start();
    }

    /** Ends the one with the read-only disk; the own one has to be started. Idempotent. */
    synchronized void dismissStandIn() {
        ServerContainer in = standIn;
        if (in == null) {
            return;
        }
        kill();
        keepLines(in.id());
        standIn = null;
        in.remove();
    }

    boolean readOnly() {
        return standIn != null;
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
                .orElseThrow(() -> new EnsembleException("member " + number + " cannot be paused: it does not run"));
        pausedByUs = true;
        engine().pause(now);
    }

    @Override
    public synchronized void resume() {
        container().ifPresent(engine()::resume);
        pausedByUs = false;
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
        ServerContainer own = body;
        if (own != null) {
            lines.addAll(engine().log(own.id(), atMost));
        }
        ServerContainer in = standIn;
        if (in != null) {
            lines.addAll(engine().log(in.id(), atMost));
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
        // Whoever asks has asked for the status before, which is when an end is noticed.
        if (now.isEmpty() || endedByUs || !endNoticed) {
            return Optional.empty();
        }
        ContainerState state = engine().state(now.get());
        return Boolean.TRUE.equals(state.getRunning())
                ? Optional.empty()
                : Optional.of("member " + number + " ended by itself" + how(state));
    }

    @Override
    public String toString() {
        return "member " + number + " (" + version + ")";
    }
}
