package dev.sluice.core.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Examples that all belong to one part of the data, as a view. */
public final class InPart extends AbstractList<Example> implements RandomAccess {
    private final List<Example> examples;
    private final Example.Part part;

    /**
     * The examples in a part.
     *
     * @param examples whatever part they name themselves
     */
    public InPart(List<Example> examples, Example.Part part) {
        this.examples = examples;
        this.part = part;
    }

    @Override
    public Example get(int index) {
        return examples.get(index).inPart(part);
    }

    @Override
    public int size() {
        return examples.size();
    }
}
