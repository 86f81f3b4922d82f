package dev.sluice.cli.dataset;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.DataStream;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.ts.TsOptions;
import dev.sluice.core.data.ts.TsSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Profiles a file of the UCR and UEA archives. */
final class SeriesReader {
    private SeriesReader() {}

    static Profile.Series read(Path file) throws IOException {
        Reading reading = Reading.of(Path.of("").toAbsolutePath());
        TsSource source =
                new TsSource(new TsOptions(new PartFiles(file.toAbsolutePath().toString(), "", "", "")));
        List<Example> examples = hasTargets(file) ? source.load(reading) : source.inputs(file, reading);
        List<Range> ranges = new ArrayList<>();
        Map<String, Long> classes = new TreeMap<>();
        Range numbers = new Range();
        Map<String, Thumbnail> thumbnails = new LinkedHashMap<>();
        Set<List<Double>> seen = new HashSet<>();
        long missing = 0;
        long duplicates = 0;
        boolean timed = false;
        int[] lengths = new int[examples.size()];
        for (int i = 0; i < lengths.length; i++) {
            Sequence.Series series = (Sequence.Series) examples.get(i).sequence();
            lengths[i] = series.steps();
            timed |= !series.times().isEmpty();
            double[] values = series.values().array();
            int width = series.values().columns();
            for (int at = 0; at < values.length; at++) {
                if (at < width && ranges.size() < width) {
                    ranges.add(new Range());
                }
                if (Double.isNaN(values[at])) {
                    missing++;
                } else {
                    ranges.get(at % width).add(values[at]);
                }
            }
            duplicates += seen.add(Arrays.stream(values).boxed().toList()) ? 0 : 1;
            String name = count(examples.get(i), classes, numbers, i);
            if (thumbnails.size() < 8 && !thumbnails.containsKey(name)) {
                thumbnails.put(name, thumbnail(values, width));
            }
        }
        Arrays.sort(lengths);
        return new Profile.Series(
                file,
                examples.size(),
                lengths[0],
                lengths[lengths.length / 2],
                lengths[lengths.length - 1],
                ranges,
                missing,
                timed,
                classes,
                numbers,
                duplicates,
                thumbnails);
    }

    /** Counts the target of an example; gives the name to draw it by. */
    private static String count(Example example, Map<String, Long> classes, Range numbers, int number) {
        if (example.targets().isEmpty()) {
            return "series " + (number + 1);
        }
        return switch (example.target()) {
            case Target.Labels labels -> {
                String name = String.join("+", labels.labels());
                classes.merge(name, 1L, Long::sum);
                yield "class " + name;
            }
            case Target.Numbers all -> {
                all.values().forEach(numbers::add);
                yield "series " + (number + 1);
            }
            default -> "series " + (number + 1);
        };
    }

    private static Thumbnail thumbnail(double[] values, int width) {
        Thumbnail thumbnail = new Thumbnail();
        for (int t = 0; t < values.length; t += width) {
            thumbnail.add(values[t]);
        }
        return thumbnail;
    }

    private static boolean hasTargets(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStream.open(file), StandardCharsets.ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String lower = line.toLowerCase(Locale.ROOT).strip();
                if (lower.matches("@(classlabel|targetlabel)\\s+true.*")) {
                    return true;
                }
                if (lower.startsWith("@data")) {
                    return false;
                }
            }
        }
        return false;
    }
}
