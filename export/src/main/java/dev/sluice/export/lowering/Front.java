package dev.sluice.export.lowering;

import dev.sluice.export.onnx.OnnxValue;
import java.util.Map;
import java.util.Set;

/** Nodes before a graph, which make some of its inputs from others that the file has in their place. */
public interface Front {
    /** No such nodes. */
    Front NONE = new Front() {
        @Override
        public Set<String> makes() {
            return Set.of();
        }

        @Override
        public Map<String, OnnxValue> add(Inlet inlet) {
            return Map.of();
        }
    };

    /** The names of the inputs of the graph that the file does not have. */
    Set<String> makes();

    /**
     * Adds the nodes.
     *
     * @return what the graph reads, by the names of its inputs: those that are made, in float64 and the units of the data, and lengths where
     *     they differ from those given
     */
    Map<String, OnnxValue> add(Inlet inlet);
}
