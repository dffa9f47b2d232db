package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.exception.DockerException;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.ElectionDelay;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.HealthWait;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.MemberOverrides;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.link.ClientLinkTap;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.link.ToxiproxyLinks;
import dev.stampede.nemesis.process.ResourceOwner;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble of containers, on the engine that Testcontainers finds. Each member runs in the network of a container
 * with a real Toxiproxy server, and reaches its peers through this server; {@link ContainerPorts} explains why no
 * connection bypasses the proxies.
 *
 * <p>System properties configure what depends on the machine, such as images and sizes; {@code nemesis/README.md} lists
 * them.
 *
 * <p>Every container, network and volume has a label with its owner. {@link #close()} or a shutdown hook removes them.
 * If this JVM is killed, the next ensemble on the same engine removes them if their owner is dead, or if they have
 * expired and the owner cannot be observed. Ryuk may remove them, too.
 */
public final class ContainerEnsemble implements Ensemble {
    /** The longest observed series of lost accept races (see {@link #delays}), plus one. */
    private static final int LOST_RACES = 5;

    private static final String DATA_NOT_PACKETS =
            "a cut drops data, not packets: connections are still opened and accepted while a link is cut, an end of"
                    + " stream passes, and connections that lost data are closed when the link is restored";

    private final ContainerContext context;
    private final ServerImages images;
    private final Map<Integer, ProxyContainer> proxies;
    private final ToxiproxyLinks links;
    private final List<ContainerMember> members = new ArrayList<>();
    private final ShutdownCleanup cleanup;
    /** Forwards the client links in front of the Toxiproxy containers, so that they can be tapped. */
    private final ToxiproxyServer front;

    private volatile @Nullable ContainerEvidence evidence;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ContainerEnsemble(
            MemberOverrides overrides,
            ContainerContext context,
            ServerImages images,
            Map<Integer, ProxyContainer> proxies,
            ToxiproxyServer front,
            ShutdownCleanup cleanup) {
        this.context = context;
        this.front = front;
        this.images = images;
        this.cleanup = cleanup;
        this.proxies = Map.copyOf(proxies);
        this.links = new ToxiproxyLinks(
                new ContainerLinkTopology(context.membership(), proxies, context.clients()),
                ClientLinkTap.inFrontOf(front));
        ServerVersion standard = images.versionIn(images.standard());
        proxies.forEach((number, server) -> members.add(new ContainerMember(
                context,
                number,
                server,
                images,
                overrides.versionOf(number, standard),
                overrides.flagsOf(number),
                links)));
    }

    /** A builder with the defaults. */
    public static ContainerEnsembleBuilder builder() {
        return new ContainerEnsembleBuilder();
    }

    /** The system properties for containers that are set, for a command line that repeats the run. */
    public static Map<String, String> propertiesSet() {
        return ContainerSettings.set(System::getProperty);
    }

    static ContainerEnsemble of(MemberOverrides overrides, int clients) {
        ContainerSettings settings = ContainerSettings.fromProperties();
        ContainerEngine engine = ContainerEngine.find();
        engine.requireReachable(settings.bind());
        LeftoverRemover remover = new LeftoverRemover(engine.docker());
        remover.removeAbandoned();
        OwnerLabels labels = new OwnerLabels(
                ResourceOwner.self(),
                UUID.randomUUID().toString().substring(0, 8),
                Instant.now().plus(settings.expiry()));
        ToxiproxyServer front = startFront();
        ShutdownCleanup cleanup = ShutdownCleanup.remove(remover, labels.ensemble());
        try {
            ServerImages images = new ServerImages(engine, settings.zookeeper());
            ContainerContext context = new ContainerContext(
                    engine,
                    labels,
                    settings,
                    ContainerContext.makeNetwork(labels),
                    overrides.membership(),
                    overrides.cfg(),
                    clients);
            Map<Integer, ProxyContainer> proxies = startProxies(context);
            ContainerEnsemble ensemble = new ContainerEnsemble(overrides, context, images, proxies, front, cleanup);
            ensemble.links.openMembers();
            return ensemble;
        } catch (DockerException e) {
            cleanUpAfterFailure(remover, labels, front, cleanup);
            throw new EnsembleException("the engine could not create the ensemble: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            cleanUpAfterFailure(remover, labels, front, cleanup);
            throw e;
        }
    }

    private static ToxiproxyServer startFront() {
        try {
            return ToxiproxyServer.start("127.0.0.1", 0);
        } catch (IOException e) {
            throw new EnsembleException("the embedded Toxiproxy server could not be started: " + e.getMessage(), e);
        }
    }

    private static Map<Integer, ProxyContainer> startProxies(ContainerContext context) {
        Map<Integer, ProxyContainer> proxies = new TreeMap<>();
        List<Runnable> starts = new ArrayList<>();
        for (int number : context.membership().numbers()) {
            ProxyContainer server = new ProxyContainer(context, number);
            proxies.put(number, server);
            starts.add(() -> {
                context.makeDisk(number);
                server.start();
            });
        }
        InParallel.run("start Toxiproxy servers", starts);
        return proxies;
    }

    private static void cleanUpAfterFailure(
            LeftoverRemover remover, OwnerLabels labels, ToxiproxyServer front, ShutdownCleanup cleanup) {
        front.close();
        remover.remove(labels.ensemble());
        cleanup.forget();
    }

    @Override
    public String describe() {
        String versions = members.stream().map(Member::version).distinct().collect(Collectors.joining(", "));
        return "containers: " + context.membership().describe() + ", ZooKeeper " + versions;
    }

    @Override
    public EnsembleSettings settings() {
        return members.stream()
                .map(member -> context.cfg().settings(member.jvmFlags(), member.serverVersion()))
                .max(Comparator.comparingInt(EnsembleSettings::maxNotificationIntervalMillis))
                .orElseThrow();
    }

    @Override
    public List<ElectionDelay> delays() {
        if (context.membership().standalone()) {
            return List.of();
        }
        EnsembleSettings settings = settings();
        long race = (long) settings.initLimit() * settings.tickTimeMillis();
        return List.of(new ElectionDelay(
                LOST_RACES * race,
                ("lost accept races %d × %d ms (Toxiproxy accepts a follower that connects before the leader listens,"
                                + " and then closes the connection; each costs initLimit × tickTime)")
                        .formatted(LOST_RACES, race)));
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        if (context.membership().standalone()) {
            all.remove(Capability.CUT_MEMBER_LINKS);
        }
        if (context.settings().diskBytes() == 0) {
            all.remove(Capability.FILL_DISKS);
        }
        return all;
    }

    @Override
    public List<Member> members() {
        return List.copyOf(members);
    }

    @Override
    public Links links() {
        return links;
    }

    /** Creates and starts all containers that do not run, in parallel. */
    @Override
    public void start() {
        members.stream()
                .map(member -> images.of(member.serverVersion()))
                .distinct()
                .forEach(images::pull);
        InParallel.run(
                "start members",
                members.stream().<Runnable>map(member -> member::start).toList());
    }

    @Override
    public void awaitHealthy(Duration atMost) throws InterruptedException {
        new HealthWait(members).await(atMost);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ensemble", describe());
        members.forEach(member -> environment.put(
                "member " + member.number(),
                "ZooKeeper " + member.version() + (member.voting() ? "" : ", observer") + ", "
                        + images.of(member.serverVersion()) + ", " + member.directAddress()));
        environment.put("Toxiproxy", context.settings().toxiproxy());
        environment.put("engine", context.engine().describe());
        environment.put("links", DATA_NOT_PACKETS);
        environment.put(
                "disks",
                context.settings().diskBytes() == 0
                        ? "the engine's"
                        : (context.settings().diskBytes() >> 20) + " MiB each, in the engine's memory");
        environment.put("JVM flags", String.join(" ", ServerContainer.flags(List.of())));
        members.stream()
                .filter(member -> !member.jvmFlags().isEmpty())
                .forEach(member ->
                        environment.put("JVM flags of member " + member.number(), String.join(" ", member.jvmFlags())));
        environment.putAll(context.cfg().environment());
        return environment;
    }

    @Override
    public void keepEvidence(Path folder) {
        evidence = new ContainerEvidence(context.engine(), folder);
    }

    /** The containers, networks and volumes of this ensemble that exist on the engine now, for people. */
    List<String> holdings() {
        return new LeftoverRemover(context.engine().docker())
                .list(OwnerLabels.ENSEMBLE + "=" + context.labels().ensemble());
    }

    /** The containers of the Toxiproxy servers. */
    List<String> proxies() {
        return proxies.values().stream().map(ProxyContainer::id).toList();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        ContainerEvidence wanted = evidence;
        if (wanted != null) {
            members.forEach(wanted::keep);
        }
        front.close();
        List<String> notRemoved = new LeftoverRemover(context.engine().docker())
                .remove(context.labels().ensemble());
        cleanup.forget();
        if (!notRemoved.isEmpty()) {
            throw new EnsembleException("some of the ensemble could not be removed; the next start tries again: "
                    + String.join("; ", notRemoved));
        }
    }
}
