package dev.stampede.workloads.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Version;

/** What runs in this JVM. */
final class Versions {

    private static final String CURATOR = "/META-INF/maven/org.apache.curator/curator-framework/pom.properties";

    private Versions() {}

    /** One line: Java, the ZooKeeper client, Curator. */
    static String describe() {
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
