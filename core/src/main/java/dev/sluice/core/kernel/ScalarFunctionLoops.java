package dev.sluice.core.kernel;

/** {@link ScalarFunctions} and simpler functions in plain loops, one element at a time. */
final class ScalarFunctionLoops implements FunctionKernels {
    @Override
    public void neg(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = -a[aOff + i];
        }
    }

    @Override
    public void abs(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.abs(a[aOff + i]);
        }
    }

    @Override
    public void sqrt(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = (float) Math.sqrt(a[aOff + i]);
        }
    }

    @Override
    public void reciprocal(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = 1f / a[aOff + i];
        }
    }

    @Override
    public void sign(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.signum(a[aOff + i]);
        }
    }

    @Override
    public void floor(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = (float) Math.floor(a[aOff + i]);
        }
    }

    @Override
    public void relu(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], 0f);
        }
    }

    @Override
    public void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.exp(a[aOff + i]);
        }
    }

    @Override
    public void log(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.log(a[aOff + i]);
        }
    }

    @Override
    public void sin(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarTrigonometry.sin(a[aOff + i]);
        }
    }

    @Override
    public void cos(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarTrigonometry.cos(a[aOff + i]);
        }
    }

    @Override
    public void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.sigmoid(a[aOff + i]);
        }
    }

    @Override
    public void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.tanh(a[aOff + i]);
        }
    }

    @Override
    public void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.softplus(a[aOff + i]);
        }
    }
}
