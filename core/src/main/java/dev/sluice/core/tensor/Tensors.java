package dev.sluice.core.tensor;

import dev.sluice.core.error.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Named tensors in a fixed order: a model's parameters, a batch, the results of a graph.
 *
 * <p>The mapping from names to tensors never changes: {@code with} and similar methods return new collections. The tensors
 * themselves are shared, not copied, and stay mutable; {@link #copy} makes a collection that shares nothing.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Tensors {
    private static final Tensors NONE = new Tensors(new LinkedHashMap<>());
    private static final int MOST_NAMES = 12;

    private final Map<String, Tensor> byName;

    private Tensors(Map<String, Tensor> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** No tensors. */
    public static Tensors of() {
        return NONE;
    }

    /** One tensor. */
    public static Tensors of(String name, Tensor tensor) {
        return builder().put(name, tensor).build();
    }

    /** Two tensors. */
    public static Tensors of(String name1, Tensor tensor1, String name2, Tensor tensor2) {
        return builder().put(name1, tensor1).put(name2, tensor2).build();
    }

    /** Three tensors. */
    public static Tensors of(String name1, Tensor tensor1, String name2, Tensor tensor2, String name3, Tensor tensor3) {
        return builder()
                .put(name1, tensor1)
                .put(name2, tensor2)
                .put(name3, tensor3)
                .build();
    }

    /** A tensor for each name, in the order of the names. */
    public static Tensors of(Collection<String> names, Function<String, Tensor> tensor) {
        Builder builder = builder();
        names.forEach(name -> builder.put(name, tensor.apply(name)));
        return builder.build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder(new LinkedHashMap<>());
    }

    /** A builder that begins with these tensors. */
    public Builder toBuilder() {
        return new Builder(new LinkedHashMap<>(byName));
    }

    /**
     * The tensor of a name.
     *
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public Tensor get(String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' among " + listed()
                    + Suggestions.question(name, byName.keySet()));
        }
        return tensor;
    }

    /** The tensor of a name, if there is one. */
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns whether there is a tensor of this name. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** All names in order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** All tensors in order. */
    public Collection<Tensor> values() {
        return byName.values();
    }

    /** The number of tensors. */
    public int size() {
        return byName.size();
    }

    /** Returns whether there are no tensors. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The number of elements of all tensors together. */
    public long elements() {
        return byName.values().stream()
                .mapToLong(tensor -> tensor.array().length)
                .sum();
    }

    /** Calls {@code action} with each name and tensor, in order. */
    public void forEach(BiConsumer<String, Tensor> action) {
        byName.forEach(action);
    }

    /** These with one more; a tensor of the same name is replaced in its place. */
    public Tensors with(String name, Tensor tensor) {
        return toBuilder().put(name, tensor).build();
    }

    /** These followed by others; of two tensors with the same name the other one wins. */
    public Tensors with(Tensors others) {
        return toBuilder().putAll(others).build();
    }

    /** Those whose names pass a test. */
    public Tensors only(Predicate<String> name) {
        Builder kept = builder();
        byName.forEach((each, tensor) -> {
            if (name.test(each)) {
                kept.put(each, tensor);
            }
        });
        return kept.build();
    }

    /** The results of applying {@code change} to each tensor, under the same names. */
    public Tensors map(UnaryOperator<Tensor> change) {
        Builder changed = builder();
        byName.forEach((name, tensor) -> changed.put(name, change.apply(tensor)));
        return changed.build();
    }

    /** Copies of all tensors, with separate arrays. */
    public Tensors copy() {
        return map(Tensor::copy);
    }

    /** The same tensors under other names. */
    public Tensors renamed(UnaryOperator<String> name) {
        Builder renamed = builder();
        byName.forEach((each, tensor) -> renamed.put(name.apply(each), tensor));
        return renamed.build();
    }

    /** Those whose names begin with a prefix, with the prefix removed from the names. */
    public Tensors under(String prefix) {
        return only(name -> name.startsWith(prefix)).renamed(name -> name.substring(prefix.length()));
    }

    /** Names and shapes, for messages. */
    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().shape())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String listed() {
        return byName.keySet().stream()
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", ", "[", size() > MOST_NAMES ? ", … " + size() + " in all]" : "]"));
    }

    /** Collects tensors one by one. May be used again after {@link #build}. */
    public static final class Builder {
        private final Map<String, Tensor> byName;

        private Builder(Map<String, Tensor> byName) {
            this.byName = byName;
        }

        /** Adds a tensor, or replaces the one of the same name in its place. */
        public Builder put(String name, Tensor tensor) {
            byName.put(name, tensor);
            return this;
        }

        /** The tensor of a name; if there is none yet, {@code create} makes one, which is added. */
        public Tensor computeIfAbsent(String name, Function<String, Tensor> create) {
            return byName.computeIfAbsent(name, create);
        }

        /** Adds all of another collection, in its order. */
        public Builder putAll(Tensors others) {
            byName.putAll(others.byName);
            return this;
        }

        /** The tensors so far. */
        public Tensors build() {
            return byName.isEmpty() ? NONE : new Tensors(new LinkedHashMap<>(byName));
        }
    }
}
