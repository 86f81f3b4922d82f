package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.Printable;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the needed parts of an open file, in either of Keras's layouts:
 *
 * <pre>
 *   model.save("m.h5"), save_weights    [model_weights/] layer / weight_names[i],   layers in layer_names
 *   .keras, .weights.h5 of Keras 3      layers / class_1 / [forward_layer /] [cell /] vars / 0
 * </pre>
 *
 * <p>No object that claims more bytes than the file has is read, and no link is followed.
 */
final class Hdf5Content {
    private static final int DEEPEST = 12;
    private static final int MOST_NODES = 100_000;
    private static final int MOST_AXES = 8;

    private final HdfFile file;
    private final String source;
    private long bytesLeft;
    private int nodesLeft = MOST_NODES;

    private Hdf5Content(HdfFile file, String source, long bytes) {
        this.file = file;
        this.source = source;
        this.bytesLeft = bytes;
    }

    /** Reads a file whose size in bytes is {@code bytes}. */
    static StoredModel read(HdfFile file, String source, long bytes) {
        Hdf5Content content = new Hdf5Content(file, source, bytes);
        Optional<Group> groups =
                content.group(file, "layers").or(() -> content.group(file, "_layer_checkpoint_dependencies"));
        Group legacy = content.group(file, "model_weights").orElse(file);
        if (!content.texts(legacy, "layer_names").isEmpty()) {
            return content.legacy(legacy);
        }
        if (groups.isEmpty()) {
            throw new ImportException(
                    source + " is an HDF5 file, but not one that Keras saved a model or weights in: it has"
                            + " neither the attribute 'layer_names' nor the group 'layers'");
        }
        return content.current(groups.get());
    }

    private StoredModel legacy(Group weights) {
        Map<String, List<StoredModel.Weight>> layers = new LinkedHashMap<>();
        for (String layer : texts(weights, "layer_names")) {
            Group group = group(weights, layer).orElseThrow(() -> missing(layer));
            List<StoredModel.Weight> list = new ArrayList<>();
            for (String name : texts(group, "weight_names")) {
                Dataset dataset = follow(group, name)
                        .filter(Dataset.class::isInstance)
                        .map(Dataset.class::cast)
                        .orElseThrow(() -> missing(layer + "/" + name));
                list.add(new StoredModel.Weight(name, tensor(dataset)));
            }
            layers.put(layer, list);
        }
        List<String> config = texts(file, "model_config");
        List<String> version = texts(file, "keras_version");
        return new StoredModel(
                config.stream().findFirst(),
                version.isEmpty()
                        ? texts(weights, "keras_version").stream().findFirst().orElse("")
                        : version.getFirst(),
                StoredModel.Naming.LAYER,
                layers);
    }

    private StoredModel current(Group groups) {
        Map<String, List<StoredModel.Weight>> layers = new LinkedHashMap<>();
        for (Node layer : children(groups)) {
            if (layer instanceof Group group) {
                List<StoredModel.Weight> list = new ArrayList<>();
                collect(group, "", list, 0);
                list.sort(Comparator.comparing(
                                (StoredModel.Weight weight) -> weight.path().contains("backward_layer"))
                        .thenComparingInt(weight -> number(weight.path())));
                layers.put(layer.getName(), list);
            }
        }
        return new StoredModel(Optional.empty(), "", StoredModel.Naming.CLASS, layers);
    }

    private void collect(Group group, String path, List<StoredModel.Weight> list, int depth) {
        if (depth > DEEPEST) {
            throw new ImportException(source + " cannot be read: its groups are nested more than " + DEEPEST + " deep");
        }
        for (Node child : children(group)) {
            String at = path + child.getName();
            if (child instanceof Group inner && !child.getName().equals("seed_generator")) {
                collect(inner, at + "/", list, depth + 1);
            } else if (child instanceof Dataset dataset) {
                list.add(new StoredModel.Weight(at, tensor(dataset)));
            }
        }
    }

    /** The number of a variable, which is its order of creation in the layer. */
    private static int number(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.matches("\\d{1,6}") ? Integer.parseInt(last) : Integer.MAX_VALUE;
    }

    private List<Node> children(Group group) {
        List<Node> children = new ArrayList<>();
        for (Node child : group.getChildren().values()) {
            children.add(checked(child));
        }
        return children;
    }

    private Optional<Group> group(Group parent, String name) {
        return follow(parent, name).filter(Group.class::isInstance).map(Group.class::cast);
    }

    private Optional<Node> follow(Group from, String path) {
        Node node = from;
        for (String part : path.split("/")) {
            Node child = node instanceof Group group ? group.getChildren().get(part) : null;
            if (child == null) {
                return Optional.empty();
            }
            node = checked(child);
        }
        return Optional.of(node);
    }

    private Node checked(Node node) {
        if (--nodesLeft < 0) {
            throw new ImportException(source + " cannot be read: it has more than " + MOST_NODES + " parts");
        }
        if (node.isLink()) {
            throw new ImportException(source + " cannot be imported: '" + Printable.of(node.getName())
                    + "' is a link to another place, which is not followed; Keras writes none");
        }
        return node;
    }

    private Tensor tensor(Dataset dataset) {
        String name = "'" + Printable.of(dataset.getPath()) + "'";
        long[] sizes = dataset.getDimensionsAsLong();
        if (!(dataset.getDataType() instanceof FloatingPoint)) {
            throw refused(
                    name + " must hold floating-point numbers; import the model as it was before it was quantized");
        }
        if (!dataset.getFilters().isEmpty()) {
            throw refused(name + " is compressed; save it as Keras does, uncompressed");
        }
        if (sizes.length > MOST_AXES || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw refused(
                    name + " must have at most " + MOST_AXES + " axes of at least 1, but is " + Arrays.toString(sizes));
        }
        long bytes = dataset.getDataType().getSize();
        for (long size : sizes) {
            bytes = bytes > bytesLeft / size ? Long.MAX_VALUE : bytes * size;
        }
        if (bytes > bytesLeft) {
            throw refused(name + " claims to be " + Arrays.toString(sizes) + ", which is more than the file holds");
        }
        bytesLeft -= bytes;
        return Tensor.wrap(
                Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray()), floats(dataset.getDataFlat()));
    }

    private static float[] floats(Object data) {
        return switch (data) {
            case float[] values -> values;
            case double[] values -> {
                float[] narrow = new float[values.length];
                for (int i = 0; i < narrow.length; i++) {
                    narrow[i] = (float) values[i];
                }
                yield narrow;
            }
            case Number single -> new float[] {single.floatValue()};
            default -> throw new IllegalStateException("numbers came as " + data.getClass());
        };
    }

    /** The strings of an attribute; Keras splits long lists into several attributes, numbered from 0. */
    private List<String> texts(Node node, String name) {
        Map<String, Attribute> attributes = node.getAttributes();
        List<String> texts = new ArrayList<>();
        Attribute whole = attributes.get(name);
        Attribute part = whole != null ? whole : attributes.get(name + 0);
        for (int i = whole != null ? 0 : 1; part != null; i++) {
            texts.addAll(texts(part));
            part = attributes.get(name + i);
        }
        return texts;
    }

    private List<String> texts(Attribute attribute) {
        if (attribute.isEmpty()) {
            return List.of();
        }
        if (attribute.getSize() > MOST_NODES) {
            throw refused("the attribute '" + Printable.of(attribute.getName()) + "' claims " + attribute.getSize()
                    + " texts");
        }
        Object data = attribute.getData();
        if (data instanceof String text) {
            return List.of(text);
        }
        if (!(data instanceof Object[])) {
            return List.of();
        }
        return IntStream.range(0, Array.getLength(data))
                .mapToObj(i -> String.valueOf(Array.get(data, i)))
                .toList();
    }

    private ImportException missing(String path) {
        return refused("'" + Printable.of(path) + "' is listed but missing; save it again");
    }

    private ImportException refused(String why) {
        return new ImportException(source + " cannot be imported: " + why);
    }
}
