// Not run by Stampede's own build. A test compares it with pom.xml: dependencies, versions and tags are the same.
plugins {
    java
}

group = "com.example"
version = "1.0.0"

java {
    toolchain {
        languageVersion = JavaLanguageVersion.of(17)
    }
}

repositories {
    mavenLocal() // until Stampede is on Maven Central
    mavenCentral()
}

dependencies {
    // The project's own Curator, with its ZooKeeper client: it is tested as it is. Gradle would choose the newest version that
    // anybody names; "strictly" keeps this one.
    implementation("org.apache.curator:curator-recipes") {
        version { strictly("5.9.0") }
    }
    // Brings JUnit Jupiter and AssertJ.
    testImplementation(platform("dev.stampede:stampede-bom:0.1.0-SNAPSHOT"))
    testImplementation("dev.stampede:stampede-workloads")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}

tasks.test {
    useJUnitPlatform {
        includeTags((System.getProperty("stampede.groups") ?: "smoke"))
    }
    // Gradle gives the JVM of the tests none of its own system properties.
    System.getProperties().stringPropertyNames().filter { it.startsWith("stampede.") }.forEach {
        systemProperty(it, System.getProperty(it))
    }
    systemProperty("stampede.out", layout.projectDirectory.dir("target/chaos").asFile.path)
}
