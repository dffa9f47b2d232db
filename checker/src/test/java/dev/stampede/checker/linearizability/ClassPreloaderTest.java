package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.linearizability.explanation.CoreFinder;
import dev.stampede.checker.linearizability.explanation.Explainer;
import dev.stampede.checker.linearizability.search.WindowedSearch;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPreloaderTest {
    private static final String PACKAGE = ClassPreloader.class.getPackageName() + ".";

    /**
     * A class loader as in a fresh JVM: until it is allowed, no other thread than its creator can load the checker's
     * classes.
     */
    private static final class FreshClasses extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final Thread owner = Thread.currentThread();
        private final Set<Thread> others = ConcurrentHashMap.newKeySet();
        private final CountDownLatch othersMayLoad = new CountDownLatch(1);

        FreshClasses() {
            super(
                    new URL[] {
                        ClassPreloader.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (Thread.currentThread() != owner) {
                others.add(Thread.currentThread());
                try {
                    othersMayLoad.await();
                } catch (InterruptedException e) {
                    throw new ClassNotFoundException(name + ": interrupted before it could be loaded", e);
                }
            }
            return super.loadClass(name, resolve);
        }

        boolean loaded(Class<?> like) {
            return findLoadedClass(like.getName()) != null;
        }

        void begin() throws ReflectiveOperationException {
            loadClass(PACKAGE + "ClassPreloader").getMethod("begin").invoke(null);
        }
    }

    private static List<Thread> preloaders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("linearizability-class-preloader"))
                .toList();
    }

    /** Only the preloader's own thread loads the classes that both verdicts need; the caller of begin does not wait. */
    @Test
    @Timeout(120)
    void begin_twice_returns_while_one_daemon_has_yet_to_load_what_search_replay_and_explanation_need()
            throws Exception {
        try (FreshClasses fresh = new FreshClasses()) {
            fresh.begin();
            fresh.begin();

            assertThat(fresh.loaded(WindowedSearch.class)).isFalse();
            List<Thread> begun = preloaders();
            assertThat(begun).isNotEmpty().allMatch(Thread::isDaemon);
            fresh.othersMayLoad.countDown();
            for (Thread thread : begun) {
                thread.join();
            }
            assertThat(fresh.others).hasSize(1).isSubsetOf(begun);
            assertThat(List.of(WindowedSearch.class, WitnessValidator.class, CoreFinder.class, Explainer.class))
                    .allMatch(fresh::loaded);
        }
    }

    /** The histories are those that the preloader decides. */
    @ParameterizedTest
    @CsvSource({"1, VALID", "3, INVALID"})
    void check_history_like_those_of_the_preloader_is_decided_by_the_search(String seen, Verdict verdict) {
        List<ObservedCall<Register.Input, Register.Output>> calls = List.of(
                ObservedCall.possible(0, 0, "", new Register.Write("1"), 0),
                ObservedCall.certain(1, 1, "", new Register.Write("2"), Register.Done.WRITTEN, 1, 3),
                ObservedCall.certain(2, 2, "", new Register.CompareAndSet("0", "4"), Register.Done.MISMATCHED, 2, 4),
                ObservedCall.certain(3, 1, "", new Register.Read(), new Register.Value(seen), 5, 6));

        LinearizabilityResult result = LinearizabilityChecker.standard()
                .check(new Register("0"), calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 20));

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.algorithm()).isEqualTo("windowed-search");
    }
}
