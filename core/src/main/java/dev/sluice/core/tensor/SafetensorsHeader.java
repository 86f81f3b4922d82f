package dev.sluice.core.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of a safetensors file: which tensors it holds, and where.
 *
 * @param entries in the order of the file
 * @param metadata texts by name
 * @param dataStart where the data begin, in bytes
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
    /** The format's own limit. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int MAX_RANK = 16;
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** One tensor; {@code from} and {@code to} count bytes from the start of the data. */
    record Entry(String name, Shape shape, long from, long to) {}

    static SafetensorsHeader read(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw new SafetensorsException(file + " is too short for a safetensors file: it has " + size
                    + " bytes, at least 8 are" + " needed; copy it again");
        }
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, length, file);
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
            throw new SafetensorsException(
                    file + " is truncated or no safetensors file: its header must have between 2 and "
                            + Math.min(MAX_HEADER_BYTES, size - 8) + " bytes, but claims "
                            + Long.toUnsignedString(headerBytes));
        }
        ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
        readFully(channel, header, file);
        return parse(header.array(), size - 8 - headerBytes, file);
    }

    private static SafetensorsHeader parse(byte[] json, long dataBytes, Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new SafetensorsException(file + " has a header that is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new SafetensorsException(file + " has a header that is not a JSON object");
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                metadata.putAll(metadata(property.getValue(), file));
            } else {
                entries.add(entry(property.getKey(), property.getValue(), file));
            }
        }
        checkLayout(entries, dataBytes, file);
        return new SafetensorsHeader(List.copyOf(entries), metadata, 8L + json.length);
    }

    private static Map<String, String> metadata(JsonNode node, Path file) {
        if (!node.isObject()) {
            throw new SafetensorsException(file + ": " + METADATA + " must be an object, but is " + node.getNodeType());
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!property.getValue().isString()) {
                throw new SafetensorsException(file + ": metadata must be texts, but '" + property.getKey() + "' is "
                        + property.getValue().getNodeType());
            }
            metadata.put(property.getKey(), property.getValue().stringValue());
        }
        return metadata;
    }

    private static Entry entry(String name, JsonNode node, Path file) {
        String place = file + ": tensor '" + name + "'";
        String type = node.path("dtype").isString() ? node.path("dtype").stringValue() : "missing";
        if (!type.equals("F32")) {
            throw new SafetensorsException(
                    place + " must be of dtype F32, but is " + type + "; convert the weights to float32");
        }
        long[] shape = longs(node.path("shape"), place + ", shape");
        long[] offsets = longs(node.path("data_offsets"), place + ", data_offsets");
        if (offsets.length != 2 || shape.length > MAX_RANK) {
            throw new SafetensorsException(place + " must have two data_offsets and at most " + MAX_RANK
                    + " axes, but has " + offsets.length + " and " + shape.length);
        }
        long elements = 1;
        for (long size : shape) {
            if (size > Integer.MAX_VALUE || elements * Math.max(size, 1) > Integer.MAX_VALUE) {
                throw new SafetensorsException(
                        place + " must have at most 2^31-1 elements, but is " + Arrays.toString(shape));
            }
            // Zero is left for the end, so that it does not hide the size of the other axes.
            elements *= Math.max(size, 1);
        }
        if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
            elements = 0;
        }
        if (offsets[1] - offsets[0] != 4 * elements) {
            throw new SafetensorsException(place + " of shape " + Arrays.toString(shape) + " needs " + 4 * elements
                    + " bytes, but its data_offsets are " + Arrays.toString(offsets));
        }
        int[] sizes = Arrays.stream(shape).mapToInt(size -> (int) size).toArray();
        return new Entry(name, Shape.of(sizes), offsets[0], offsets[1]);
    }

    private static long[] longs(JsonNode node, String place) {
        long[] values = new long[node.isArray() ? node.size() : 0];
        boolean legal = node.isArray();
        for (int i = 0; legal && i < values.length; i++) {
            legal = node.path(i).isIntegralNumber()
                    && node.path(i).canConvertToLong()
                    && node.path(i).longValue() >= 0;
            values[i] = legal ? node.path(i).longValue() : 0;
        }
        if (!legal) {
            throw new SafetensorsException(place + " must be a list of whole numbers from 0");
        }
        return values;
    }

    /** The data must be exactly the tensors, one after the other: no overlap, no hole, nothing beyond the end. */
    private static void checkLayout(List<Entry> entries, long dataBytes, Path file) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long end = 0;
        for (Entry entry : sorted) {
            if (entry.to() > dataBytes) {
                throw new SafetensorsException(file + " is truncated or corrupt: tensor '" + entry.name()
                        + "' ends at byte " + entry.to() + " of the data, but there are " + dataBytes);
            }
            if (entry.from() != end) {
                throw new SafetensorsException(
                        file + " is corrupt: tensor '" + entry.name() + "' must begin at byte " + end
                                + " of the data, where the one before ends, but begins at " + entry.from()
                                + (entry.from() < end ? ", so they overlap" : ", which leaves a hole"));
            }
            end = entry.to();
        }
        if (end != dataBytes) {
            throw new SafetensorsException(
                    file + " is corrupt: its tensors end at byte " + end + " of the data, but there are " + dataBytes);
        }
    }

    /** The length and the header of a file, padded with spaces so that the data begin at a multiple of 8. */
    static ByteBuffer bytes(Tensors tensors, Map<String, String> metadata) {
        Map<String, Object> root = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            root.put(METADATA, metadata);
        }
        long end = 0;
        for (String name : tensors.names()) {
            Tensor tensor = tensors.get(name);
            long from = end;
            end += 4L * tensor.array().length;
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", "F32");
            fields.put("shape", tensor.shape().toArray());
            fields.put("data_offsets", new long[] {from, end});
            if (root.putIfAbsent(name, fields) != null || name.equals(METADATA)) {
                throw new IllegalArgumentException("a tensor must not be named " + METADATA);
            }
        }
        byte[] json = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    static void readFully(FileChannel channel, ByteBuffer buffer, Path file) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new SafetensorsException(file + " is truncated: it ended while it was read");
            }
        }
    }
}
