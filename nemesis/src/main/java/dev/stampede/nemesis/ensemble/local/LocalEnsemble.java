package dev.stampede.nemesis.ensemble.local;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.HealthWait;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.MemberOverrides;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.nemesis.link.ClientLinkTap;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.link.ProxyServer;
import dev.stampede.nemesis.link.ToxiproxyLinks;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ensemble of child JVMs on this machine, with a proxy on each link, in its own {@link AddressBlock}.
 *
 * <p>All members use the same names and ports for each other, but each resolves the names differently, so that every
 * connection between two members goes through the proxies of that pair (see {@link HostsFile}).
 */
public final class LocalEnsemble implements Ensemble, LocalMember.ProxySwitch {
    private static final Logger LOG = LoggerFactory.getLogger(LocalEnsemble.class);

    private final EnsembleMembership membership;
    private final ZooCfg cfg;
    private volatile @Nullable Path evidence;
    private final ChildProcesses children;
    private final AddressBlock block;
    private final ToxiproxyServer toxiproxy;
    private final LocalLinkTopology topology;
    private final ToxiproxyLinks links;
    private final List<LocalMember> members = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalEnsemble(
            MemberOverrides overrides, ChildProcesses children, AddressBlock block, ToxiproxyServer toxiproxy) {
        this.membership = overrides.membership();
        this.cfg = overrides.cfg();
        this.children = children;
        this.block = block;
        this.toxiproxy = toxiproxy;
        this.topology = new LocalLinkTopology(
                membership,
                block,
                new ProxyServer(toxiproxy.host(), toxiproxy.port(), ProxyServer.Counters.LIVE),
                this::localMembers);
        this.links = new ToxiproxyLinks(topology, ClientLinkTap.inside(toxiproxy));
        ServerClassPaths classPaths = new ServerClassPaths();
        for (int number : membership.numbers()) {
            ServerVersion version = overrides.versionOf(number, ServerVersion.BUNDLED);
            classPaths.of(version);
            LocalMemberSpec spec = new LocalMemberSpec(
                    number,
                    membership,
                    block,
                    cfg,
                    overrides.flagsOf(number),
                    children.folder().resolve(LocalCfg.name(number)));
            members.add(new LocalMember(spec, version, children, classPaths, this));
        }
    }

    /** A builder with the defaults. */
    public static LocalEnsembleBuilder builder() {
        return new LocalEnsembleBuilder();
    }

    static LocalEnsemble of(MemberOverrides overrides) {
        EnsembleMembership membership = overrides.membership();
        AddressBlock block = AddressBlock.claim(membership.numbers().size());
        ChildProcesses children = null;
        ToxiproxyServer toxiproxy = null;
        try {
            children = ChildProcesses.open();
            toxiproxy = ToxiproxyServer.start("127.0.0.1", 0);
            LocalEnsemble ensemble = new LocalEnsemble(overrides, children, block, toxiproxy);
            ensemble.links.openMembers();
            return ensemble;
        } catch (IOException e) {
            release(block, children, toxiproxy);
            throw new EnsembleException("the embedded Toxiproxy server could not be started: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(block, children, toxiproxy);
            throw e;
        }
    }

    private static void release(
            AddressBlock block, @Nullable ChildProcesses children, @Nullable ToxiproxyServer toxiproxy) {
        if (children != null) {
            children.close();
        }
        if (toxiproxy != null) {
            toxiproxy.close();
        }
        block.close();
    }

    private List<LocalMember> localMembers() {
        return members;
    }

    /** The Toxiproxy server of the links, for interceptors. Its proxies have names such as {@code quorum-1-2}. */
    public ToxiproxyServer toxiproxy() {
        return toxiproxy;
    }

    @Override
    public String describe() {
        String versions = members.stream().map(Member::version).distinct().collect(Collectors.joining(", "));
        return "local: " + membership.describe() + ", ZooKeeper " + versions + ", on " + block;
    }

    @Override
    public EnsembleSettings settings() {
        return members.stream()
                .map(this::settingsOf)
                .max((a, b) -> Integer.compare(a.maxNotificationIntervalMillis(), b.maxNotificationIntervalMillis()))
                .orElseThrow();
    }

    private EnsembleSettings settingsOf(LocalMember member) {
        return cfg.settings(member.spec().jvmFlags(), member.serverVersion());
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.of(
                Capability.CUT_MEMBER_LINKS,
                Capability.CUT_CLIENT_LINKS,
                Capability.KILL_MEMBERS,
                Capability.PAUSE_MEMBERS);
        if (topology.whyMembersCannotBeCut().isPresent()) {
            all.remove(Capability.CUT_MEMBER_LINKS);
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

    @Override
    public void start() {
        members.forEach(LocalMember::start);
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
                        + member.directAddress()));
        environment.put("members' JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        environment.put("JVM flags", String.join(" ", LocalMemberSpec.defaultJvmFlags()));
        members.stream()
                .filter(member -> !member.spec().jvmFlags().isEmpty())
                .forEach(member -> environment.put(
                        "JVM flags of member " + member.number(),
                        String.join(" ", member.spec().jvmFlags())));
        environment.putAll(cfg.environment());
        return environment;
    }

    @Override
    public void keepEvidence(Path folder) {
        evidence = folder;
    }

    @Override
    public void enableProxiesTo(int member) {
        links.enableProxiesTo(member);
    }

    @Override
    public void disableProxiesTo(int member) {
        if (closed.get()) {
            return;
        }
        try {
            links.disableProxiesTo(member);
        } catch (LinkException e) {
            LOG.warn("the proxies of member {} still listen", member, e);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // The members end before the proxies close, so that no member logs the connections that the close cuts.
        members.forEach(LocalMember::kill);
        Path folder = evidence;
        if (folder != null) {
            copyEvidence(folder);
        }
        release(block, children, toxiproxy);
    }

    private void copyEvidence(Path to) {
        for (LocalMember member : members) {
            Path from = member.spec().folder();
            try {
                if (Files.isDirectory(from)) {
                    LocalEvidence.copy(from, to.resolve(from.getFileName()));
                }
            } catch (IOException e) {
                LOG.warn("the folder of {} could not be copied to {}", member, to, e);
            }
        }
    }
}
