package dev.sluice.cluster.training;

/** The driver or another executor of the same training cannot be reached any more. */
final class PeerLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PeerLostException(String message) {
        super(message);
    }
}
