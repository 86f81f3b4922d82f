package dev.sluice.core.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Several lists one behind the other, as a view. */
public final class Joined<T> extends AbstractList<T> implements RandomAccess {
    private final List<? extends List<T>> lists;

    /** The lists, one behind the other. */
    public Joined(List<? extends List<T>> lists) {
        this.lists = List.copyOf(lists);
    }

    @Override
    public T get(int index) {
        int place = index;
        for (List<T> list : lists) {
            if (place < list.size()) {
                return list.get(place);
            }
            place -= list.size();
        }
        throw new IndexOutOfBoundsException("there are " + size() + " elements, but " + index + " was asked for");
    }

    @Override
    public int size() {
        return lists.stream().mapToInt(List::size).sum();
    }
}
