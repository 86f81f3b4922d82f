package dev.sluice.core.experiment.comparison;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The bytes of an index: a checksum, then a table of all texts, then for each run its stamp and its facts as places in that table,
 * as most texts occur in many runs.
 */
final class IndexFile {
    /** Changes with the layout, and with what {@link RunFacts} tells, so that no index of another program is believed. */
    private static final String HEAD = "sluice runs 2";

    private static final FactGroup[] GROUPS = FactGroup.values();

    private IndexFile() {}

    /**
     * A run in an index.
     *
     * @param stamp of its folder when the facts were read
     */
    record Entry(String id, Stamp stamp, Map<FactGroup, Map<String, String>> facts) {}

    /** The content of the file. */
    static byte[] encode(List<Entry> entries) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(rows);
                DataOutputStream whole = new DataOutputStream(all)) {
            for (Entry entry : entries) {
                write(entry, texts, out);
            }
            text(HEAD, whole);
            whole.writeInt(texts.size());
            for (String each : texts.keySet()) {
                text(each, whole);
            }
            whole.writeInt(entries.size());
            rows.writeTo(whole);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be written", e);
        }
        byte[] content = all.toByteArray();
        return ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(checksum(content, 0))
                .put(content)
                .array();
    }

    private static void write(Entry entry, Map<String, Integer> texts, DataOutputStream out) throws IOException {
        out.writeInt(place(entry.id(), texts));
        Stamp stamp = entry.stamp();
        out.writeLong(stamp.folder());
        for (int i = 0; i < Stamp.FILES.size(); i++) {
            out.writeLong(stamp.times()[i]);
            out.writeLong(stamp.sizes()[i]);
        }
        for (FactGroup group : GROUPS) {
            Map<String, String> facts = entry.facts().getOrDefault(group, Map.of());
            out.writeInt(facts.size());
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                out.writeInt(place(fact.getKey(), texts));
                out.writeInt(place(fact.getValue(), texts));
            }
        }
    }

    private static int place(String text, Map<String, Integer> texts) {
        return texts.computeIfAbsent(text, key -> texts.size());
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The runs in a file; empty if it is torn, damaged, or of another version of this program. */
    static Optional<List<Entry>> decode(byte[] file) {
        if (file.length < Long.BYTES || ByteBuffer.wrap(file).getLong() != checksum(file, Long.BYTES)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(file, Long.BYTES, file.length - Long.BYTES);
        try {
            if (!text(in).equals(HEAD)) {
                return Optional.empty();
            }
            String[] texts = new String[in.getInt()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(in);
            }
            int count = in.getInt();
            List<Entry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(entry(in, texts));
            }
            return Optional.of(entries);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(ByteBuffer in, String[] texts) {
        String id = texts[in.getInt()];
        long folder = in.getLong();
        long[] times = new long[Stamp.FILES.size()];
        long[] sizes = new long[Stamp.FILES.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.getLong();
            sizes[i] = in.getLong();
        }
        Map<FactGroup, Map<String, String>> facts = new EnumMap<>(FactGroup.class);
        for (FactGroup group : GROUPS) {
            int count = in.getInt();
            Map<String, String> named = LinkedHashMap.newLinkedHashMap(count);
            for (int i = 0; i < count; i++) {
                String name = texts[in.getInt()];
                named.put(name, texts[in.getInt()]);
            }
            facts.put(group, named);
        }
        return new Entry(id, new Stamp(folder, times, sizes), facts);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        String text =
                StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
        in.position(in.position() + length);
        return text;
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }
}
