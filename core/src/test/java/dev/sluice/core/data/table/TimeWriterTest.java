package dev.sluice.core.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeWriterTest {
    private static final TimeFormat COMMON = new TimeFormat("", "", false);

    @Test
    void text_dateOnly_hasNoTimeOfDay() {
        assertThat(there(COMMON, "2024-02-28", "2024-02-29")).containsExactly("2024-02-28", "2024-02-29");
    }

    @Test
    void text_timesOfDay_areAsFineAsOneOfThemNeeds() {
        assertThat(there(COMMON, "2024-02-28 00:00", "2024-02-28T06:30Z"))
                .containsExactly("2024-02-28 00:00", "2024-02-28 06:30");
        assertThat(there(COMMON, "2024-02-28", "2024-02-28 00:00:01"))
                .containsExactly("2024-02-28 00:00:00", "2024-02-28 00:00:01");
        assertThat(there(COMMON, "2024-02-28", "2024-02-28 00:00:00.25"))
                .containsExactly("2024-02-28 00:00:00.000000", "2024-02-28 00:00:00.250000");
    }

    @Test
    void text_beforeTheEpoch_isRead() {
        assertThat(there(COMMON, "1899-12-31 23:00")).containsExactly("1899-12-31 23:00");
    }

    @Test
    void text_patternAndZone_areThoseOfTheData() {
        TimeFormat german = new TimeFormat("dd.MM.yyyy HH:mm", "Europe/Berlin", true);
        String[] dates = {"31.03.2024 01:30", "31.03.2024 03:00", "27.10.2024 02:30", "27.10.2024 02:30"};

        assertThat(there(german, dates)).containsExactly(dates);
    }

    /** Reads dates and writes them, which says the same when it is read again. */
    private static List<String> there(TimeFormat format, String... dates) {
        double[] times = seconds(format, dates);
        TimeWriter writer = new TimeWriter(format, times);
        List<String> texts = Arrays.stream(times).mapToObj(writer::text).toList();
        assertThat(seconds(format, texts.toArray(String[]::new))).isEqualTo(times);
        return texts;
    }

    private static double[] seconds(TimeFormat format, String... dates) {
        TimeReader reader = new TimeReader(format);
        return Arrays.stream(dates)
                .mapToDouble(date -> {
                    assertThat(reader.read(date.toCharArray(), 0, date.length()))
                            .as(date)
                            .isTrue();
                    return reader.value();
                })
                .toArray();
    }
}
