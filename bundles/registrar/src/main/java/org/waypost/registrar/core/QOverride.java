package org.waypost.registrar.core;

/** The q that set_q_override() gave to a request, in thousandths; {@link Quality#UNSPECIFIED} if it gave none. */
final class QOverride {

    private int q = Quality.UNSPECIFIED;

    int q() {
        return q;
    }

    void q(int thousandths) {
        q = thousandths;
    }
}
