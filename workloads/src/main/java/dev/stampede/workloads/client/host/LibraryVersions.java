package dev.stampede.workloads.client.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Version;

/** The versions of the client libraries in this JVM or on another class path. Stateless. */
public final class LibraryVersions {

    private static final String CURATOR = "META-INF/maven/org.apache.curator/curator-framework/pom.properties";
    private static final String UNKNOWN = "of an unknown version";

    private LibraryVersions() {}

    /** The versions of Java, the ZooKeeper client and Curator in one line. */
    public static String describe() {
        return "Java " + Runtime.version() + ", ZooKeeper client " + zooKeeperClient() + ", Curator "
                + curator().orElse(UNKNOWN);
    }

    /** The version of the ZooKeeper client in this JVM. */
    public static String zooKeeperClient() {
        String version = Version.getVersion();
        return version.endsWith("-") ? version.substring(0, version.length() - 1) : version; // 3.6.3 ends with a hyphen
    }

    /** The version of Curator in this JVM; empty if it is unknown. */
    public static Optional<String> curator() {
        try (InputStream in = CuratorFramework.class.getResourceAsStream("/" + CURATOR)) {
            return in == null ? Optional.empty() : version(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The version of Curator on a class path; empty if it is unknown. */
    public static Optional<String> curatorOn(List<Path> classPath) {
        return classPath.stream().flatMap(entry -> curatorIn(entry).stream()).findFirst();
    }

    private static Optional<String> curatorIn(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                try (InputStream in = Files.newInputStream(entry.resolve(CURATOR))) {
                    return version(in);
                }
            }
            try (JarFile jar = new JarFile(entry.toFile())) {
                ZipEntry properties = jar.getEntry(CURATOR);
                if (properties == null) {
                    return Optional.empty();
                }
                try (InputStream in = jar.getInputStream(properties)) {
                    return version(in);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> version(InputStream in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        return Optional.ofNullable(properties.getProperty("version"));
    }
}
