package dev.sluice.export.onnx;

/**
 * A handle on a value of a graph: an input, an initializer or a result of a node.
 *
 * @param name unique in the model, nested graphs included
 * @param type element type
 * @param shape shape
 */
public record OnnxValue(String name, ElementType type, OnnxShape shape) {
    /** Name, type and shape, for messages. */
    public String describe() {
        return "'" + name + "' (" + type + " " + shape + ")";
    }
}
