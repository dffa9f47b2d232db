package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that a member needs to start, except its version.
 *
 * @param jvmFlags the user's flags; they come last and override those of the harness
 * @param folder the member's folder, with data, logs and configuration
 */
record LocalMemberSpec(
        int number, EnsembleMembership membership, AddressBlock block, ZooCfg cfg, List<String> jvmFlags, Path folder) {

    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    /** Flags for little memory, a fast start, few compiler threads, and no files of the JVM in the temporary folder. */
    private static final List<String> DEFAULT_JVM_FLAGS = List.of(
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Dzookeeper.admin.enableServer=false",
            "-Dzookeeper.4lw.commands.whitelist=*",
            ZooCfg.MAX_NOTIFICATION_INTERVAL_FLAG);

    /** A JVM accepts only one of these flags. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    static List<String> defaultJvmFlags() {
        return DEFAULT_JVM_FLAGS;
    }

    Path cfgFile() {
        return folder.resolve("zoo.cfg");
    }

    Path hostsFile() {
        return folder.resolve("hosts");
    }

    /** The file for the output of the JVM itself. */
    Path console() {
        return folder.resolve("console.log");
    }

    /** The folder in which ZooKeeper keeps the files of its transaction log, below {@code dataLogDir}. */
    Path transactionLog() {
        return folder.resolve("txnlog").resolve("version-2");
    }

    List<String> command(ServerClassPath classPath, List<String> logging) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        boolean userChoseCollector =
                jvmFlags.stream().anyMatch(flag -> COLLECTOR.matcher(flag).matches());
        DEFAULT_JVM_FLAGS.stream()
                .filter(flag -> !userChoseCollector || !COLLECTOR.matcher(flag).matches())
                .forEach(command::add);
        command.add("-Djdk.net.hosts.file=" + hostsFile());
        command.addAll(logging);
        command.addAll(classPath.flags());
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(classPath.text());
        command.add(MAIN);
        command.add(cfgFile().toString());
        return command;
    }
}
