/**
 * Examples from NumPy's {@code .npy} and {@code .npz} files, ragged or padded. Read
 * {@link dev.sluice.core.data.numpy.NumpyOptions} for the options, {@link dev.sluice.core.data.numpy.NumpySource} for how
 * arrays become examples, and {@link dev.sluice.core.data.numpy.NumpyReader} for the file format.
 */
@NullMarked
package dev.sluice.core.data.numpy;

import org.jspecify.annotations.NullMarked;
