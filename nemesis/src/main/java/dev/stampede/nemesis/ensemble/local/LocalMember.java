package dev.stampede.nemesis.ensemble.local;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.HealthWait;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.StatusQuery;
import dev.stampede.nemesis.process.ChildProcess;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import dev.stampede.nemesis.process.ProcessException;
import dev.stampede.nemesis.txnlog.LogLimits;
import dev.stampede.nemesis.txnlog.MemberLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member in a child JVM. Its data is kept until the ensemble is closed. */
final class LocalMember implements HealthWait.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMember.class);
    private static final Duration STATUS_AT_MOST = Duration.ofSeconds(1);

    private final LocalMemberSpec spec;
    private final ChildProcesses children;
    private final ServerClassPaths classPaths;
    private final ProxySwitch proxies;

    private volatile ServerVersion version;
    private volatile @Nullable ChildProcess child;
    /** Whether the member was not started or was killed, so that its end is no failure. */
    private volatile boolean expectedDown = true;

    /** Opens and closes the proxies to a member. */
    interface ProxySwitch {
        void enableProxiesTo(int member);

        void disableProxiesTo(int member);
    }

    LocalMember(
            LocalMemberSpec spec,
            ServerVersion version,
            ChildProcesses children,
            ServerClassPaths classPaths,
            ProxySwitch proxies) {
        this.spec = spec;
        this.version = version;
        this.children = children;
        this.classPaths = classPaths;
        this.proxies = proxies;
    }

    @Override
    public int number() {
        return spec.number();
    }

    @Override
    public boolean voting() {
        return spec.membership().voting(number());
    }

    @Override
    public String version() {
        return version.text();
    }

    ServerVersion serverVersion() {
        return version;
    }

    LocalMemberSpec spec() {
        return spec;
    }

    @Override
    public String directAddress() {
        return spec.block().memberAddress(number()) + ":" + spec.block().clientPort();
    }

    @Override
    public Status status() {
        ChildProcess now = child;
        if (now == null || !now.alive()) {
            return new Status(MemberRole.DOWN, 0, 0, now == null ? "not started" : "its process ended" + exitCode(now));
        }
        if (now.paused()) {
            return new Status(MemberRole.PAUSED, 0, 0, "process " + now.pid() + " is stopped");
        }
        return StatusQuery.ask(directAddress(), STATUS_AT_MOST);
    }

    @Override
    public synchronized void start() {
        if (alive()) {
            return;
        }
        ServerClassPath classPath = classPaths.of(version);
        proxies.enableProxiesTo(number());
        try {
            ChildProcess started = children.start(ChildSpec.logged(
                    "member " + number(),
                    spec.command(classPath, writeConfiguration()),
                    spec.folder(),
                    spec.console()));
            child = started;
            expectedDown = false;
            var unused = started.onExit().thenAccept(this::noticeExit);
        } catch (IOException | ProcessException e) {
            throw new EnsembleException("member " + number() + " could not be started: " + e.getMessage(), e);
        }
    }

    private List<String> writeConfiguration() throws IOException {
        Files.createDirectories(spec.folder().resolve("data"));
        Files.createDirectories(spec.folder().resolve("txnlog"));
        Files.writeString(
                spec.cfgFile(),
                LocalCfg.render(spec.cfg(), spec.membership(), number(), version, spec.block(), spec.folder()));
        Files.writeString(spec.folder().resolve("data").resolve("myid"), Integer.toString(number()));
        Files.writeString(spec.hostsFile(), HostsFile.of(number(), spec.membership(), spec.block()));
        return LoggingConfig.write(version, spec.folder());
    }

    /** Closes the proxies to a member that exited by itself, so that its peers cannot connect to it. */
    private synchronized void noticeExit(ChildProcess which) {
        if (which.equals(child) && !expectedDown) {
            LOG.warn("member {} exited by itself{}", number(), exitCode(which));
            proxies.disableProxiesTo(number());
        }
    }

    @Override
    public synchronized void kill() {
        ChildProcess now = child;
        if (now != null) {
            expectedDown = true;
            now.kill();
            proxies.disableProxiesTo(number());
        }
    }

    @Override
    public synchronized void restart(String newVersion) {
        ServerVersion wanted = ServerVersion.of(newVersion);
        // Before the kill, so that the member continues to run if the version is not available.
        classPaths.of(wanted);
        kill();
        version = wanted;
        start();
    }

    @Override
    public synchronized void pause() {
        running().pause();
    }

    @Override
    public synchronized void resume() {
        ChildProcess now = child;
        if (now != null && now.alive()) {
            now.resume();
        }
    }

    private ChildProcess running() {
        ChildProcess now = child;
        if (now == null || !now.alive()) {
            throw new EnsembleException("member " + number() + " cannot be paused: it is down");
        }
        return now;
    }

    @Override
    public boolean alive() {
        ChildProcess now = child;
        return now != null && now.alive();
    }

    @Override
    public boolean paused() {
        ChildProcess now = child;
        return now != null && now.paused();
    }

    /** The id of its process, for people and tests; 0 if it has no process. */
    long pid() {
        ChildProcess now = child;
        return now == null ? 0 : now.pid();
    }

    @Override
    public MemberLog transactionLog(LogLimits limits) throws IOException {
        return MemberLog.read(spec.transactionLog(), limits);
    }

    @Override
    public List<String> log(int atMost) {
        Path folder = spec.folder();
        return LogTail.of(
                List.of(folder.resolve(LoggingConfig.OLDER), folder.resolve(LoggingConfig.FILE), spec.console()),
                atMost);
    }

    @Override
    public String logPlace() {
        return spec.folder().toString();
    }

    @Override
    public Optional<String> failure() {
        ChildProcess now = child;
        return now == null || now.alive() || expectedDown
                ? Optional.empty()
                : Optional.of("member " + number() + " exited by itself" + exitCode(now));
    }

    private static String exitCode(ChildProcess child) {
        OptionalInt code = child.exitCode();
        return code.isPresent() ? " with exit code " + code.getAsInt() : "";
    }

    @Override
    public String toString() {
        return "member " + number() + " (" + version + ")";
    }
}
