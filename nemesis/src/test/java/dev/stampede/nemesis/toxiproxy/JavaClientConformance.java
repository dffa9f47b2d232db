package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every call of the toxiproxy-java client; each effect is read back from the server. */
abstract class JavaClientConformance extends ConformanceFixture {
    private ToxicList toxics() {
        return proxy().toxics();
    }

    @Test
    void proxy_is_created_found_listed_and_deleted() throws IOException {
        ToxiproxyClient client = server().client();
        Proxy made = client.createProxy("q", "127.0.0.1:0", upstream().address());
        assertThat(made.getName()).isEqualTo("q");
        assertThat(HostPort.parse(made.getListen()).port()).isPositive();
        assertThat(made.getUpstream()).isEqualTo(upstream().address());
        assertThat(made.isEnabled()).isTrue();
        Proxy found = client.getProxy("q");
        assertThat(found.getListen()).isEqualTo(made.getListen());
        assertThat(client.getProxies()).extracting(Proxy::getName).containsExactlyInAnyOrder("p", "q");
        found.delete();
        assertThat(client.getProxyOrNull("q")).isNull();
        assertThatThrownBy(() -> client.getProxy("q"))
                .isInstanceOf(IOException.class)
                .hasMessage("[404] proxy not found");
        assertThatThrownBy(found::delete).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void proxy_with_an_existing_name_is_refused() {
        assertThatThrownBy(() -> server().client()
                        .createProxy("p", "127.0.0.1:0", upstream().address()))
                .isInstanceOf(IOException.class)
                .hasMessage("[409] proxy already exists");
    }

    @Test
    void proxy_is_moved_disabled_and_enabled() throws IOException {
        ToxiproxyClient client = server().client();
        proxy().setUpstream("127.0.0.1:2");
        assertThat(client.getProxy("p").getUpstream()).isEqualTo("127.0.0.1:2");
        String before = proxy().getListen();
        proxy().setListen("127.0.0.1:0");
        assertThat(client.getProxy("p").getListen())
                .isEqualTo(proxy().getListen())
                .isNotEqualTo(before);
        proxy().disable();
        assertThat(client.getProxy("p").isEnabled()).isFalse();
        proxy().enable();
        assertThat(client.getProxy("p").isEnabled()).isTrue();
    }

    @Test
    void every_toxic_is_created_and_read_back_by_its_class() throws IOException {
        toxics().latency("latency", UPSTREAM, 1).setJitter(2);
        toxics().bandwidth("bandwidth", DOWNSTREAM, 3);
        toxics().slowClose("slow", UPSTREAM, 4);
        toxics().timeout("timeout", DOWNSTREAM, 5);
        toxics().resetPeer("reset", UPSTREAM, 6);
        toxics().slicer("slicer", DOWNSTREAM, 7, 8).setSizeVariation(9);
        toxics().limitData("limit", UPSTREAM, 10);
        assertThat(toxics().get("latency", Latency.class).getLatency()).isEqualTo(1);
        assertThat(toxics().get("latency", Latency.class).getJitter()).isEqualTo(2);
        assertThat(toxics().get("bandwidth", Bandwidth.class).getRate()).isEqualTo(3);
        assertThat(toxics().get("slow", SlowClose.class).getDelay()).isEqualTo(4);
        assertThat(toxics().get("timeout", Timeout.class).getTimeout()).isEqualTo(5);
        assertThat(toxics().get("reset", ResetPeer.class).getTimeout()).isEqualTo(6);
        Slicer slicer = toxics().get("slicer", Slicer.class);
        assertThat(new long[] {slicer.getAverageSize(), slicer.getDelay(), slicer.getSizeVariation()})
                .containsExactly(7, 8, 9);
        assertThat(toxics().get("limit", LimitData.class).getBytes()).isEqualTo(10);
        assertThat(toxics().getAll())
                .extracting(Toxic::getName)
                .containsExactly("latency", "slow", "reset", "limit", "bandwidth", "timeout", "slicer");
        assertThat(toxics().getAll())
                .extracting(Toxic::getStream)
                .containsExactly(UPSTREAM, UPSTREAM, UPSTREAM, UPSTREAM, DOWNSTREAM, DOWNSTREAM, DOWNSTREAM);
    }

    @Test
    void every_attribute_and_the_toxicity_can_be_changed() throws IOException {
        toxics().latency("latency", UPSTREAM, 0).setLatency(1);
        toxics().bandwidth("bandwidth", UPSTREAM, 0).setRate(2);
        toxics().slowClose("slow", UPSTREAM, 0).setDelay(3);
        toxics().timeout("timeout", UPSTREAM, 0).setTimeout(4);
        toxics().resetPeer("reset", UPSTREAM, 0).setTimeout(5);
        Slicer slicer = toxics().slicer("slicer", UPSTREAM, 1, 0);
        slicer.setAverageSize(6);
        slicer.setDelay(7);
        toxics().limitData("limit", UPSTREAM, 0).setBytes(8);
        toxics().get("limit").setToxicity(0.25f);
        assertThat(toxics().get("latency", Latency.class).getLatency()).isEqualTo(1);
        assertThat(toxics().get("bandwidth", Bandwidth.class).getRate()).isEqualTo(2);
        assertThat(toxics().get("slow", SlowClose.class).getDelay()).isEqualTo(3);
        assertThat(toxics().get("timeout", Timeout.class).getTimeout()).isEqualTo(4);
        assertThat(toxics().get("reset", ResetPeer.class).getTimeout()).isEqualTo(5);
        assertThat(toxics().get("slicer", Slicer.class).getAverageSize()).isEqualTo(6);
        assertThat(toxics().get("slicer", Slicer.class).getDelay()).isEqualTo(7);
        assertThat(toxics().get("limit", LimitData.class).getBytes()).isEqualTo(8);
        assertThat(toxics().get("limit").getToxicity()).isEqualTo(0.25f);
        assertThat(toxics().get("latency").getToxicity()).isEqualTo(1);
    }

    @Test
    void removed_toxic_is_not_found() throws IOException {
        Toxic toxic = toxics().latency("l", UPSTREAM, 1);
        toxic.remove();
        assertThat(toxics().getAll()).isEmpty();
        assertThatThrownBy(() -> toxics().get("l"))
                .isInstanceOf(IOException.class)
                .hasMessage("[404] toxic not found");
        assertThatThrownBy(toxic::remove).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void version_is_returned() throws IOException {
        assertThat(server().client().version()).startsWith("{\"version\": \"2.12.0");
    }
}
