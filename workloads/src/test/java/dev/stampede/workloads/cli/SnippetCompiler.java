package dev.stampede.workloads.cli;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the Java snippets of a README: a whole file, a class, or methods. Adds the imports that the README omits,
 * and declares the parameters and helpers that belong to the reader's project.
 */
public final class SnippetCompiler {
    private static final Pattern WHOLE_CLASS =
            Pattern.compile("(?m)^(public |final |abstract )*(class|record|interface|enum) (\\w+)");

    /** The imports of a reader; unused imports are allowed. */
    private static final String IMPORTS = Stream.of(
                    "static dev.stampede.workloads.junit.Stampede.*",
                    "dev.stampede.checker.analysis.*",
                    "dev.stampede.checker.analysis.AnomalyCollector.Extent",
                    "dev.stampede.checker.check.*",
                    "dev.stampede.checker.history.*",
                    "dev.stampede.checker.history.data.*",
                    "dev.stampede.checker.history.data.RunHeader.CheckSpec",
                    "dev.stampede.nemesis.ensemble.local.LocalEnsemble",
                    "dev.stampede.workloads.client.*",
                    "dev.stampede.workloads.junit.*",
                    "dev.stampede.workloads.scenario.*",
                    "java.time.Duration",
                    "java.util.*",
                    "java.util.function.*",
                    "org.apache.curator.framework.CuratorFramework",
                    "org.apache.zookeeper.KeeperException",
                    "org.apache.zookeeper.ZooKeeper")
            .map(i -> "import " + i + ";\n")
            .collect(Collectors.joining());

    /** The reader's class that the first README tests. */
    private static final String MY_LOCK =
            """
            class MyLock {
                public MyLock(org.apache.curator.framework.CuratorFramework client) {}
                public void acquire() {}
                public void release() {}
            }
            """;

    private SnippetCompiler() {}

    /** The compiler errors, each with its line; empty if the snippet compiles. */
    public static List<String> problemsOf(String snippet) {
        var type = WHOLE_CLASS.matcher(snippet);
        boolean whole = type.find();
        String source = whole
                ? (snippet.contains("\nimport ") || snippet.startsWith("import ") ? "" : IMPORTS) + snippet
                : IMPORTS + "class Snippet {\n" + snippet + "\n}\n";
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        found,
                        List.of("-proc:none"),
                        null,
                        List.of(new Source(whole ? type.group(3) : "Snippet", source), new Source("MyLock", MY_LOCK)));
        try {
            task.parse();
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
