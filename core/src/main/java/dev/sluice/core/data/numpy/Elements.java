package dev.sluice.core.data.numpy;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** Something for each step of a row, as a view. */
final class Elements<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> of;

    Elements(int size, IntFunction<T> of) {
        this.size = size;
        this.of = of;
    }

    @Override
    public T get(int index) {
        return of.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
