package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to backends, a few concurrently, and records which backend answered.
 *
 * <p>Picks, answers and new lists are serialised and recorded in that order. Safe to use from several threads.
 */
final class Dispatcher {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_CONCURRENT = 6;

    private final ClientContext context;
    private final BalancingPolicy policy;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Semaphore freeSlots = new Semaphore(MAX_CONCURRENT);
    private Map<String, String> list = Map.of(); // guarded by this

    Dispatcher(ClientContext context, BalancingPolicy policy) {
        this.context = context;
        this.policy = policy;
    }

    /** Uses these addresses, by path, for the next requests. They are the result of this operation. */
    synchronized void adopt(Recorder.Op op, Map<String, String> addresses) {
        list = new TreeMap<>(addresses);
        policy.adopt(List.copyOf(list.keySet()));
        op.ok(new OperationOutput.Backends(list));
    }

    /** The current list. */
    synchronized Map<String, String> list() {
        return list;
    }

    /** Sends a request to a backend of the list, unless the list is empty or too many requests are active. */
    void dispatch() {
        if (freeSlots.tryAcquire() && !send(this::pick)) {
            freeSlots.release();
        }
    }

    private @Nullable Target pick() {
        if (list.isEmpty()) {
            return null;
        }
        String path = policy.pick();
        return new Target(path, Objects.requireNonNull(list.get(path)), policy);
    }

    /** Sends a request to the backend that {@code picking} returns as path and address, unless it returns null. */
    void dispatchTo(Supplier<Map.@Nullable Entry<String, String>> picking) {
        Supplier<@Nullable Target> target = () -> {
            Map.Entry<String, String> picked = picking.get();
            return picked == null ? null : new Target(picked.getKey(), picked.getValue(), null);
        };
        if (freeSlots.tryAcquire() && !send(target)) {
            freeSlots.release();
        }
    }

    /** Picks a backend under the lock, and sends a request to it; false if no backend was picked. */
    private boolean send(Supplier<@Nullable Target> picking) {
        Target target;
        Recorder.Op op;
        synchronized (this) {
            target = picking.get();
            if (target == null) {
                return false;
            }
            op = context.recorder().invoke(target.path(), new BackendInput.Dispatch(target.address()));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + target.address() + "/"))
                .timeout(TIMEOUT)
                .build();
        var unused = http.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, thrown) -> {
            try {
                ended(target, op, response == null ? null : response.body(), thrown);
            } finally {
                freeSlots.release();
            }
        });
        return true;
    }

    private synchronized void ended(
            Target target, Recorder.Op op, @Nullable String answer, @Nullable Throwable thrown) {
        if (target.policy() != null) {
            target.policy().ended(target.path());
        }
        if (answer != null) {
            op.ok(answer);
        } else {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            String error = String.valueOf(cause);
            if (cause instanceof HttpTimeoutException) {
                op.indeterminate(error);
            } else {
                op.failed(error);
            }
        }
    }

    /** A picked backend; {@code policy} is null if a recipe picked it. */
    private record Target(String path, String address, @Nullable BalancingPolicy policy) {}
}
