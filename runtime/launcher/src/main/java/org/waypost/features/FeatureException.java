package org.waypost.features;

/** Features could not be changed; the message is one line for the operator. */
public final class FeatureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public FeatureException(String message) {
        super(message);
    }
}
