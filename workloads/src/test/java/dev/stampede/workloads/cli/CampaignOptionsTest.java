package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.run.RecordedData;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CampaignOptionsTest {
    @Test
    void redact_records_hashes_and_is_off_unless_it_is_given() {
        assertThat(options().data()).isEqualTo(RecordedData.PLAIN);
        assertThat(options("--redact").data()).isEqualTo(RecordedData.HASHED);
    }

    private static CampaignOptions options(String... arguments) {
        return CommandLine.populateCommand(new CampaignOptions(), arguments);
    }
}
