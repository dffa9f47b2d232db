package dev.stampede.workloads.client.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Version;

/** What runs in this JVM. */
public final class LibraryVersions {

    private static final String CURATOR = "/META-INF/maven/org.apache.curator/curator-framework/pom.properties";

    private LibraryVersions() {}

    /** One line: Java, the ZooKeeper client, Curator. */
    public static String describe() {
        return "Java " + Runtime.version() + ", ZooKeeper client " + Version.getVersion() + ", Curator " + curator();
    }

    private static String curator() {
        try (InputStream in = CuratorFramework.class.getResourceAsStream(CURATOR)) {
            if (in == null) {
                return "of an unknown version";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "of an unknown version");
        } catch (IOException e) {
            return "of an unknown version";
        }
    }
}
