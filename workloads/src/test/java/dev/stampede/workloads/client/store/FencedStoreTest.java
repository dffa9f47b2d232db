package dev.stampede.workloads.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.recording.ClientRecorder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencedStoreTest {

    private final List<FencedWrite> writes = new CopyOnWriteArrayList<>();
    private final ClientRecorder recorder = new ClientRecorder(0, event -> {});
    private final Recorder.Op first = recorder.invoke("acquire", "k", null);
    private final Recorder.Op second = recorder.invoke("acquire", "k", null);
    private FencedStoreServer server;
    private FencedStoreClient store;

    @BeforeEach
    void start() throws IOException {
        server = FencedStoreServer.start(writes::add);
        store = new FencedStoreClient(4, server.address());
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    @Test
    void write_with_a_lower_token_is_refused_and_recorded() throws IOException {
        assertThat(store.write("k", first, 10)).isTrue();
        assertThat(store.write("k", second, 20)).isTrue();
        assertThat(store.write("k", first, 10)).isFalse();
        assertThat(store.write("other", first, 10)).isTrue();

        assertThat(writes).extracting(FencedWrite::client).containsOnly(4);
        assertThat(writes).extracting(FencedWrite::operation).containsExactly(0, 1, 0, 0);
        assertThat(writes).extracting(FencedWrite::accepted).containsExactly(true, true, false, true);
        assertThat(writes).extracting(FencedWrite::highestToken).containsExactly(0L, 10L, 20L, 0L);
    }

    @Test
    void write_without_a_token_is_accepted_and_keeps_the_highest_token() throws IOException {
        assertThat(store.write("k", first, 10)).isTrue();
        assertThat(store.write("k", first, 0)).isTrue();
        assertThat(store.write("k", first, 9)).isFalse();
    }

    @Test
    void write_after_the_store_is_closed_is_an_error() throws IOException {
        store.write("k", first, 1);
        server.close();
        assertThatThrownBy(() -> store.write("k", first, 2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.write("k", first, 3)).isInstanceOf(IOException.class);
        assertThat(writes).hasSize(1);
    }

    @Test
    void write_without_a_store_is_an_error() {
        assertThatThrownBy(() -> new FencedStoreClient(1, "").write("k", first, 1))
                .hasMessageContaining("this run has no fenced store");
    }
}
