package dev.sluice.trackers.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes that were compared with those of {@code tensorflow.summary}, whose files all begin with the first record here. */
class EventFileTest {
    @Test
    void beginning_isTheFirstRecordOfEveryEventFile() {
        byte[] bytes = EventFile.beginning(Instant.ofEpochSecond(1_600_000_000));

        // Length 24, its masked checksum as in every file of TensorFlow, wall_time 1.6e9, file_version.
        assertThat(HexFormat.of().formatHex(bytes))
                .startsWith("1800000000000000" + "a37f4b22" + "09" + "0000000084d7d741" + "1a0d"
                        + HexFormat.of().formatHex("brain.Event:2".getBytes(StandardCharsets.US_ASCII)));
        assertThat(bytes).hasSize(8 + 4 + 24 + 4);
    }

    @Test
    void figures_areScalarsOfTheirTags() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("validation/loss", 0.5);
        figures.put("x", Double.NaN);

        byte[] bytes = EventFile.figures(Instant.ofEpochSecond(1_600_000_000), 300, figures);

        assertThat(HexFormat.of().formatHex(bytes, 12, bytes.length - 4))
                .isEqualTo("09" + "0000000084d7d741" + "10ac02" + "2a22" + "0a16" + "0a0f"
                        + "76616c69646174696f6e2f6c6f7373" + "150000003f" + "0a08" + "0a0178" + "150000c07f");
    }
}
