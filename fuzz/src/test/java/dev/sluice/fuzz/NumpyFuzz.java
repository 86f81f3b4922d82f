package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.numpy.NumpyArray;
import dev.sluice.core.data.numpy.NumpyFiles;
import java.util.List;

/** Fuzzes NumPy arrays, alone and in archives. */
final class NumpyFuzz {
    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(
                bytes,
                "array.npy",
                file -> each(NumpyFiles.array(file.getParent(), "", "array.npy")),
                List.of(DataException.class));
        Attempt.read(
                bytes,
                "arrays.npz",
                file -> each(NumpyFiles.array(file.getParent(), "arrays.npz", "x")),
                List.of(DataException.class));
    }

    private static void each(NumpyArray array) {
        for (int i = 0; i < array.elements(); i++) {
            if (array.isText()) {
                array.word(i);
            } else {
                array.number(i);
            }
        }
    }
}
