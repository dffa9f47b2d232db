package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SortedSearchTest {

    @Test
    void up_to_of_random_values_agrees_with_counting() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2_000; round++) {
            long[] values = random.longs(random.nextInt(12), 0, 10).sorted().toArray();
            for (long limit = -1; limit <= 10; limit++) {
                long asked = limit;
                assertThat(SortedSearch.upTo(values.length, i -> values[i], limit))
                        .isEqualTo((int)
                                LongStream.of(values).filter(v -> v <= asked).count());
            }
        }
    }
}
