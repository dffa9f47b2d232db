package dev.stampede.nemesis.ensemble.external;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.ClientAccess;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.link.ClientLinkTap;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.link.ProxyServer;
import dev.stampede.nemesis.link.ToxiproxyLinks;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble that already runs, known by its connect string. Its members are those in the string, numbered in that
 * order; the harness never starts, stops or configures them. Only the links of the run's own clients can be cut.
 */
public final class ExternalEnsemble implements Ensemble {
    /** The capabilities of every external ensemble. */
    public static final Set<Capability> CAPABILITIES = Set.of(Capability.CUT_CLIENT_LINKS);

    private static final long POLL_MILLIS = 20;

    private final List<ExternalMember> members = new ArrayList<>();
    private final ClientAccess access;
    private final @Nullable EnsembleSettings settings;
    private final ToxiproxyServer toxiproxy;
    private final ToxiproxyLinks links;

    private ExternalEnsemble(
            ConnectString connect,
            ClientAccess access,
            @Nullable EnsembleSettings settings,
            ToxiproxyServer toxiproxy) {
        for (String address : connect.addresses()) {
            members.add(new ExternalMember(members.size() + 1, address, access.transport()));
        }
        this.access = access;
        this.settings = settings;
        this.toxiproxy = toxiproxy;
        this.links = new ToxiproxyLinks(
                new ExternalLinkTopology(
                        connect.addresses(),
                        new ProxyServer(toxiproxy.host(), toxiproxy.port(), ProxyServer.Counters.LIVE),
                        access.transport()),
                ClientLinkTap.inside(toxiproxy));
    }

    /**
     * The ensemble in this connect string. Does not contact the ensemble.
     *
     * @throws IllegalArgumentException if the string is malformed; the message lists all errors
     */
    public static ExternalEnsemble at(String connectString) {
        return at(connectString, ClientAccess.PLAIN, null);
    }

    /**
     * The ensemble in this connect string, which may require TLS or authentication.
     *
     * @param access the access to the client ports
     * @param settings the settings of the members, as stated by the owner of the ensemble; null if they are unknown
     */
    public static ExternalEnsemble at(String connectString, ClientAccess access, @Nullable EnsembleSettings settings) {
        ConnectString connect = ConnectString.parse(connectString);
        try {
            return new ExternalEnsemble(connect, access, settings, ToxiproxyServer.start("127.0.0.1", 0));
        } catch (IOException e) {
            throw new EnsembleException("the embedded Toxiproxy server could not be started: " + e.getMessage(), e);
        }
    }

    @Override
    public String describe() {
        return description(members.stream().map(Member::directAddress).toList());
    }

    /** The text of {@link #describe} for these members. */
    public static String description(List<String> addresses) {
        return "external, others use it: " + String.join(", ", addresses);
    }

    /**
     * The members of a connect string, without contacting them: {@code host:port}, in order.
     *
     * @throws IllegalArgumentException if the string is malformed; the message lists all errors
     */
    public static List<String> addresses(String connectString) {
        return ConnectString.parse(connectString).addresses();
    }

    /** The settings that the owner of the ensemble stated. */
    @Override
    public @Nullable EnsembleSettings settings() {
        return settings;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ClientAccess access() {
        return access;
    }

    @Override
    public List<String> missingEvidence() {
        return missingEvidence(settings);
    }

    /**
     * What a run on an external ensemble cannot observe; see {@link Ensemble#missingEvidence}.
     *
     * @param settings the settings of the members; null if they are unknown
     */
    public static List<String> missingEvidence(@Nullable EnsembleSettings settings) {
        List<String> missing = new ArrayList<>();
        if (settings == null) {
            missing.add("The settings of the members (tickTime, initLimit, syncLimit, session timeouts) are unknown, so"
                    + " no bound on time follows from them. State them in the client settings file.");
        }
        missing.add("The links between members do not pass the proxies: no fault cuts them, and a partition that"
                + " others cause is seen only as a change of roles.");
        missing.add("The members' processes, logs and data are out of reach: no fault kills, pauses or restricts a"
                + " member, and the report has no logs of members.");
        missing.add("Members that the connect string does not name are neither watched nor audited.");
        return List.copyOf(missing);
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public List<Member> members() {
        return List.copyOf(members);
    }

    @Override
    public Links links() {
        return links;
    }

    /** Does nothing: the ensemble already runs. */
    @Override
    public void start() {}

    /** Waits until every member of the connect string serves. The leader need not be among them. */
    @Override
    public void awaitHealthy(Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        List<Member.Status> seen = statuses();
        while (!seen.stream().allMatch(Member.Status::serves)) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new EnsembleException(report(seen, atMost));
            }
            Thread.sleep(POLL_MILLIS);
            seen = statuses();
        }
    }

    private List<Member.Status> statuses() {
        return members.stream().map(Member::status).toList();
    }

    private String report(List<Member.Status> seen, Duration atMost) {
        StringBuilder text = new StringBuilder("expected every member of the connect string to serve within ")
                .append(atMost.toMillis())
                .append(" ms; are the addresses right, and is \"srvr\" allowed (4lw.commands.whitelist)?");
        for (int i = 0; i < seen.size(); i++) {
            Member.Status status = seen.get(i);
            text.append("\n  ").append(members.get(i)).append(": ");
            text.append(status.role()).append(", ").append(status.detail());
        }
        return text.toString();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ensemble", describe());
        members.forEach(member -> environment.put("member " + member.number(), "ZooKeeper " + member.version()));
        return environment;
    }

    /** Does nothing: the harness has no access to logs and data. */
    @Override
    public void keepEvidence(Path folder) {}

    /** Deletes the proxies of the clients. Does not change the members. */
    @Override
    public void close() {
        toxiproxy.close();
    }
}
