package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.tensor.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A place for layers to declare parameters: a name prefix, and one list that all scopes of a network share. Mutable, used
 * while a network is built.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ParameterScope {
    /** The prefix of a cell that is built without a model around it. */
    public static final String CELL_ALONE = "cell";

    private final String prefix;
    private final Initialization initialization;
    private final Map<String, ParameterSpec> declared;
    private final Map<String, Expr> followed;
    private final Map<Object, Expr> shared;
    private final int rank;

    private ParameterScope(
            String prefix,
            Initialization initialization,
            Map<String, ParameterSpec> declared,
            Map<String, Expr> followed,
            Map<Object, Expr> shared,
            int rank) {
        this.prefix = prefix;
        this.initialization = initialization;
        this.declared = declared;
        this.followed = followed;
        this.shared = shared;
        this.rank = rank;
    }

    /** The outermost scope of a network. */
    public static ParameterScope root(Initialization initialization) {
        return new ParameterScope("", initialization, new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>(), 0);
    }

    /** A scope whose names begin with this one's and {@code name}. */
    public ParameterScope child(String name) {
        return new ParameterScope(qualified(name), initialization, declared, followed, shared, rank);
    }

    /** This scope for cells whose weights are products of two factors of that rank; 0 for whole matrices. */
    public ParameterScope withRank(int changed) {
        return new ParameterScope(prefix, initialization, declared, followed, shared, changed);
    }

    /** The rank of cells' weights; 0 for whole matrices. */
    public int rank() {
        return rank;
    }

    /** The full name of something in this scope: {@code encoder.l0.h}. */
    public String qualified(String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /** The name prefix of this scope, without the dot: {@code encoder.l0}. */
    public String prefix() {
        return prefix;
    }

    /** The initializers of parameters for which a layer gives none. */
    public Initialization initialization() {
        return initialization;
    }

    /** Declares a parameter with the {@link #initialization} for its role. */
    public Expr declare(String name, ParameterSpec.Role role, int... sizes) {
        return declare(name, role, initialization.forRole(role), sizes);
    }

    /**
     * Declares a parameter; one with a shared identity is declared once and returned at every further request.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Expr declare(String name, ParameterSpec.Role role, Initializer initializer, int... sizes) {
        if (initializer.shared().isPresent()) {
            Expr known = shared.get(initializer.shared().get());
            if (known != null) {
                return known;
            }
        }
        Expr parameter = declareOwn(name, role, initializer, sizes);
        initializer.shared().ifPresent(key -> shared.put(key, parameter));
        return parameter;
    }

    private Expr declareOwn(String name, ParameterSpec.Role role, Initializer initializer, int... sizes) {
        String full = qualified(name);
        Shape shape = Shape.of(sizes);
        ParameterSpec other = declared.putIfAbsent(full, new ParameterSpec(full, shape, initializer, role));
        if (other != null) {
            throw new IllegalArgumentException("a parameter's name must be unique, but '" + full + "' is declared as "
                    + other.shape() + " and again as " + shape + "; give each gate a name of its own");
        }
        Object[] axes = new Object[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            axes[i] = sizes[i];
        }
        return Exprs.parameter(full, Dims.of(axes));
    }

    /** Declares a parameter without a gradient, {@code [size]}; {@link #follow} sets its next value in training. */
    public Expr declareStatistic(String name, Initializer initializer, int size) {
        return declare(name, ParameterSpec.Role.STATISTIC, initializer, size);
    }

    /** Sets the value of a statistic after a batch of training. */
    public void follow(String name, Expr next) {
        followed.put(qualified(name), next);
    }

    /** The next values of all statistics so far, by full name; empty unless the network is for training. */
    public Map<String, Expr> followed() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(followed));
    }

    /** All parameters declared in the network so far, in order. */
    public List<ParameterSpec> declared() {
        return List.copyOf(declared.values());
    }
}
